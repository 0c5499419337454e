import type { Facts, Judgement, Rule } from '../facts.js';
import { codeOf, doubtfulFrames, nameOf, placeOf, step } from '../facts.js';
import { driverSteps, packSteps } from '../nextSteps.js';
import type { Suspect } from '../suspects.js';
import { blame, findSuspect } from '../suspects.js';
import type { ReadFrame, ReadStack } from '../verdict.js';
import { spinFrame } from '../waits.js';

/** No system has more CPUs: a larger argument is something else. */
const MOST_CPUS = 4096;

/** The number of the CPU that took no clock interrupts: argument 4. */
function silentCpuOf({ crash }: Facts): number | null {
  const cpu = Number(crash.bugCheck?.parameters[3]?.value ?? NaN);
  return cpu < MOST_CPUS ? cpu : null;
}

interface Silence {
  readonly name: string;
  /** What the silent CPU was doing; null where the text does not show it. */
  readonly stack: ReadStack | null;
  readonly spinning: ReadFrame | null;
  readonly guilty: Suspect | null;
}

function findSilence(facts: Facts): Silence {
  const cpu = silentCpuOf(facts);
  const stack = facts.stacks.find(({ stack: own, role }) => own.cpu === cpu && cpu !== null && role !== 'panicking');
  const spinning = stack ? spinFrame(stack) : null;
  const suspect = stack && !spinning ? findSuspect(facts, stack, stack.start ?? 0) : null;
  return {
    name: cpu === null ? 'A CPU' : `CPU ${cpu}`,
    stack: stack ?? null,
    spinning,
    guilty: suspect?.thirdParty ? suspect : null,
  };
}

function causeOf({ stack, spinning, guilty }: Silence): string {
  if (guilty) return `It was running ${placeOf(guilty.frame)}.`;
  if (spinning) return `It was spinning for a lock (${nameOf(spinning)}) itself: the owner is on yet another CPU.`;
  return stack ? 'Its stack shows no third-party driver.' : 'What it was doing is not in this text.';
}

function judge(facts: Facts): Judgement {
  const silence = findSilence(facts);
  const { name, stack, spinning, guilty } = silence;
  const [, , , argument] = facts.crash.bugCheck?.parameters ?? [];
  return {
    category: spinning ? 'lock-contention' : 'cpu-stall',
    brief: `${name} took no clock interrupts${guilty ? `, running ${guilty.module}` : ''}; the CPU that crashed only noticed`,
    summary: `${name} took no clock interrupts; the CPU that crashed only noticed. ${causeOf(silence)}`,
    confidence: guilty ? 'medium' : 'low',
    confidenceNote: guilty ? "for the driver on the silent CPU's stack" : 'high for the silent CPU; none for the cause',
    blamed: guilty ? blame(guilty) : null,
    evidence: [
      { line: facts.crash.headline.range.start.line, why: 'the bug check' },
      ...(argument ? [{ line: argument.range.start.line, why: `argument 4: ${name} is the silent one` }] : []),
      ...(spinning ? [{ line: spinning.frame.line, why: `${nameOf(spinning)} spins for a lock` }] : []),
      ...(guilty ? [{ line: guilty.frame.frame.line, why: `${placeOf(guilty.frame)} ran there` }] : []),
      ...doubtfulFrames(stack),
    ],
    nextSteps: [
      ...packSteps(facts, guilty?.module ?? null),
      step('Show what every CPU was running', '!running -ti'),
      ...(guilty ? driverSteps(facts, guilty.module) : []),
      step('Bring the BIOS up to date, and take back overclocking and power saving of the processor'),
    ],
    wouldChange: [...(stack ? [] : [`the stack of ${name}`]), 'a hardware error or firmware event at the same time'],
    counterparts: ['clock-watchdog'],
  };
}

/**
 * 0x101: one CPU took no clock interrupts for a while, so it ran at a very high interrupt level, with interrupts off,
 * in firmware, or not at all. The CPU that crashed is only the one that counted; whatever it ran is innocent. Only
 * the silent CPU's own stack can accuse, and not where that CPU spins for a lock that another one holds.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x101---clock-watchdog-timeout
 */
export const clockWatchdog: Rule = {
  name: 'clock-watchdog',
  applies: (facts) => codeOf(facts) === '0x101',
  judge,
};
