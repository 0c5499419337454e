import { ruleOfClasses } from '../bugCheckClass.js';

/**
 * Checks that catch a driver in the act: Driver Verifier, the frameworks' own checks, drivers that left before their
 * work was done, and network drivers that broke the rules of their layer. The layer that reports is the messenger;
 * the third party whose call it checked is to blame. Verifier's word is the surest that a crash can have.
 * https://learn.microsoft.com/windows-hardware/drivers/devtest/driver-verifier
 */
export const brokenRule = ruleOfClasses('broken-rule', [
  {
    codes: ['0xc4', '0xc9', '0xe6', '0xc1'],
    category: 'driver-bug',
    otherwise: 'driver-bug',
    accused: 'runner',
    confidence: 'high',
    says: 'Driver Verifier caught a driver that broke a rule',
    briefly: 'Driver Verifier caught a broken rule',
    accuses: '{who} is the driver that was checked.',
    wouldChange: ['a rule that was broken earlier by somebody else, such as a lock taken by another driver'],
  },
  {
    codes: ['0x1', '0x20', '0x39', '0x4a', '0xb8', '0x13c', '0x153', '0x162'],
    category: 'driver-bug',
    otherwise: 'driver-bug',
    accused: 'third-party',
    confidence: 'medium',
    says: 'a thread was left, or went on, in a state that no thread may be in',
    briefly: 'a thread in a forbidden state',
    accuses: '{who} made the call, or ran in that thread.',
    wouldChange: ['an earlier call in the same thread, by another driver'],
  },
  {
    codes: ['0x10d', '0x15e', '0x1d3', '0xc7', '0xe3', '0xc6', '0xd8', '0x44'],
    category: 'driver-bug',
    otherwise: 'driver-bug',
    accused: 'third-party',
    confidence: 'medium',
    says: 'a driver broke a rule of the layer that it works with',
    accuses: '{who} is the driver on the stack.',
    wouldChange: ['the log of the framework (!wdfkd.wdflogdump, !ndiskd.netadapter)'],
  },
  {
    codes: ['0xce', '0xd4', '0xcb', '0x76', '0xd3'],
    category: 'driver-bug',
    otherwise: 'driver-bug',
    accused: 'third-party',
    confidence: 'medium',
    says: 'a driver left, or was paged out, with work or memory of it still in use',
    briefly: 'a driver left work or memory of it in use',
    accuses: '{who} is the driver on the stack.',
    wouldChange: ['the list of unloaded drivers (lm) with another one at that address'],
  },
  {
    codes: ['0xca'],
    category: 'driver-bug',
    otherwise: 'driver-bug',
    accused: 'third-party',
    confidence: 'low',
    says: 'plug and play met a device or bus driver that breaks its rules',
    accuses: '{who} is the driver on the stack.',
    wouldChange: ['the tree of devices (!devnode 0 1)'],
  },
]);
