import type { BugCheckClass } from '../bugCheckClass.js';
import { judgeClass, UNKNOWN_CLASS } from '../bugCheckClass.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { capitalise, nameOf, placeOf, step } from '../facts.js';
import { judgeSpinning } from '../spinningVictim.js';
import type { Suspect } from '../suspects.js';
import { suspectOfStory } from '../suspects.js';
import type { ReadFrame, Wait, Waiter } from '../verdict.js';
import { spinFrame } from '../waits.js';

/** The stack ends in the functions that stop the system, so that it did crash. */
const STOPPED: BugCheckClass = {
  ...UNKNOWN_CLASS,
  says: 'the system stopped itself; which bug check it was is not in this text',
};

/** The stack ends in an exception. */
const FAULTED: BugCheckClass = {
  ...UNKNOWN_CLASS,
  says: 'an exception was raised; which bug check followed is not in this text',
  accuses: '{who} was running when it was raised.',
};

/** Nothing went wrong that the text would show: somebody looked at a stack. */
const AT_WORK: BugCheckClass = {
  codes: [],
  category: 'unknown',
  accused: 'third-party',
  confidence: 'low',
  says: 'no bug check in this text, and nothing on its stack that failed',
  accuses: '{who} is at work there: a lead, no more.',
  wouldChange: ['the bug check and its arguments', 'what the other CPUs and threads were doing'],
};

const NO_STACK: BugCheckClass = { ...AT_WORK, says: 'neither a bug check nor a stack is in this text' };

/** Locks, other than events and answers, have an owner. */
const LOCKS: ReadonlySet<string> = new Set(['spinlock', 'rwlock', 'mutex', 'pushlock', 'resource']);

/** A thread that waits on the stack at hand, and the frame in which it does. */
interface Waiting {
  readonly wait: Wait;
  readonly waiter: Waiter;
  readonly frame: ReadFrame;
}

function findWaiting({ waits, stack }: Facts): Waiting | null {
  for (const wait of waits) {
    for (const waiter of wait.waiters) {
      const frame = stack?.frames.find(({ frame: { line } }) => line === waiter.line);
      if (frame && waiter.stack === stack?.stack.id) return { wait, waiter, frame };
    }
  }
  return null;
}

function judgeWaiting({ wait, waiter, frame }: Waiting, suspect: Suspect | null): Judgement {
  const { type, name, address } = wait.resource;
  const isLock = LOCKS.has(type);
  const what = name ?? type;
  const who = waiter.thread === null ? 'This thread' : `Thread ${waiter.thread}`;
  const asker = suspect ? `, called by ${placeOf(suspect.frame)}` : '';
  return {
    category: isLock ? 'lock-contention' : 'unknown',
    brief: `${who} only waits (${what}); what it waits for is not in this text`,
    summary: `No bug check in this text. ${who} waits in ${nameOf(frame)} (${what})${asker}. ${isLock ? 'Who holds it' : 'Who should answer'} is not in this text.`,
    confidence: 'low',
    confidenceNote: 'that it waits is certain; for what, the text does not show',
    blamed: null,
    evidence: [
      { line: frame.frame.line, why: `${nameOf(frame)} waits` },
      ...(suspect ? [{ line: suspect.frame.frame.line, why: `${placeOf(suspect.frame)} asked` }] : []),
    ],
    nextSteps: [
      ...(waiter.thread === null ? [] : [step('Show the thread and what it waits for', `!thread ${waiter.thread}`)]),
      ...(type === 'resource' ? [step('Show the resource with its owners', `!locks -v ${address ?? ''}`.trim())] : []),
      ...(suspect ? [step('Show the threads that are in it', `!stacks 2 ${suspect.module}`)] : []),
      step('Show what every CPU was running', '!running -ti'),
    ],
    wouldChange: [isLock ? 'the owner of the lock' : 'who should have answered, and what he was doing'],
    counterparts: [],
  };
}

function judge(facts: Facts): Judgement {
  const { stack } = facts;
  const frames = stack?.frames ?? [];
  const suspect = suspectOfStory(facts, stack);
  const third = suspect?.thirdParty ? suspect : null;
  const stopped = frames.some(({ role }) => role === 'panic-plumbing');
  const spinning = stack ? spinFrame(stack) : null;
  if (spinning) return judgeSpinning(facts, spinning, third, { opening: stopped ? `${capitalise(STOPPED.says)}. ` : '' });
  if (stopped) return judgeClass(STOPPED, facts);
  if (frames.some(({ role }) => role === 'trap')) return judgeClass(FAULTED, facts);
  const waiting = findWaiting(facts);
  if (waiting) return judgeWaiting(waiting, third);
  return judgeClass(stack ? AT_WORK : NO_STACK, facts);
}

/**
 * A text without a bug check: a stack that somebody looked at. Only a stack that ends in a stop or an exception shows
 * that anything failed; one that spins or waits shows a victim; any other shows work that is done all day, from which
 * no more than a lead can be had.
 * https://learn.microsoft.com/windows-hardware/drivers/debuggercmds/k--kb--kc--kd--kp--kp--kv--display-stack-backtrace-
 */
export const transcript: Rule = {
  name: 'transcript',
  applies: ({ crash }) => crash.dialect === 'windbg' && crash.bugCheck === null,
  judge,
};
