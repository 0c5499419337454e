import type { BugCheckClass } from '../bugCheckClass.js';
import { judgeClass, UNKNOWN_CLASS } from '../bugCheckClass.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { capitalise, nameOf, step } from '../facts.js';
import { judgeSpinning } from '../spinningVictim.js';
import { suspectOfStory } from '../suspects.js';
import type { ReadFrame } from '../verdict.js';
import { findWaiting, judgeWaiting } from '../waitingThread.js';
import { spinFrame } from '../waits.js';

const ASK_FOR_BUG_CHECK = step('Get the bug check and its arguments', '!analyze -v');

/** The stack ends in the functions that stop the system, so that it did crash. */
const STOPPED: BugCheckClass = {
  ...UNKNOWN_CLASS,
  says: 'the system stopped itself; which bug check it was is not in this text',
  briefly: 'a bug check that is not in this text',
  steps: [ASK_FOR_BUG_CHECK],
};

/** The stack ends in an exception. */
const FAULTED: BugCheckClass = {
  ...UNKNOWN_CLASS,
  says: 'an exception was raised; which bug check followed is not in this text',
  briefly: 'an exception whose bug check is not in this text',
  accuses: '{who} was running when it was raised.',
  steps: [ASK_FOR_BUG_CHECK],
};

/** Nothing went wrong that the text would show: somebody looked at a stack. */
const AT_WORK: BugCheckClass = {
  codes: [],
  category: 'unknown',
  accused: 'third-party',
  confidence: 'low',
  says: 'no bug check in this text, and nothing on its stack that failed',
  briefly: 'no bug check in this text',
  accuses: '{who} is at work there: a lead, no more.',
  steps: [step('Get the bug check and its arguments, if there was one', '!analyze -v')],
  wouldChange: ['the bug check and its arguments', 'what the other CPUs and threads were doing'],
};

const NO_STACK: BugCheckClass = { ...AT_WORK, says: 'neither a bug check nor a stack is in this text' };

/** The frame that shows what the text does not say in words. */
function shownBy(frame: ReadFrame, does: string, judgement: Judgement): Judgement {
  const evidence = { line: frame.frame.line, why: `${nameOf(frame)} ${does}` };
  return { ...judgement, evidence: [evidence, ...judgement.evidence] };
}

function judge(facts: Facts): Judgement {
  const { stack } = facts;
  const frames = stack?.frames ?? [];
  const suspect = suspectOfStory(facts, stack);
  const third = suspect?.thirdParty ? suspect : null;
  const stop = frames.find(({ role }) => role === 'panic-plumbing');
  const fault = frames.find(({ role }) => role === 'trap');
  const spinning = stack ? spinFrame(stack) : null;
  if (spinning) return judgeSpinning(facts, spinning, third, { opening: stop ? `${capitalise(STOPPED.says)}. ` : '' });
  if (stop) return shownBy(stop, 'stops the system', judgeClass(STOPPED, facts));
  if (fault) return shownBy(fault, 'handles an exception', judgeClass(FAULTED, facts));
  const waiting = findWaiting(facts);
  if (waiting) return judgeWaiting(waiting, third, 'No bug check in this text');
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
