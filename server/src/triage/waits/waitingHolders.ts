import type { ReadFrame, ReadStack, Wait } from '../verdict.js';
import { stackWaiter } from './parties.js';
import type { WaitSources } from './sources.js';

/** The call by which a thread went to sleep: of the waiting functions on each other the one that was called first. */
function sleepingFrame({ frames }: ReadStack): ReadFrame | null {
  const top = frames.findIndex(({ role }) => role === 'wait');
  if (top < 0) return null;
  const below = frames.findIndex(({ role }, index) => index > top && role !== 'wait');
  return frames[below < 0 ? frames.length - 1 : below - 1] ?? null;
}

/**
 * Threads sleep all the time; one that others wait for and that sleeps itself leads on to what it waits for. What that
 * is no frame says: the object's address is the call's first argument, which on x64 may have been overwritten.
 */
export function findWaitingHolders({ crash, stacks }: WaitSources, known: readonly Wait[]): readonly Wait[] {
  const holders = new Set(known.flatMap(({ owners }) => owners.flatMap(({ stack }) => stack ?? [])));
  const waiters = new Set(known.flatMap((wait) => wait.waiters.flatMap(({ stack }) => stack ?? [])));
  const stopped = stacks.find(({ role }) => role === 'panicking' && crash.bugCheck !== null);
  return stacks
    .filter((stack) => stack !== stopped && holders.has(stack.stack.id) && !waiters.has(stack.stack.id))
    .flatMap((stack) => {
      const frame = sleepingFrame(stack);
      if (!frame) return [];
      const word = frame.frame.words[0]?.value ?? '';
      const address = word.length > 5 ? word : null;
      return [
        {
          resource: { type: 'other' as const, name: null, address, addressIsGuess: address !== null },
          waiters: [stackWaiter(stack, frame, crash)],
          owners: [],
        },
      ];
    });
}
