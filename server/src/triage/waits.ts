import type { Wait } from './verdict.js';
import { findBugCheckArguments } from './waits/bugCheckArguments.js';
import { findQueuedDpcs } from './waits/queuedDpcs.js';
import { findIrps } from './waits/irps.js';
import { withLikelyHolders } from './waits/likelyHolders.js';
import { findKnownFunctions } from './waits/knownFunctions.js';
import { withoutRepeats } from './waits/repeats.js';
import { findReportedLocks } from './waits/reportedLocks.js';
import { findRequestedPanic } from './waits/requestedPanic.js';
import { findSilentCpu } from './waits/silentCpu.js';
import type { FindWaits, WaitSources } from './waits/sources.js';
import { findSpinCount } from './waits/spinCount.js';
import { findSpinningStacks } from './waits/spinningStacks.js';
import { findWaitingHolders } from './waits/waitingHolders.js';

export { spinFrame } from './waits/spinningStacks.js';

/** What a message or the bug check says comes first, then what commands report, then what stacks show. */
const SOURCES: readonly FindWaits[] = [
  findSpinCount,
  findSilentCpu,
  findRequestedPanic,
  findBugCheckArguments,
  findReportedLocks,
  findIrps,
  findQueuedDpcs,
  findSpinningStacks,
  findKnownFunctions,
];

/** The edges of the wait-for graph: who waits for what and who has it, from every source that the crash has. */
export function findWaits(sources: WaitSources): readonly Wait[] {
  const waits = withLikelyHolders(sources, withoutRepeats(SOURCES.flatMap((find) => find(sources))));
  return [...waits, ...findWaitingHolders(sources, waits)];
}
