import type { Rule } from '../facts.js';
import { badAccess } from './badAccess.js';
import { belowWindows } from './belowWindows.js';
import { brokenRule } from './brokenRule.js';
import { bugCheck } from './bugCheck.js';
import { clockWatchdog } from './clockWatchdog.js';
import { dpcWatchdog } from './dpcWatchdog.js';
import { graphicsTimeout } from './graphicsTimeout.js';
import { hardwareError } from './hardwareError.js';
import { heldLock } from './heldLock.js';
import { kernelStack } from './kernelStack.js';
import { lockTakenTwice } from './lockTakenTwice.js';
import { machineSigns } from './machineSigns.js';
import { memoryCorruption } from './memoryCorruption.js';
import { nonMaskableInterrupt } from './nonMaskableInterrupt.js';
import { onPurpose } from './onPurpose.js';
import { poolMisuse } from './poolMisuse.js';
import { powerTransition } from './powerTransition.js';
import { processDied } from './processDied.js';
import { purpleScreen } from './purpleScreen.js';
import { serviceConsole } from './serviceConsole.js';
import { silentCpu } from './silentCpu.js';
import { spinCount } from './spinCount.js';
import { storageFailure } from './storageFailure.js';
import { transcript } from './transcript.js';

/** In the order in which they are asked: the particular before the general. */
export const RULES: readonly Rule[] = [
  // What the machine says of itself counts before any stack.
  hardwareError,
  machineSigns,
  nonMaskableInterrupt,
  // Whoever only waited or noticed must not be blamed.
  lockTakenTwice,
  spinCount,
  serviceConsole,
  silentCpu,
  dpcWatchdog,
  clockWatchdog,
  heldLock,
  powerTransition,
  graphicsTimeout,
  storageFailure,
  processDied,
  onPurpose,
  belowWindows,
  // Pool that was misused before pool that was found damaged.
  poolMisuse,
  memoryCorruption,
  brokenRule,
  kernelStack,
  badAccess,
  // Whatever is left.
  purpleScreen,
  transcript,
  bugCheck,
];
