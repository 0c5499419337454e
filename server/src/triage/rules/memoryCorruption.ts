import type { BugCheckClass } from '../bugCheckClass.js';
import { ruleOfClasses } from '../bugCheckClass.js';
import { step } from '../facts.js';

const FINDER = {
  category: 'memory-corruption',
  accused: 'nobody',
  confidence: 'low',
  accuses: '',
  steps: [
    step('Let Driver Verifier catch who writes: special pool for the drivers that are not of Windows', 'verifier'),
    step('Test the memory modules, and take back overclocking and memory profiles'),
  ],
  wouldChange: [
    'the same crash under Driver Verifier',
    'the neighbouring blocks of pool, whose owner may have overrun',
  ],
  counterparts: ['heap-corruption'],
} as const;

const OVERRUN = {
  ...FINDER,
  accused: 'caller',
  confidence: 'medium',
  says: 'a buffer on the stack was overrun',
  accuses: '{who} found its own stack buffer overrun: the check stands at the end of the function that has the buffer.',
} as const;

const CLASSES: readonly BugCheckClass[] = [
  { ...FINDER, codes: ['0x19', '0xc2', '0xc5', '0x13a'], says: 'the records of the pool are damaged' },
  { ...FINDER, codes: ['0x1a', '0x4e'], says: "the memory manager's own records are damaged" },
  {
    ...FINDER,
    codes: ['0x109'],
    steps: [
      step('Compare the code in memory with its file', '!chkimg -d nt'),
      step('Remove what patches the kernel: tools for tuning and overclocking, old protection software, rootkits'),
      step('Test the memory modules, and take back overclocking and memory profiles'),
    ],
    says: 'code or data of the kernel was changed',
  },
  { ...OVERRUN, codes: ['0x139'], firstArgument: ['0x2', '0x0'] },
  { ...OVERRUN, codes: ['0xf7'] },
  {
    ...FINDER,
    codes: ['0x139'],
    accused: 'caller',
    confidence: 'low',
    says: 'a data structure of the kernel is damaged',
    accuses: '{who} tripped over a structure that it uses itself: a lead, no more.',
  },
  {
    ...FINDER,
    codes: ['0x18'],
    steps: [
      step(
        'Record who takes and gives back references (object reference tracing of GFlags), then read it with !obtrace',
      ),
    ],
    accused: 'caller',
    confidence: 'low',
    says: 'the count of references to an object went wrong',
    accuses: '{who} gave back a reference; it may be the one too many: a lead, no more.',
  },
];

/**
 * Damaged memory: whoever stumbled over it is seldom the one who did it, who may be long gone. So nobody is blamed
 * because of his place on the stack, with two exceptions: the check of a stack buffer belongs to the function that
 * overran it, and a third party that directly made the failing call is a lead.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x139--kernel-security-check-failure
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x1a--memory-management
 */
export const memoryCorruption = ruleOfClasses('memory-corruption', CLASSES);
