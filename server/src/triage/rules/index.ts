import type { Rule } from '../facts.js';
import { bugCheck } from './bugCheck.js';
import { dpcWatchdog } from './dpcWatchdog.js';
import { heldLock } from './heldLock.js';
import { purpleScreen } from './purpleScreen.js';
import { silentCpu } from './silentCpu.js';
import { spinCount } from './spinCount.js';

/** In the order in which they are asked: the particular before the general. */
export const RULES: readonly Rule[] = [spinCount, silentCpu, dpcWatchdog, heldLock, purpleScreen, bugCheck];
