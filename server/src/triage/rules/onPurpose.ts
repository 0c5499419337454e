import { ruleOfClasses } from '../bugCheckClass.js';
import { step } from '../facts.js';

/**
 * Somebody asked for the crash, by keyboard, button, debugger or a tool: the question is what made the system hang
 * before. The driver that raised it did as it was told.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0xe2--manually-initiated-crash
 */
export const onPurpose = ruleOfClasses('on-purpose', [
  {
    codes: ['0xe2', '0xdeaddead', '0x161'],
    category: 'deliberate',
    accused: 'nobody',
    confidence: 'low',
    says: 'somebody stopped the system on purpose. Read it as a hang',
    accuses: '',
    steps: [
      step('Show what every CPU was running', '!running -ti'),
      step('Show locks with owners and waiters', '!locks'),
      step('Show the threads that are ready and do not get a CPU', '!ready'),
    ],
    wouldChange: ['the stacks of all CPUs and of the threads that wait'],
  },
  {
    codes: ['0x5c'],
    category: 'configuration',
    accused: 'nobody',
    confidence: 'low',
    says: 'the layer between Windows and the machine could not start',
    accuses: '',
    steps: [step('Update the firmware, or the version and settings of the hypervisor')],
    wouldChange: ['the same Windows starting on another machine'],
  },
]);
