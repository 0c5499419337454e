import { entryOf, isPlumbing } from '../readStack.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { doubtfulFrames, firstSentence, formatCount, nameOf, placeOf, step, tellStory } from '../facts.js';
import { otherSuspects } from '../bugCheckClass.js';
import { driverSteps } from '../nextSteps.js';
import { judgeSpinning } from '../spinningVictim.js';
import type { Suspect } from '../suspects.js';
import { blame, suspectOfStory } from '../suspects.js';
import { spinFrame } from '../waits.js';
import type { Evidence, NextStep, Owner, ReadFrame, ReadStack } from '../verdict.js';
import { hexToNumber } from '../../util/hex.js';

const CODE = '0x133';

/** What the watchdog measured: one DPC, or everything at DISPATCH_LEVEL and above together. */
type Measure = 'single' | 'cumulative' | 'unknown';

function measureOf({ crash }: Facts): Measure {
  const value = crash.bugCheck?.parameters[0]?.value;
  return value === '0x0' ? 'single' : value === '0x1' ? 'cumulative' : 'unknown';
}

const MEASURED: Readonly<Record<Measure, string>> = {
  single: 'one DPC or ISR overran its own limit',
  cumulative: 'all DPCs and raised IRQL together overran the limit, not one DPC',
  unknown: "the watchdog's limit was overrun",
};

/** What the first argument says; where it is missing, the bug check alone. */
function argumentEvidence({ crash }: Facts, measure: Measure): readonly Evidence[] {
  const first = crash.bugCheck?.parameters[0];
  return first
    ? [{ line: first.range.start.line, why: `${first.value}: ${MEASURED[measure]}` }]
    : [{ line: crash.headline.range.start.line, why: 'the bug check' }];
}

/** The frames in which the clock interrupt came in and noticed. */
function noticedEvidence(stack: ReadStack | null): readonly Evidence[] {
  const noticed = stack?.parts.find((part) => part.name === 'noticed');
  const clock = stack?.frames
    .slice(noticed?.from ?? 0, noticed?.to ?? 0)
    .find((frame) => frame.role === 'clock-interrupt');
  return clock ? [{ line: clock.frame.line, why: `${nameOf(clock)}: the clock interrupt only noticed` }] : [];
}

/** The step that reads the watchdog's own block, where its address is printed: Arg3 when cumulative, else Arg4. */
function triageBlock({ crash }: Facts, measure: Measure): readonly NextStep[] {
  const value = crash.bugCheck?.parameters[measure === 'cumulative' ? 2 : 3]?.value;
  return value && value !== '0x0' && measure !== 'unknown'
    ? [step('Read what the watchdog recorded', `dt nt!DPC_WATCHDOG_GLOBAL_TRIAGE_BLOCK ${value}`)]
    : [];
}

/** `Arg2` of a cumulative overrun in words: ticks, and seconds if a tick has its usual length. */
function periodWords({ crash }: Facts, measure: Measure): string {
  const ticks = measure === 'cumulative' ? hexToNumber(crash.bugCheck?.parameters[1]?.value ?? '0x0') : null;
  return ticks
    ? ` after ${formatCount(ticks)} clock ticks (about ${Math.round(ticks / 64)} s if a tick is 15.625 ms)`
    : '';
}

/** The firmware that somebody waits for; null where nobody does. */
function findFirmware({ waits }: Facts): Owner | null {
  return waits.find(({ resource, owners }) => resource.type === 'firmware' && owners.length > 0)?.owners[0] ?? null;
}

/** The frames that led to the wait, in the packs' words: the first sentence of each meaning. */
function pathToFirmware(facts: Facts, stack: ReadStack): readonly Evidence[] {
  return stack.frames.slice(stack.start ?? 0).flatMap((frame) => {
    const entry = entryOf(frame.frame, facts.crash.dialect, facts.knowledge);
    const telling = frame.role === 'stall' || entry?.does !== undefined;
    return entry && telling
      ? [{ line: frame.frame.line, why: `${nameOf(frame)}: ${firstSentence(entry.meaning)}` }]
      : [];
  });
}

function judgeFirmware(facts: Facts, measure: Measure, owner: Owner): Judgement {
  const { stack } = facts;
  const documented = facts.issues.some(({ specific }) => specific);
  return {
    category: 'firmware',
    brief: `Firmware did not answer in time: ${stack ? tellStory(facts, stack, 2) : `Windows waited for ${owner.name}`}`,
    summary: `The ${owner.name} did not answer in time. ${stack ? `${tellStory(facts, stack)}, ` : ''}until the DPC watchdog stopped the system${periodWords(facts, measure)}. The clock interrupt only noticed.`,
    confidence: documented ? 'high' : 'medium',
    confidenceNote: documented
      ? 'the stack is that of a documented case'
      : 'the stack shows the wait; no documented case fits',
    blamed: { module: 'firmware', symbol: null, line: owner.line ?? 0, basis: owner.basis },
    evidence: [
      ...argumentEvidence(facts, measure),
      ...noticedEvidence(stack),
      ...(stack ? pathToFirmware(facts, stack) : []),
    ],
    nextSteps: [
      step('Update the BIOS and the platform firmware of this machine'),
      step(
        'Look for the hardware errors themselves: WHEA-Logger events, and the log of the management processor',
        'wevtutil qe System /q:"*[System[Provider[@Name=\'Microsoft-Windows-WHEA-Logger\']]]" /f:text /c:20 /rd:true',
      ),
      ...triageBlock(facts, measure),
    ],
    wouldChange: [
      'a trace of DPC and interrupt times that shows another component using up the time',
      'a second dump with another stack under the clock interrupt',
    ],
    counterparts: ['firmware-wait', 'spin-lock', 'deferred-work'],
  };
}

