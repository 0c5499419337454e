import { ruleOfClasses } from '../bugCheckClass.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { step } from '../facts.js';
import { suspectOfStory } from '../suspects.js';
import { findWaiting, judgeWaiting } from '../waitingThread.js';

const REQUESTED = {
  category: 'deliberate',
  accused: 'nobody',
  confidence: 'low',
  accuses: '',
  clears: '{who} is on the stack at hand, which alone says nothing: the threads and locks do.',
  steps: [
    step('Show what every CPU was running', '!running -ti'),
    step('Show locks with owners and waiters', '!locks'),
    step('Show the threads that are ready and do not get a CPU', '!ready'),
    step('Show where all threads wait, drivers first', '!stacks 2'),
  ],
  wouldChange: ['the stacks of all CPUs and of the threads that wait'],
} as const;

const CLASSES = ruleOfClasses('on-purpose', [
  {
    ...REQUESTED,
    codes: ['0xe2', '0xdeaddead', '0x1c8'],
    says: 'somebody stopped the system on purpose. Read it as a hang',
  },
  {
    ...REQUESTED,
    codes: ['0x161'],
    says: 'somebody asked for a dump of the running system. Nothing crashed: read it as a hang',
  },
]);

/** The thread at hand, if it waits, is what somebody wanted to be seen. */
function judge(facts: Facts): Judgement {
  const judgement = CLASSES.judge(facts);
  const waiting = findWaiting(facts);
  if (!waiting) return judgement;
  const suspect = suspectOfStory(facts, facts.stack);
  const third = suspect?.thirdParty ? suspect : null;
  const [opening = ''] = judgement.brief.split('; ');
  const victim = judgeWaiting(waiting, third, opening);
  return {
    ...judgement,
    summary: victim.summary,
    evidence: [...judgement.evidence.slice(0, 1), ...victim.evidence],
    nextSteps: [...victim.nextSteps, ...judgement.nextSteps],
  };
}

/**
 * Somebody asked for the crash, by keyboard, button, debugger or a tool: the question is what made the system hang
 * before. The driver that raised it did as it was told.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0xe2--manually-initiated-crash
 */
export const onPurpose: Rule = { ...CLASSES, judge };
