import type { BugCheckClass } from '../bugCheckClass.js';
import { codeOf, judgeClass } from '../bugCheckClass.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { keyOf } from '../facts.js';

/** The page of a program could not be read: the process died of its disk. */
const IN_PAGE_ERROR = /\b(?:0x)?c0000006\b/i;

const CODES: readonly string[] = ['0xef', '0xf4'];

const PROCESS_DIED: BugCheckClass = {
  codes: CODES,
  category: 'unknown',
  accused: 'nobody',
  confidence: 'low',
  says: 'a process that Windows cannot do without has ended',
  accuses: '',
  wouldChange: ["the process's own exception and stack", 'errors of the disk at the same time'],
  counterparts: ['hung-io'],
};

function judge(facts: Facts): Judgement {
  const judgement = judgeClass(PROCESS_DIED, facts);
  const code = ['EXCEPTION_CODE', 'ERROR_CODE', 'EXCEPTION_STR'].flatMap((name) => keyOf(facts.crash, name) ?? []);
  const unread = code.find(({ value }) => IN_PAGE_ERROR.test(value.value.slice(0, 200)));
  if (!unread) return judgement;
  return {
    ...judgement,
    category: 'storage',
    brief: `${facts.kind}: a critical process died because a page of it could not be read`,
    summary: `${facts.kind}: a process that Windows cannot do without died because a page of it could not be read (0xC0000006). Look at the disk and the way to it.`,
    confidence: 'medium',
    evidence: [
      ...judgement.evidence,
      { line: unread.value.range.start.line, why: '0xC0000006: a page could not be read from the disk' },
    ],
  };
}

/**
 * A critical process ended. The thread that ended it is on the stack, often the process itself after an exception that
 * it did not handle; drivers on that stack do not matter. An in-page error speaks of the disk.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0xef--critical-process-died
 */
export const processDied: Rule = {
  name: 'process-died',
  applies: (facts) => CODES.includes(codeOf(facts) ?? ''),
  judge,
};
