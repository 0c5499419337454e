import { codeOf, firstSentence } from '../facts.js';
import type { Facts, Rule } from '../facts.js';
import { judgeClass, UNKNOWN_CLASS } from '../bugCheckClass.js';

/** Words that are written small where they do not begin a sentence. */
const PLAIN_BEGINNING = /^(?:An?|The|Some|Somebody|Code|Two|More|Memory|Something|It|No|Too|While|When)\b/;

/** What the packs know of the bug check, as the rest of a sentence; null where they know nothing. */
function knownMeaning({ bugCheck }: Facts): string | null {
  const meaning = bugCheck?.meaning ? firstSentence(bugCheck.meaning) : null;
  if (meaning === null) return null;
  return PLAIN_BEGINNING.test(meaning) ? `${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}` : meaning;
}

/**
 * Any other bug check: the first module below the plumbing that is nobody's messenger, or nobody. It holds because
 * every bug check is raised by code that runs for somebody: the kernel and the frameworks are called by all, so that
 * they tell nothing, and who called them is on the stack.
 */
export const bugCheck: Rule = {
  name: 'bug-check',
  applies: (facts) => facts.crash.dialect === 'windbg' && codeOf(facts) !== null,
  judge: (facts) => judgeClass({ ...UNKNOWN_CLASS, says: knownMeaning(facts) ?? UNKNOWN_CLASS.says }, facts),
};
