import { ruleOfClasses } from '../bugCheckClass.js';

const COMMON = {
  category: 'driver-bug',
  otherwise: 'memory-corruption',
  accused: 'third-party',
  confidence: 'medium',
  accuses: '{who} made the call.',
  wouldChange: ['the same crash under Driver Verifier with special pool'],
  counterparts: ['heap-corruption'],
} as const;

/**
 * Pool that was asked for or given back wrongly: the call itself is the fault, so the caller on the stack is to blame,
 * other than with damaged pool, which anybody may find. A block that was freed twice may have been freed by somebody
 * else first, hence no more than medium.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0xc2--bad-pool-caller
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x19--bad-pool-header
 */
export const poolMisuse = ruleOfClasses('pool-misuse', [
  {
    ...COMMON,
    codes: ['0xc2'],
    firstArgument: ['0x0', '0x8', '0x9', '0x9a', '0x9b', '0x9c', '0x9d'],
    says: 'pool was asked for or given back in a way that is not allowed',
  },
  {
    ...COMMON,
    codes: ['0xc2'],
    firstArgument: [
      ...['0x6', '0x7', '0xa', '0x40', '0x41', '0x42', '0x43', '0x44'],
      ...['0x46', '0x47', '0x48', '0x50', '0x60', '0x99', '0x41286'],
    ],
    says: 'an address was given back that is no block of pool, or no longer one',
  },
  {
    ...COMMON,
    codes: ['0x19'],
    firstArgument: ['0x22'],
    says: 'an address was given back that is no block of pool, or no longer one',
  },
]);
