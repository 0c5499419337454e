import type { Facts, Judgement } from './facts.js';
import { nameOf, placeOf, step } from './facts.js';
import type { Suspect } from './suspects.js';
import type { NextStep, ReadFrame, Wait, Waiter } from './verdict.js';

/** Locks, other than events and answers, have an owner. */
const LOCKS: ReadonlySet<string> = new Set(['spinlock', 'rwlock', 'mutex', 'pushlock', 'resource']);

/** A thread that waits on the stack at hand, and the frame in which it does. */
export interface Waiting {
  readonly wait: Wait;
  readonly waiter: Waiter;
  readonly frame: ReadFrame;
}

/** The wait that the stack at hand shows; null where it shows none. */
export function findWaiting({ waits, stack }: Facts): Waiting | null {
  for (const wait of waits) {
    for (const waiter of wait.waiters) {
      const frame = stack?.frames.find(({ frame: { line } }) => line === waiter.line);
      if (frame && waiter.stack === stack?.stack.id) return { wait, waiter, frame };
    }
  }
  return null;
}

/** The thread by its address; null where only its process is known. */
const addressOf = ({ thread }: Waiter): string | null => (thread?.startsWith('0x') ? thread : null);

function nextSteps({ wait, waiter }: Waiting, suspect: Suspect | null): readonly NextStep[] {
  const { type, address } = wait.resource;
  const thread = addressOf(waiter);
  return [
    ...(thread === null ? [] : [step('Show the thread and what it waits for', `!thread ${thread}`)]),
    ...(type === 'resource' ? [step('Show the resource with its owners', `!locks -v ${address ?? ''}`.trim())] : []),
    ...(suspect ? [step('Show the threads that are in it', `!stacks 2 ${suspect.module}`)] : []),
    step('Show what every CPU was running', '!running -ti'),
  ];
}

/** A thread that only waits is a victim, whoever called; `opening`: what is known of the text, without a stop. */
export function judgeWaiting(waiting: Waiting, suspect: Suspect | null, opening: string): Judgement {
  const { wait, waiter, frame } = waiting;
  const { type, name } = wait.resource;
  const isLock = LOCKS.has(type);
  const what = name ?? type;
  const thread = addressOf(waiter);
  const who = thread === null ? 'This thread' : `Thread ${thread}`;
  const asker = suspect ? `, called by ${placeOf(suspect.frame)}` : '';
  return {
    category: isLock ? 'lock-contention' : 'unknown',
    brief: `${who} only waits (${what}); ${isLock ? 'who holds it' : 'who should answer'} is not in this text`,
    summary: `${opening}. ${who} waits in ${nameOf(frame)} (${what})${asker}. ${isLock ? 'Who holds it' : 'Who should answer'} is not in this text.`,
    confidence: 'low',
    confidenceNote: 'that it waits is certain; for whom, the text does not show',
    blamed: null,
    evidence: [
      { line: frame.frame.line, why: `${nameOf(frame)} waits` },
      ...(suspect ? [{ line: suspect.frame.frame.line, why: `${placeOf(suspect.frame)} asked` }] : []),
    ],
    nextSteps: nextSteps(waiting, suspect),
    wouldChange: [isLock ? 'the owner of the lock' : 'who should have answered, and what he was doing'],
    counterparts: [],
  };
}
