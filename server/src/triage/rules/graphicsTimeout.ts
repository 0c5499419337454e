import { ruleOfClasses } from '../bugCheckClass.js';
import { step } from '../facts.js';

/**
 * The GPU did not answer, or its driver broke a rule of the scheduler. dxgkrnl, dxgmms and watchdog only notice; the
 * display driver is the third party that their frames call or that argument 2 points into. It may still be the GPU
 * itself, its power or its cooling, hence no more than medium.
 * https://learn.microsoft.com/windows-hardware/drivers/display/timeout-detection-and-recovery
 */
export const graphicsTimeout = ruleOfClasses('graphics-timeout', [
  {
    codes: ['0x116', '0x117', '0x141'],
    category: 'driver-bug',
    otherwise: 'driver-bug',
    accused: 'third-party',
    confidence: 'medium',
    says: 'the GPU did not answer in time',
    accuses: '{who} is the display driver.',
    steps: [step('Rule out the GPU itself: take back overclocking, look at power and temperature')],
    wouldChange: ['the same crash with another card in the same slot'],
  },
  {
    codes: ['0x119', '0x10e', '0x113', '0xea'],
    category: 'driver-bug',
    otherwise: 'driver-bug',
    accused: 'third-party',
    confidence: 'medium',
    says: 'the graphics kernel found that the display driver had broken a rule or was stuck',
    accuses: '{who} is the display driver.',
    wouldChange: ['the same crash with another version of the display driver'],
  },
]);
