import { ruleOfClasses } from '../bugCheckClass.js';
import { step } from '../facts.js';

const COMMON = {
  accused: 'nobody',
  confidence: 'low',
  accuses: '',
  clears: '{who} was only there when it happened.',
} as const;

/**
 * What failed lies below Windows: the layer between it and the machine, or the hypervisor. Whatever Windows was running
 * is innocent, third party or not.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x20001--hypervisor-error
 */
export const belowWindows = ruleOfClasses('below-windows', [
  {
    ...COMMON,
    codes: ['0x5c'],
    category: 'configuration',
    says: 'the layer between Windows and the machine could not start',
    steps: [step('Update the firmware, or the version and settings of the hypervisor')],
    wouldChange: ['the same Windows starting on another machine'],
  },
  {
    ...COMMON,
    codes: ['0x20001'],
    category: 'unknown',
    says: 'the hypervisor below Windows met an error that it cannot go on with',
    steps: [
      step('Update BIOS and microcode, and take back overclocking'),
      step('Install the latest updates of Windows, which bring the hypervisor'),
      step('Where Windows is itself a guest, look at the host: version, nested virtualisation, hardware errors'),
    ],
    wouldChange: ['the same crash with the hypervisor switched off', 'a hardware error at the same time'],
  },
]);
