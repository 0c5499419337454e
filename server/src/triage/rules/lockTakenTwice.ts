import type { Facts, Judgement, Rule } from '../facts.js';
import { doubtfulFrames, nameOf, placeOf } from '../facts.js';
import { coreSteps, hostDriverSteps } from '../hostSteps.js';
import { tellPcpuList } from '../pcpuList.js';
import type { Suspect } from '../suspects.js';
import { blame, findSuspect } from '../suspects.js';
import { spinFrame } from '../waits.js';
import type { ReadFrame, ReadStack } from '../verdict.js';

/** Who asked for the lock a second time: what lies below the frame that takes it. */
function findAsker(facts: Facts, spinning: ReadFrame | null): Suspect | null {
  const { stack } = facts;
  const start = stack?.start ?? null;
  if (!stack || start === null) return null;
  const suspect = findSuspect(facts, stack, spinning ? stack.frames.indexOf(spinning) + 1 : start);
  return suspect?.thirdParty ? suspect : null;
}

function askerWords(asker: Suspect | null, stack: ReadStack | null): string {
  if (asker) return `${placeOf(asker.frame)} asked for it.`;
  return stack
    ? 'Its own stack is where to look: no third-party driver is on it.'
    : 'Its own stack is where to look, and is not in this text.';
}

function judge(facts: Facts): Judgement {
  const { crash, stack } = facts;
  const spinning = stack ? spinFrame(stack) : null;
  const asker = findAsker(facts, spinning);
  const who = crash.panic?.cpu ? `PCPU ${crash.panic.cpu.value}` : 'A PCPU';
  const twice = `${who} tried to take a spinlock that it already held`;
  return {
    category: 'lock-contention',
    brief: `${twice}${asker ? `, in ${placeOf(asker.frame)}` : ''}`,
    summary: `${twice}: it would have waited for itself for ever. ${askerWords(asker, stack)}`,
    confidence: asker ? 'medium' : 'low',
    confidenceNote: asker
      ? 'for the driver: it asked for the lock the second time'
      : 'high for the deadlock of this PCPU with itself; none for whose mistake it is',
    blamed: asker ? blame(asker) : null,
    evidence: [
      { line: crash.headline.range.start.line, why: 'the message says that the lock was held by the one that asked' },
      ...(asker ? [{ line: asker.frame.frame.line, why: `${placeOf(asker.frame)} asked for the lock` }] : []),
      ...(spinning ? [{ line: spinning.frame.line, why: `${nameOf(spinning)} is where the lock was asked for` }] : []),
      ...tellPcpuList(crash, []),
      ...doubtfulFrames(stack),
    ],
    nextSteps: [...(asker ? hostDriverSteps(facts, asker.module) : []), ...coreSteps(facts)],
    wouldChange: ['the whole stack of the PCPU, which shows both places where it took the lock'],
    counterparts: ['spin-lock'],
  };
}

/**
 * The kernel saw that a CPU asked for a spinlock that this CPU holds. Nobody else can release it, so the mistake is on
 * its own stack: code that forgot that its caller has the lock, or that an interrupt called again.
 * https://kb.vmware.com/s/article/1020105
 */
export const lockTakenTwice: Rule = {
  name: 'lock-taken-twice',
  applies: ({ crash }) => crash.message?.form === 're-acquire',
  judge,
};
