import { ruleOfClasses } from '../bugCheckClass.js';

/**
 * An exception or a bad access that nobody handled: the instruction belongs to the frame directly below the trap, and
 * code that runs there uses a pointer of its own in most cases. Frameworks and the kernel's helpers (copying, lists,
 * completion) run with pointers that their caller gave them, so they are passed over for the third party beneath.
 * The blame stays a medium one: the pointer may have been overwritten by somebody else.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0xd1--driver-irql-not-less-or-equal
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x7e--system-thread-exception-not-handled
 */
export const badAccess = ruleOfClasses('bad-access', [
  {
    codes: ['0xa', '0xd1'],
    category: 'driver-bug',
    accused: 'runner',
    confidence: 'medium',
    says: 'an address was touched at raised IRQL that was not there',
    briefly: 'a bad address was touched at raised IRQL',
    accuses: '{who} was running when it happened.',
    wouldChange: ['a second dump with another stack', 'the same crash under Driver Verifier'],
    counterparts: ['page-fault'],
  },
  {
    codes: ['0x50', '0xcc', '0xcd', '0xd5', '0xd6', '0xbe', '0xfc', '0xd0'],
    category: 'driver-bug',
    accused: 'runner',
    confidence: 'medium',
    says: 'an address was touched that is not there or must not be touched so',
    briefly: 'a bad address was touched',
    accuses: '{who} was running when it happened.',
    wouldChange: ['a second dump with another stack', 'the same crash under Driver Verifier'],
    counterparts: ['page-fault'],
  },
  {
    codes: ['0x1e', '0x3b', '0x7e', '0x8e'],
    firstArgument: ['0x80000003', '0xffffffff80000003', '0xc0000420', '0xffffffffc0000420'],
    category: 'driver-bug',
    accused: 'runner',
    confidence: 'medium',
    says: 'code of the kernel ran into a breakpoint or a check of its own that failed, with no debugger there',
    briefly: 'a breakpoint or a failed check of the kernel was met',
    accuses: '{who} holds the check, or called what does.',
    wouldChange: ['the instruction at argument 2, which shows the check'],
  },
  {
    codes: ['0x1e', '0x3b', '0x7e', '0x8e'],
    category: 'driver-bug',
    accused: 'runner',
    confidence: 'medium',
    says: 'code of the kernel raised an exception that nobody handled',
    briefly: 'an exception that nobody handled',
    accuses: '{who} was running when it was raised.',
    wouldChange: ['a second dump with another stack', 'the same crash under Driver Verifier'],
    counterparts: ['page-fault'],
  },
]);