function driverConfidence(measure: Measure, suspect: Suspect): 'high' | 'medium' | 'low' {
  if (!suspect.thirdParty) return 'low';
  return measure === 'single' && suspect.direct ? 'high' : 'medium';
}

function judgeDriver(facts: Facts, measure: Measure, suspect: Suspect): Judgement {
  const name = nameOf(suspect.frame);
  const adding = 'Many short DPCs can add up, so the interrupted one may be innocent.';
  return {
    category: 'driver-bug',
    brief:
      measure === 'cumulative'
        ? `${suspect.module} was running when the time at DISPATCH_LEVEL was used up; one stack cannot show who used it`
        : `${suspect.module} ran too long in one DPC or ISR; the clock only noticed`,
    summary:
      measure === 'cumulative'
        ? `${suspect.module} was running (${name}) when the time at DISPATCH_LEVEL was used up${periodWords(facts, measure)}. ${adding}`
        : `${suspect.module} ran too long in one DPC or ISR (${name}). The clock interrupt only noticed.`,
    confidence: driverConfidence(measure, suspect),
    confidenceNote:
      measure === 'cumulative' ? 'one stack cannot show how the time added up' : 'its code is what was interrupted',
    blamed: blame(suspect),
    evidence: [
      ...argumentEvidence(facts, measure),
      ...noticedEvidence(facts.stack),
      { line: suspect.frame.frame.line, why: `${placeOf(suspect.frame)} is the work that was interrupted` },
      ...doubtfulFrames(facts.stack),
    ],
    nextSteps: [...driverSteps(facts, suspect.module), ...triageBlock(facts, measure), ...traceSteps(measure)],
    alternatives: otherSuspects(suspect),
    wouldChange: ['a trace in which other DPCs use up the time', 'a second dump that interrupts another driver'],
    counterparts: ['deferred-work', 'spin-lock', 'clock-watchdog'],
  };
}

function traceSteps(measure: Measure): readonly NextStep[] {
  return measure === 'single'
    ? []
    : [
        step(
          'Record DPC and interrupt times while it happens, and see who adds up',
          'xperf -on PROC_THREAD+LOADER+DPC+INTERRUPT+PROFILE -stackwalk Profile',
        ),
      ];
}

function judgeVictim(facts: Facts, measure: Measure, spinning: ReadFrame, suspect: Suspect | null): Judgement {
  const judgement = judgeSpinning(facts, spinning, suspect, {
    when: ` when the time was used up${periodWords(facts, measure)}`,
  });
  const [first, ...others] = judgement.nextSteps;
  return {
    ...judgement,
    evidence: [...argumentEvidence(facts, measure), ...noticedEvidence(facts.stack), ...judgement.evidence],
    nextSteps: [...(first ? [first] : []), ...triageBlock(facts, measure), ...others],
  };
}

/** The newest code below the clock interrupt that has a name, does more than pause, and is no idle loop. */
function interruptedFrame(stack: ReadStack | null): ReadFrame | null {
  const part = stack?.parts.find(({ name, idle }) => name !== 'noticed' && !idle);
  const frames = stack?.frames.slice(part?.from ?? 0, part?.to ?? 0) ?? [];
  return frames.find((frame) => !isPlumbing(frame) && frame.role !== 'stall' && frame.distrust === null) ?? null;
}

function judgeUnknown(facts: Facts, measure: Measure): Judgement {
  const interrupted = interruptedFrame(facts.stack);
  const unknown = interrupted
    ? `It interrupted ${placeOf(interrupted)}, and no third-party driver is on that stack.`
    : 'The text does not show which code used up the time.';
  return {
    category: 'cpu-stall',
    brief: interrupted
      ? `The DPC watchdog fired in ${placeOf(interrupted)}; no third-party driver is on the stack`
      : 'The DPC watchdog fired; the text does not show who used up the time',
    summary: `The DPC watchdog stopped the system${periodWords(facts, measure)}. ${unknown}`,
    confidence: 'low',
    blamed: null,
    evidence: [
      ...argumentEvidence(facts, measure),
      ...noticedEvidence(facts.stack),
      ...(interrupted ? [{ line: interrupted.frame.line, why: `${placeOf(interrupted)} was interrupted` }] : []),
      ...doubtfulFrames(facts.stack),
    ],
    nextSteps: [
      step('Show what every CPU was running', '!running -ti'),
      step('List the DPCs that were waiting', '!dpcs'),
      ...triageBlock(facts, measure),
      ...traceSteps(measure),
    ],
    wouldChange: ['the stacks of all CPUs (!running -ti)'],
    counterparts: ['spin-lock', 'deferred-work', 'clock-watchdog'],
  };
}

function judge(facts: Facts): Judgement {
  const measure = measureOf(facts);
  const firmware = findFirmware(facts);
  if (firmware) return judgeFirmware(facts, measure, firmware);
  const { stack } = facts;
  const suspect = suspectOfStory(facts, stack);
  const guilty = suspect?.thirdParty ? suspect : null;
  const spinning = stack ? spinFrame(stack) : null;
  if (spinning) return judgeVictim(facts, measure, spinning, guilty);
  return guilty ? judgeDriver(facts, measure, guilty) : judgeUnknown(facts, measure);
}

/**
 * 0x133: time at DISPATCH_LEVEL or above ran out. The clock noticed; what it interrupted is the work to look at. With
 * argument 1 = 0 that very DPC or ISR overran its limit; with 1 the time of many adds up, so that one stack is a lead.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x133-dpc-watchdog-violation
 */
export const dpcWatchdog: Rule = {
  name: 'dpc-watchdog',
  applies: ({ crash }) => crash.bugCheck?.code.value === CODE,
  judge,
};
