import { ruleOfClasses } from '../bugCheckClass.js';
import { step } from '../facts.js';

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

/**
 * Somebody asked for the crash, by keyboard, button, debugger or a tool: the question is what made the system hang
 * before. The driver that raised it did as it was told.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0xe2--manually-initiated-crash
 */
export const onPurpose = ruleOfClasses('on-purpose', [
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
