import type { Crash } from '../../model/crash.js';
import type { Located } from '../../model/position.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { doubtfulFrames, nameOf, placeOf } from '../facts.js';
import { otherSuspects } from '../bugCheckClass.js';
import { CORE_STEPS, hostDriverSteps } from '../nextSteps.js';
import type { Suspect } from '../suspects.js';
import { blame, suspectOfStory } from '../suspects.js';
import type { Category, Confidence, Evidence } from '../verdict.js';

/** What a kind of purple screen says by itself, and which third party on its stack it accuses. */
interface KindRow {
  readonly category: Category;
  readonly what: string;
  /** `any` on the stack; one `on top`, whose own code it was; `nobody`, who only found it. */
  readonly accused: 'any' | 'on top' | 'nobody';
  readonly counterparts: readonly string[];
}

const KINDS: Readonly<Record<string, KindRow>> = {
  'exception-pf': {
    category: 'driver-bug',
    what: 'Code touched an address that is not mapped',
    accused: 'any',
    counterparts: ['page-fault'],
  },
  'exception-gp': {
    category: 'driver-bug',
    what: 'Code used an address or register in a forbidden way',
    accused: 'any',
    counterparts: ['page-fault'],
  },
  'exception-other': {
    category: 'driver-bug',
    what: 'The processor raised an exception in the kernel',
    accused: 'any',
    counterparts: ['page-fault'],
  },
  assert: {
    category: 'os-bug',
    what: 'A check inside the kernel failed',
    accused: 'on top',
    counterparts: ['assert'],
  },
  'not-implemented': {
    category: 'os-bug',
    what: 'The kernel came to a case that it has no code for',
    accused: 'on top',
    counterparts: ['assert'],
  },
  heap: {
    category: 'memory-corruption',
    what: 'The heap was found damaged or misused',
    accused: 'nobody',
    counterparts: ['heap-corruption'],
  },
};

const OTHER: KindRow = {
  category: 'unknown',
  what: 'The kernel stopped the host',
  accused: 'any',
  counterparts: [],
};

function accuse({ accused }: KindRow, suspect: Suspect | null): Suspect | null {
  if (!suspect?.thirdParty) return null;
  return accused === 'any' || (accused === 'on top' && suspect.onTop) ? suspect : null;
}

function categoryFor(row: KindRow, suspect: Suspect | null, guilty: Suspect | null): Category {
  if (row.category === 'os-bug') return guilty ? 'driver-bug' : 'os-bug';
  if (row.category !== 'driver-bug') return row.category;
  if (!suspect) return 'unknown';
  return suspect.thirdParty ? 'driver-bug' : 'os-bug';
}

function describe(row: KindRow, facts: Facts, suspect: Suspect | null): string {
  const { message } = facts.crash;
  if (row.accused === 'nobody') return `${row.what}. Whoever found the damage is seldom the one who did it.`;
  const place = message?.details.file;
  if (place) return `${row.what}, in ${place.value} line ${message.details.fileLine?.value ?? '?'}.`;
  const top = facts.stack && facts.stack.start !== null ? facts.stack.frames[facts.stack.start] : undefined;
  if (!suspect && top) return `${row.what}, in ${placeOf(top)}. The stack does not show who is to blame.`;
  if (!suspect) return `${row.what}. The text does not show who is to blame.`;
  return suspect.thirdParty
    ? `${row.what}: ${placeOf(suspect.frame)} was running.`
    : `${row.what}, in ${nameOf(suspect.frame)}. No third-party driver stands above it on the stack.`;
}

/** From 9.0 on the kernel prints `Module(s) involved in panic`; it leaves the kernel itself in where nothing else is. */
function involvedModule({ modules }: Crash): Located<string> | null {
  return modules.find(({ name }) => name.value !== 'vmkernel')?.name ?? null;
}

function confidenceIn(guilty: Suspect | null, involved: Located<string> | null): Confidence {
  return guilty?.direct || involved ? 'medium' : 'low';
}

function suspectLine(suspect: Suspect): Evidence {
  const where = suspect.thirdParty ? ` of ${suspect.module}` : '';
  return {
    line: suspect.frame.frame.line,
    why: `${nameOf(suspect.frame)}${where} is the first code below the plumbing`,
  };
}

function judge(facts: Facts): Judgement {
  const { crash, stack } = facts;
  const row = KINDS[facts.kind] ?? OTHER;
  const suspect = suspectOfStory(facts, stack);
  const guilty = accuse(row, suspect);
  const involved = row.accused === 'any' && !guilty ? involvedModule(crash) : null;
  const module = guilty?.module ?? involved?.value ?? null;
  const text = describe(row, facts, suspect);
  return {
    category: categoryFor(row, suspect, guilty),
    brief: text.split('. ')[0]?.replace(/\.$/, '') ?? row.what,
    summary: `${text}${involved ? ` The kernel itself names ${involved.value} as involved.` : ''}`,
    confidence: confidenceIn(guilty, involved),
    blamed: guilty
      ? blame(guilty)
      : involved && { module: involved.value, symbol: null, line: involved.range.start.line, basis: 'named' },
    evidence: [
      ...(crash.message ? [{ line: crash.headline.range.start.line, why: 'the panic message' }] : []),
      ...(suspect ? [suspectLine(suspect)] : []),
      ...(involved ? [{ line: involved.range.start.line, why: `the kernel names ${involved.value} as involved` }] : []),
      ...doubtfulFrames(stack),
    ],
    nextSteps: [...(module === null ? [] : hostDriverSteps(facts, module)), ...CORE_STEPS],
    alternatives: otherSuspects(suspect),
    wouldChange: ['a core whose stack differs', 'log lines from before the panic'],
    counterparts: row.counterparts,
  };
}

/**
 * Any other purple screen. An exception belongs to the code below the trap, and the kernel's own functions mostly work
 * on what a driver gave them. A failed check speaks for itself: only the driver whose own check it was is accused, since
 * the kernel checks itself far more often than its callers. Damaged heap accuses nobody.
 * https://knowledge.broadcom.com/external/article/343033
 */
export const purpleScreen: Rule = {
  name: 'purple-screen',
  applies: ({ crash }) => crash.dialect === 'psod',
  judge,
};
