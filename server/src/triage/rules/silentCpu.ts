import type { Facts, Judgement, Rule } from '../facts.js';
import { doubtfulFrames, placeOf, step } from '../facts.js';
import { hostDriverSteps } from '../nextSteps.js';
import { blame, findSuspect } from '../suspects.js';
import type { Evidence, ReadStack } from '../verdict.js';

/** What the CPU failed to do, for each kind. */
const SILENCE: Readonly<Record<string, { readonly did: string; readonly counterparts: readonly string[] }>> = {
  heartbeat: { did: 'gave no sign of life', counterparts: ['clock-watchdog', 'nmi'] },
  'tlb-ack': { did: 'did not acknowledge a TLB flush', counterparts: ['tlb-shootdown', 'clock-watchdog'] },
};

function stackEvidence(stalled: ReadStack | null): readonly Evidence[] {
  const heading = stalled?.stack.heading;
  return heading
    ? [{ line: heading.range.start.line, why: `what PCPU ${stalled.stack.cpu ?? '?'} was doing when it was asked` }]
    : [];
}

function judge(facts: Facts): Judgement {
  const { crash, kind, waits } = facts;
  const silence = SILENCE[kind] ?? { did: 'did not answer', counterparts: [] };
  const silent =
    waits.find(({ resource }) => resource.type === 'cpu-heartbeat' || resource.type === 'tlb-ack')?.owners ?? [];
  const stalled = facts.stacks.find(({ role }) => role === 'stalled') ?? null;
  const suspect = stalled ? findSuspect(facts, stalled, 0) : null;
  const guilty = suspect?.thirdParty ? suspect : null;
  const names = silent.map(({ name }) => name).join(', ');
  const who = names === '' ? 'A PCPU' : names;
  const cause = guilty
    ? `It was running ${placeOf(guilty.frame)}.`
    : stalled
      ? 'Its saved backtrace shows where it was; no third-party driver is on it.'
      : 'What it was doing is not on this screen.';
  return {
    category: 'cpu-stall',
    brief: `${who} ${silence.did}${guilty ? `, running ${guilty.module}` : ''}; the CPU that panicked only noticed`,
    summary: `${who} ${silence.did}; the CPU that panicked only noticed. ${cause}`,
    confidence: guilty ? 'medium' : 'low',
    confidenceNote: guilty ? "for the driver on the silent CPU's stack" : 'high for the silent CPU; none for the cause',
    blamed: guilty ? blame(guilty) : null,
    evidence: [
      {
        line: crash.headline.range.start.line,
        why: names === '' ? 'the message names no PCPU' : `the message names ${names}`,
      },
      ...stackEvidence(stalled),
      ...(guilty ? [{ line: guilty.frame.frame.line, why: `${placeOf(guilty.frame)} ran there` }] : []),
      ...doubtfulFrames(stalled),
    ],
    nextSteps: [
      ...(guilty ? hostDriverSteps(facts, guilty.module) : []),
      step(
        `Read the stack of ${names === '' ? 'the silent PCPU' : names} in the core`,
        'vmkdump_extract /root/vmkernel-zdump-*',
      ),
      step("Look at the management processor's log for system management interrupts and hardware errors at that time"),
      step(
        'Bring BIOS, management firmware and drivers up to date; then open a support case with the core',
        'vm-support',
      ),
    ],
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
