import { plainModule } from '../knowledge/symbols.js';
import type { KeyValue } from '../model/crash.js';
import { keyOf } from './facts.js';
import type { Facts, Judgement } from './facts.js';
import type { Alternative, Category, Evidence, TriagedCrash } from './verdict.js';

/** Keys in which the debugger names a module, the plainest first. */
const NAMING_KEYS: readonly string[] = [
  'MODULE_NAME',
  'IMAGE_NAME',
  'Driver at fault',
  'Probably caused by',
  'Caused By Driver',
  'This was probably caused by the following module',
];

/** Makers of processors, which the debugger names where it means the machine. */
const MACHINE: ReadonlySet<string> = new Set(['genuineintel', 'authenticamd']);

/** Names by which the debugger says that it does not know. */
const NO_NAME: Readonly<Record<string, string>> = {
  nt: 'it names the kernel where it finds nobody else',
  hal: 'it names this layer where it finds nobody else',
  unknown_module: 'it found no module at that address',
  unknown_image: 'it found no module at that address',
  memory_corruption: 'it means damaged memory and no module',
  nt_wrong_symbols: 'the symbols did not fit, so that every name is in doubt',
  'ntoskrnl.wrong.symbols': 'the symbols did not fit, so that every name is in doubt',
};

/** Buckets that the debugger fills with nearly every crash of a kind. */
const GENERIC_BUCKET =
  /^(?:(?:VISTA|WIN\d{1,2}|WINBLUE|WINXP|XP|WS\d{1,2}|CODE_CORRUPTION|COMMON_SYSTEM)\w{0,20}_)?(?:DRIVER_)?FAULT(?:_SERVER)?(?:_MINIDUMP)?$/;

const BUCKET_KEYS: readonly string[] = ['DEFAULT_BUCKET_ID', 'PRIMARY_PROBLEM_CLASS'];

/** `contosonic.sys ( contosonic+1234 )` and `C:\\drivers\\ContosoNic.sys` are `contosonic`. */
function stemOf(text: string): string {
  const word = /^[^\s(]{1,64}/.exec(text.trim().slice(0, 64))?.[0] ?? '';
  const stem = word
    .slice(word.lastIndexOf('\\') + 1)
    .toLowerCase()
    .replace(/\.(?:sys|dll|exe)$/, '');
  return MACHINE.has(stem) ? 'hardware' : plainModule(stem);
}

/** Letters and digits alone: the debugger writes `contoso_v1_2` for the file `contoso-v1.2.sys`. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z\d]/g, '');

interface Naming {
  readonly pair: KeyValue;
  readonly module: string;
}

function findNaming({ crash }: Pick<Facts, 'crash'>): Naming | null {
  for (const name of NAMING_KEYS) {
    const pair = keyOf(crash, name);
    const module = pair ? stemOf(pair.value.value) : '';
    if (pair && /^[a-z_]/.test(module) && module !== '_') return { pair, module };
  }
  return null;
}

/** What a verdict rests on. */
type Reasons = Pick<Judgement, 'blamed' | 'evidence'>;

/** Reasons are told in full by the evidence; here a clause is enough. */
const LONGEST_REASON = 90;

/** What our own blame rests on: of `contosonic+0x10: the first code ...` what stands behind the name. */
function reasonOf({ blamed, evidence }: Reasons): string {
  const own = evidence.find(({ line }) => line === blamed?.line);
  const why = own?.why.slice(own.why.lastIndexOf(': ') + 1).trim() ?? '';
  const place = `line ${(blamed?.line ?? 0) + 1}`;
  return why === '' || why.length > LONGEST_REASON ? `because of ${place}` : `because of ${place}: ${why}`;
}

function compareNaming({ pair, module }: Naming, judgement: Reasons): Alternative | Evidence {
  const { blamed } = judgement;
  const { line } = pair.value.range.start;
  if (blamed && plain(blamed.module) === plain(module)) {
    return { line, why: `${pair.key.value} says ${module}: the debugger agrees` };
  }
  const title = `${pair.key.value} names ${module} (line ${line + 1})`;
  const unknown = NO_NAME[module];
  const ours = blamed ? `The text says ${blamed.module}, ${reasonOf(judgement)}.` : '';
  const theirs = unknown
    ? `The debugger accuses nobody with it: ${unknown}.`
    : blamed
      ? ''
      : 'The debugger names whoever stood there; that it is the cause is not shown.';
  return { title, why: [ours, theirs].filter(Boolean).join(' '), references: [] };
}

const isEvidence = (either: Alternative | Evidence): either is Evidence => 'line' in either;

/** The key in which the debugger names another module than the verdict does, and why the text says otherwise. */
export interface Disagreement {
  readonly pair: KeyValue;
  readonly why: string;
}

/** How the debugger and a verdict that was reached differ; null where they agree or the debugger names nobody. */
export function findDisagreement({ crash, verdict }: Pick<TriagedCrash, 'crash' | 'verdict'>): Disagreement | null {
  const naming = crash.dialect === 'windbg' ? findNaming({ crash }) : null;
  const compared = naming && compareNaming(naming, verdict);
  return compared && !isEvidence(compared) ? { pair: naming.pair, why: compared.why } : null;
}

/** What the text shows instead of a driver's fault, by category. */
const SHOWN: Readonly<Partial<Record<Category, string>>> = {
  'lock-contention': 'a wait for a lock',
  firmware: 'a wait for the firmware',
  hardware: 'an error of the hardware',
  'memory-corruption': 'damaged memory, and not who damaged it',
  storage: 'a failed read',
  power: 'a change of power state that was not finished',
};

/** A bucket that blames some driver agrees with a verdict that names one. */
function genericBuckets({ crash }: Facts, { category }: Judgement): readonly Alternative[] {
  if (category === 'driver-bug') return [];
  const shown = `the stack shows ${SHOWN[category] ?? 'no driver that is to blame'}`;
  const seen = new Set<string>();
  return BUCKET_KEYS.flatMap((name) => {
    const pair = keyOf(crash, name);
    const bucket = pair?.value.value.trim().slice(0, 80) ?? '';
    if (!pair || seen.has(bucket) || !GENERIC_BUCKET.test(bucket)) return [];
    seen.add(bucket);
    return [
      {
        title: `${name} speaks of a driver (line ${pair.value.range.start.line + 1})`,
        why: `${bucket} is a generic label that the debugger gives to nearly every crash of this kind; ${shown}.`,
        references: [],
      },
    ];
  });
}

/**
 * Adds to a verdict how the debugger's own naming stands to it. The verdict was reached without it: the debugger takes
 * the first module that is on no list of its own, and never reads who only waited.
 */
export function compareWithAnalyze(judgement: Judgement, facts: Facts): Judgement {
  if (facts.crash.dialect !== 'windbg') return judgement;
  const naming = findNaming(facts);
  const compared = naming && compareNaming(naming, judgement);
  const agreed = compared && isEvidence(compared) ? [compared] : [];
  const differs = compared && !isEvidence(compared) ? [compared] : [];
  return {
    ...judgement,
    evidence: [...judgement.evidence, ...agreed],
    alternatives: [...(judgement.alternatives ?? []), ...differs, ...genericBuckets(facts, judgement)],
  };
}
