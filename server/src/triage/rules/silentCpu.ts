import type { Facts, Judgement, Rule } from '../facts.js';
import { doubtfulFrames, nameOf, placeOf, step } from '../facts.js';
import { tellInterrupts, tellWarnings } from '../heartbeats.js';
import { hostDriverSteps, openCase, readCoreLog, readEventLog } from '../hostSteps.js';
import { pcpuWords, tellPcpuList } from '../pcpuList.js';
import type { Suspect } from '../suspects.js';
import { blame, findSuspect } from '../suspects.js';
import type { Evidence, NextStep, ReadFrame, ReadStack } from '../verdict.js';
import { spinFrame } from '../waits.js';

/** What the CPU failed to do, for each kind. */
const SILENCE: Readonly<Record<string, { readonly did: string; readonly counterparts: readonly string[] }>> = {
  heartbeat: { did: 'gave no sign of life', counterparts: ['clock-watchdog', 'nmi'] },
  'tlb-ack': { did: 'did not acknowledge a TLB flush', counterparts: ['tlb-shootdown', 'clock-watchdog'] },
};

/** What is known of the CPUs that were silent. */
interface Silent {
  readonly cpus: readonly number[];
  /** `PCPU 3 and 7`, `A PCPU`. */
  readonly who: string;
  /** The backtrace that was saved of one of them. */
  readonly stalled: ReadStack | null;
  /** Where that one spins for a lock: it is a victim itself then, whoever called it. */
  readonly spinning: ReadFrame | null;
  /** A third party on that backtrace. */
  readonly guilty: Suspect | null;
}

function findSilent(facts: Facts): Silent {
  const wait = facts.waits.find(({ resource }) => resource.type === 'cpu-heartbeat' || resource.type === 'tlb-ack');
  const cpus = (wait?.owners ?? []).flatMap(({ cpu }) => cpu ?? []);
  const stalled = facts.stacks.find(({ role }) => role === 'stalled') ?? null;
  const spinning = stalled && spinFrame(stalled);
  const suspect = stalled && !spinning ? findSuspect(facts, stalled, 0) : null;
  return {
    cpus,
    who: cpus.length > 0 ? pcpuWords(cpus) : 'A PCPU',
    stalled,
    spinning,
    guilty: suspect?.thirdParty ? suspect : null,
  };
}

/** Whether a CPU did nothing at all below what stopped it. */
function isIdle({ parts }: ReadStack): boolean {
  const work = parts.filter(({ name }) => name !== 'noticed');
  return work.length > 0 && work.every(({ idle }) => idle);
}

function causeWords({ guilty, stalled, spinning, cpus }: Silent): string {
  const they = cpus.length > 1 ? 'they were' : 'it was';
  if (guilty) return `It was running ${placeOf(guilty.frame)}.`;
  if (spinning) return `It waited for a lock itself, in ${nameOf(spinning)}: who has that lock is the one to look for.`;
  if (stalled && isIdle(stalled)) {
    return 'Its saved backtrace shows it idle: something below the operating system held it, or its timer failed.';
  }
  return stalled
    ? 'Its saved backtrace shows where it was; no third-party driver is on it.'
    : `What ${they} doing is not on this screen.`;
}

function gatherEvidence(facts: Facts, { cpus, who, stalled, spinning, guilty }: Silent): readonly Evidence[] {
  const { crash } = facts;
  const named = cpus.length > 0 ? `the message names ${who}` : 'the message names no PCPU';
  const heading = stalled?.stack.heading;
  return [
    {
      line: crash.headline.range.start.line,
      why: [named, tellInterrupts(facts)].flatMap((words) => words ?? []).join('; '),
    },
    ...(guilty ? [{ line: guilty.frame.frame.line, why: `${placeOf(guilty.frame)} ran on the silent CPU` }] : []),
    ...(spinning ? [{ line: spinning.frame.line, why: `${nameOf(spinning)}: the silent CPU waits for a lock` }] : []),
    ...(heading
      ? [{ line: heading.range.start.line, why: `what PCPU ${stalled.stack.cpu ?? '?'} was doing when it was asked` }]
      : []),
    ...tellWarnings(facts),
    ...tellPcpuList(crash, cpus),
    ...doubtfulFrames(stalled),
  ];
}

function nextSteps(facts: Facts, { cpus, guilty }: Silent): readonly NextStep[] {
  const who = cpus.length > 0 ? pcpuWords(cpus) : 'the silent PCPU';
  return [
    ...(guilty ? hostDriverSteps(facts, guilty.module) : []),
    readCoreLog(facts, `look in it for warnings about ${who}`),
    readEventLog(facts, 'system management interrupts and hardware errors at that time'),
    step('Bring BIOS, management firmware and drivers up to date'),
    openCase(facts, `Open a support case with the core dump: support reads the stack of ${who} from it`),
  ];
}

function judge(facts: Facts): Judgement {
  const silence = SILENCE[facts.kind] ?? { did: 'did not answer', counterparts: [] };
  const silent = findSilent(facts);
  const { cpus, who, stalled, guilty } = silent;
  return {
    category: 'cpu-stall',
    brief: `${who} ${silence.did}${guilty ? `, running ${guilty.module}` : ''}; the CPU that panicked only noticed`,
    summary: `${who} ${silence.did}; the CPU that panicked only noticed. ${causeWords(silent)}`,
    confidence: guilty ? 'medium' : 'low',
    confidenceNote: guilty
      ? "for the driver on the silent CPU's stack"
      : cpus.length > 0
        ? `high for the silent CPU${cpus.length > 1 ? 's' : ''}; none for the cause`
        : 'the text does not say which CPU, nor why',
    blamed: guilty ? blame(guilty) : null,
    evidence: gatherEvidence(facts, silent),
    nextSteps: nextSteps(facts, silent),
    wouldChange: [
      ...(stalled ? [] : ['a saved backtrace of the silent CPU']),
      'a hardware error or firmware event at the same time',
    ],
    counterparts: silence.counterparts,
  };
}

/**
 * A CPU sent no heartbeat or did not acknowledge a TLB flush: it is the one to look at, not the one that panicked. It
 * ran with interrupts off, in firmware, or not at all; its saved backtrace, where there is one, shows which.
 * https://knowledge.broadcom.com/external/article/324947
 */
export const silentCpu: Rule = {
  name: 'silent-cpu',
  applies: ({ kind }) => kind in SILENCE,
  judge,
};
