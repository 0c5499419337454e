import type { Facts, Judgement } from './facts.js';
import { nameOf, placeOf, step } from './facts.js';
import type { Suspect } from './suspects.js';
import { blame } from './suspects.js';
import type { Owner, ReadFrame } from './verdict.js';

/** The only CPU that the same driver runs on without spinning; null where there is none, or one of several. */
function likelyHolder({ waits, stack }: Facts): Owner | null {
  const wait = waits.find(
    ({ resource, waiters }) => resource.type === 'spinlock' && waiters.some((each) => each.stack === stack?.stack.id),
  );
  const [holder, ...others] = wait?.owners ?? [];
  return holder && others.length === 0 ? holder : null;
}

/**
 * The code at hand was spinning for a lock: a victim. A driver's lock is mostly held by the same driver on another
 * CPU, so the driver that asks is a lead and no more. `opening` is a sentence of what came before, `when` a clause.
 */
export function judgeSpinning(
  facts: Facts,
  spinning: ReadFrame,
  suspect: Suspect | null,
  { opening = '', when = '' }: { readonly opening?: string; readonly when?: string } = {},
): Judgement {
  const who = suspect ? placeOf(suspect.frame) : 'The interrupted code';
  const holder = likelyHolder(facts);
  const where = holder
    ? `the owner is on another one: look first at ${holder.name}, which runs ${suspect?.module ?? 'the same driver'} too and does not spin.`
    : 'the owner is on another one and not shown here.';
  const lead = suspect
    ? ` The lock is most likely ${suspect.module}'s own, held by it on another CPU: a lead, no more.`
    : '';
  return {
    category: 'lock-contention',
    brief: `${who} was spinning for a lock: this CPU is the victim; the owner is on another one`,
    summary: `${opening}${who} was spinning for a lock (${nameOf(spinning)})${when}. This CPU is the victim; ${where}${lead}`,
    confidence: 'low',
    confidenceNote: 'for who is to blame; that this CPU only waited is certain',
    blamed: suspect ? blame(suspect) : null,
    evidence: [
      { line: spinning.frame.line, why: `${nameOf(spinning)} spins for a lock` },
      ...(suspect ? [{ line: suspect.frame.frame.line, why: `${placeOf(suspect.frame)} wants the lock` }] : []),
      ...(holder && holder.line !== null
        ? [{ line: holder.line, why: `${holder.name} runs the same driver and does not spin` }]
        : []),
    ],
    nextSteps: [
      ...(holder
        ? []
        : [step('Show what every CPU was running: the owner runs on another CPU and does not wait', '!running -ti')]),
      ...(suspect ? [step(`Show the version and date of ${suspect.module}`, `lmvm ${suspect.module}`)] : []),
    ],
    wouldChange: [holder ? 'a lock of another driver, held elsewhere' : 'the stacks of all CPUs (!running -ti)'],
    counterparts: ['spin-lock', 'deferred-work', 'clock-watchdog'],
  };
}
