import type { Crash } from '../../model/crash.js';
import type { Located } from '../../model/position.js';
import type { Facts, Judgement, Rule, Suspect } from '../facts.js';
import { blame, doubtfulFrames, findSuspect, nameOf, placeOf, step } from '../facts.js';
import type { Category, Evidence, NextStep } from '../verdict.js';

interface KindRow {
  readonly category: Category;
  readonly what: string;
  readonly counterparts: readonly string[];
}

/** What each kind says by itself. */
const KINDS: Readonly<Record<string, KindRow>> = {
  'exception-pf': {
    category: 'driver-bug',
    what: 'Code touched an address that is not mapped',
    counterparts: ['page-fault'],
  },
  'exception-gp': {
    category: 'driver-bug',
    what: 'Code used an address or register in a forbidden way',
    counterparts: ['page-fault'],
  },
  'exception-other': {
    category: 'driver-bug',
    what: 'The processor raised an exception in the kernel',
    counterparts: ['page-fault'],
  },
  nmi: { category: 'hardware', what: 'A non-maskable interrupt stopped the host', counterparts: ['nmi'] },
  mce: {
    category: 'hardware',
    what: 'The processor reported a hardware error that it could not correct',
    counterparts: ['machine-check'],
  },
  assert: { category: 'os-bug', what: 'A check inside the kernel failed', counterparts: ['assert'] },
  'not-implemented': {
    category: 'os-bug',
    what: 'The kernel came to a case that it has no code for',
    counterparts: ['assert'],
  },
  heap: {
    category: 'memory-corruption',
    what: 'The heap was found damaged or misused',
    counterparts: ['heap-corruption'],
  },
};

const OTHER: KindRow = { category: 'unknown', what: 'The kernel stopped the host', counterparts: [] };

function categoryFor(row: KindRow, suspect: Suspect | null): Category {
  if (row.category !== 'driver-bug') return row.category;
  if (!suspect) return 'unknown';
  return suspect.thirdParty ? 'driver-bug' : 'os-bug';
}

function describe(row: KindRow, facts: Facts, suspect: Suspect | null): string {
  const { message } = facts.crash;
  if (row.category === 'hardware') return `${row.what}. The stack only shows what it interrupted.`;
  if (row.category === 'memory-corruption')
    return `${row.what}. Whoever found the damage is seldom the one who did it.`;
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

function judge(facts: Facts): Judgement {
  const { crash, stack } = facts;
  const row = KINDS[facts.kind] ?? OTHER;
  const suspect = stack && stack.start !== null ? findSuspect(facts, stack, stack.start) : null;
  const accuses = row.category === 'driver-bug' || row.category === 'unknown';
  const guilty = accuses && suspect?.thirdParty ? suspect : null;
  const involved = accuses && !guilty ? involvedModule(crash) : null;
  const headline = crash.headline.range.start.line;
  return {
    category: categoryFor(row, suspect),
    brief: describe(row, facts, suspect).split('. ')[0]?.replace(/\.$/, '') ?? row.what,
    summary: `${describe(row, facts, suspect)}${involved ? ` The kernel itself names ${involved.value} as involved.` : ''}`,
    confidence: row.category === 'hardware' || guilty?.direct || involved ? 'medium' : 'low',
    blamed: blamedBy(row, headline, guilty, involved),
    evidence: [
      ...(crash.message ? [{ line: headline, why: 'the panic message' }] : []),
      ...(suspect ? [suspectLine(suspect)] : []),
      ...(involved ? [{ line: involved.range.start.line, why: `the kernel names ${involved.value} as involved` }] : []),
      ...doubtfulFrames(stack),
    ],
    nextSteps: nextSteps(row, guilty),
    wouldChange: ['a core whose stack differs', 'log lines from before the panic'],
    counterparts: row.counterparts,
  };
}

function blamedBy(
  row: KindRow,
  headline: number,
  guilty: Suspect | null,
  involved: Located<string> | null,
): Judgement['blamed'] {
  if (row.category === 'hardware') return { module: 'hardware', symbol: null, line: headline, basis: 'named' };
  if (guilty) return blame(guilty);
  return involved && { module: involved.value, symbol: null, line: involved.range.start.line, basis: 'named' };
}

function suspectLine(suspect: Suspect): Evidence {
  const where = suspect.thirdParty ? ` of ${suspect.module}` : '';
  return {
    line: suspect.frame.frame.line,
    why: `${nameOf(suspect.frame)}${where} is the first code below the plumbing`,
  };
}

function nextSteps(row: KindRow, guilty: Suspect | null): readonly NextStep[] {
  if (row.category === 'hardware') {
    return [
      step("Read the management processor's log for the part that failed"),
      step('Bring BIOS and firmware up to date, and have the hardware checked by its vendor'),
    ];
  }
  return [
    ...(guilty
      ? [
          step(
            `Compare the version of ${guilty.module} with its vendor's fixes`,
            `esxcli software vib list | grep -i ${guilty.module}`,
          ),
        ]
      : []),
    step(
      'Extract the log from the core and read what came before the panic',
      'vmkdump_extract -l /var/core/vmkernel-zdump.1',
    ),
    step(
      'Look for this message and these frames in the knowledge base; then open a support case with the core',
      'vm-support',
    ),
  ];
}

/** Any other purple screen. */
export const purpleScreen: Rule = {
  id: 'purple-screen',
  applies: ({ crash }) => crash.dialect === 'psod',
  judge,
};
