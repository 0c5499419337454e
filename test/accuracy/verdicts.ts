/** How often verdicts on the real logs are right, and whether they are as sure as they may be. */
import type { Confidence, TriagedCrash } from '../../server/src/triage/verdict.js';
import type { RealLog } from './corpora.js';
import { moduleStem } from './corpora.js';
import type { Figure } from './figures.js';

export interface ReadLog {
  readonly log: RealLog;
  readonly crash: TriagedCrash;
}

/** One claim whose truth is known, and how sure it was. */
interface Claim {
  readonly confidence: Confidence;
  readonly right: boolean;
}

const MACHINE = /^(?:hardware|firmware|memory)/;
const OF_MACHINE: ReadonlySet<string> = new Set(['hardware', 'firmware', 'memory-corruption', 'storage']);

/** Whether nobody but the machine itself is held responsible. */
function blamesMachine({ verdict }: TriagedCrash): boolean {
  return OF_MACHINE.has(verdict.category) || MACHINE.test(verdict.blamed?.module ?? '');
}

function isRightlyBlamed({ log, crash }: ReadLog): boolean {
  const { blamed } = crash.verdict;
  return blamed !== null && log.blamed.includes(moduleStem(blamed.module));
}

const knowsCulprit = ({ log }: ReadLog): boolean => log.blamed.length > 0;
const isOfMachine = ({ log }: ReadLog): boolean => log.isHardware;

/** Who is blamed, for each corpus; and whether hardware is known for what it is. */
export function measureBlame(corpus: string, logs: readonly ReadLog[]): readonly Figure[] {
  const culprits = logs.filter(knowsCulprit);
  const machines = logs.filter(isOfMachine);
  const figures = [
    { name: `${corpus}: blamed rightly`, hit: culprits.filter(isRightlyBlamed).length, of: culprits.length },
    {
      name: `${corpus}: hardware known`,
      hit: machines.filter(({ crash }) => blamesMachine(crash)).length,
      of: machines.length,
    },
  ];
  return figures.filter(({ of }) => of > 0);
}

/** Abstaining is no claim: it can be neither right nor wrong. */
function blameClaims(logs: readonly ReadLog[]): readonly Claim[] {
  return logs.flatMap((read) => {
    const { blamed, confidence } = read.crash.verdict;
    if (blamed === null || !(knowsCulprit(read) || isOfMachine(read))) return [];
    return [{ confidence, right: isRightlyBlamed(read) || (isOfMachine(read) && blamesMachine(read.crash)) }];
  });
}

/** Candidates are named as what they are: that one of them is meant claims nothing of each. */
function ownerClaims(logs: readonly ReadLog[]): readonly Claim[] {
  return logs.flatMap(({ log: { owners: truth }, crash }) => {
    if (truth === null) return [];
    const owners = crash.waits.flatMap(({ owners }) => owners).filter(({ basis }) => basis !== 'candidate');
    return owners.map(({ cpu, confidence }) => ({ confidence, right: cpu !== null && truth.includes(cpu) }));
  });
}

const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];

/** How often a claim is right, for each degree of confidence: who is blamed, and who has what others wait for. */
export function calibrate(logs: readonly ReadLog[]): readonly Figure[] {
  const kinds = { blame: blameClaims(logs), owner: ownerClaims(logs) };
  return Object.entries(kinds).flatMap(([kind, claims]) =>
    CONFIDENCES.map((confidence) => {
      const own = claims.filter((claim) => claim.confidence === confidence);
      return {
        name: `calibration: ${kind}, ${confidence}`,
        hit: own.filter(({ right }) => right).length,
        of: own.length,
      };
    }),
  );
}
