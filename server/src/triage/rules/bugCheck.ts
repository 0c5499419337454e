import type { Facts, Judgement, Rule, Suspect } from '../facts.js';
import { blame, doubtfulFrames, findSuspect, nameOf, placeOf, step } from '../facts.js';
import type { Category, Evidence, NextStep } from '../verdict.js';

/** Bug checks that say by themselves what sort of trouble it is. The rest is a fault in whatever ran. */
const CATEGORY_OF_CODE: Readonly<Record<string, Category>> = {
  '0x124': 'hardware',
  '0x9c': 'hardware',
  '0x12b': 'hardware',
  '0x19': 'memory-corruption',
  '0x1a': 'memory-corruption',
  '0x4e': 'memory-corruption',
  '0xc2': 'memory-corruption',
  '0xc5': 'memory-corruption',
  '0x109': 'memory-corruption',
  '0x13a': 'memory-corruption',
  '0x101': 'cpu-stall',
  '0x9f': 'power',
  '0x7a': 'storage',
  '0x77': 'storage',
  '0x24': 'storage',
  '0xe2': 'deliberate',
};

/** Categories in which whoever stumbled is not thereby to blame. */
const NOBODY: ReadonlySet<Category> = new Set<Category>(['memory-corruption', 'deliberate', 'cpu-stall']);

const CODE_OF_HARDWARE = 'hardware';

/** Puts the crash's own arguments into a command; null where it wants one that the text does not give. `~5s` takes no 0x. */
function fillIn(command: string, { crash }: Facts): string | null {
  const parameters = crash.bugCheck?.parameters ?? [];
  const valueOf = (digit: string): string | undefined => parameters[Number(digit) - 1]?.value;
  if ([...command.matchAll(/\{([1-4])\}/g)].some(([, digit = '']) => valueOf(digit) === undefined)) return null;
  return command
    .replace(/~\{([1-4])\}/g, (_, digit: string) => `~${valueOf(digit)?.replace(/^0x/, '') ?? ''}`)
    .replace(/\{([1-4])\}/g, (_, digit: string) => valueOf(digit) ?? '');
}

/** The first commands that the pack names for this bug check. */
function packSteps(facts: Facts): readonly NextStep[] {
  return (facts.bugCheck?.commands ?? []).flatMap(({ command, title }) => {
    const filled = fillIn(command, facts);
    return filled === null ? [] : [step(title, filled)];
  });
}

function describe(facts: Facts, category: Category, suspect: Suspect | null): string {
  const name = facts.kind === 'none' ? 'No bug check in this text' : facts.kind;
  if (category === CODE_OF_HARDWARE) return `${name}: the hardware reported an error that it could not correct.`;
  if (category === 'deliberate') return `${name}: somebody stopped the system on purpose. Read it as a hang.`;
  if (suspect && NOBODY.has(category)) {
    return `${name}: ${placeOf(suspect.frame)} stumbled over it; who caused it is not shown by this stack.`;
  }
  if (suspect?.thirdParty)
    return `${name}: ${suspect.module} was running (${nameOf(suspect.frame)}) when the system stopped.`;
  if (suspect) return `${name}: only parts of Windows are on the stack, first of them ${placeOf(suspect.frame)}.`;
  return `${name}: the text does not show who is to blame.`;
}

function suspectEvidence(suspect: Suspect | null): readonly Evidence[] {
  if (!suspect) return [];
  const why = suspect.messenger
    ? 'a framework, and nothing else is below the plumbing'
    : 'the first code below the plumbing that is no framework';
  return [{ line: suspect.frame.frame.line, why: `${placeOf(suspect.frame)}: ${why}` }];
}

function judge(facts: Facts): Judgement {
  const { crash, stack } = facts;
  const suspect = stack && stack.start !== null ? findSuspect(facts, stack, stack.start) : null;
  const ofCode = CATEGORY_OF_CODE[crash.bugCheck?.code.value ?? ''];
  const category: Category = ofCode ?? (suspect ? (suspect.thirdParty ? 'driver-bug' : 'os-bug') : 'unknown');
  const guilty = NOBODY.has(category) ? null : suspect;
  const hardware = category === CODE_OF_HARDWARE;
  const headline = { line: crash.headline.range.start.line, why: 'the bug check' };
  return {
    category,
    brief: describe(facts, category, suspect).replace(/\.$/, ''),
    summary: describe(facts, category, suspect),
    confidence: guilty?.direct && guilty.thirdParty ? 'medium' : 'low',
    blamed: hardware
      ? { module: CODE_OF_HARDWARE, symbol: null, line: headline.line, basis: 'named' }
      : guilty
        ? blame(guilty)
        : null,
    evidence: [...(crash.bugCheck ? [headline] : []), ...suspectEvidence(suspect), ...doubtfulFrames(stack)],
    nextSteps: [
      ...packSteps(facts),
      ...(guilty ? [step(`Show the version and date of ${guilty.module}`, `lmvm ${guilty.module}`)] : []),
      ...(stack ? [] : [step('Get the stack and the arguments', '!analyze -v')]),
    ],
    wouldChange: ['a second dump with another stack', ...(guilty ? [] : ['the same crash under Driver Verifier'])],
    counterparts: hardware ? ['machine-check'] : [],
  };
}

/** Any other bug check: the first module below the plumbing that is nobody's messenger, or nobody. */
export const bugCheck: Rule = {
  id: 'bug-check',
  applies: ({ crash }) => crash.dialect === 'windbg',
  judge,
};
