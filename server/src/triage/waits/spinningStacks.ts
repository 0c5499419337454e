import type { ReadFrame, ReadStack, Wait } from '../verdict.js';
import { stackWaiter } from './parties.js';
import type { WaitSources } from './sources.js';

/**
 * The frame in which a stack spins for a lock: where several lie on each other, the one that was called first.
 * A function that takes a spin lock is on a stack only while it has not got it, so it counts where no other is named.
 */
export function spinFrame({ frames }: ReadStack): ReadFrame | null {
  const top = frames.findIndex((frame) => frame.role === 'spin-wait');
  if (top < 0) {
    return frames.find(({ frame, role }) => role === 'lock-acquire' && /spin/i.test(frame.symbol?.value ?? '')) ?? null;
  }
  const below = frames.findIndex((frame, index) => index > top && frame.role !== 'spin-wait');
  return frames[below < 0 ? frames.length - 1 : below - 1] ?? null;
}

/**
 * What a spinning frame shows of its lock: its first word or argument, if that can be an address. The word may be
 * left over from another call, so the address is a guess.
 */
export function spunLock({ frame }: ReadFrame): Wait['resource'] {
  const word = frame.words[0]?.value ?? '';
  const address = word.length > 5 ? word : null;
  return { type: 'spinlock', name: null, address, addressIsGuess: address !== null };
}

/** Spinning that is visible on a stack and not yet told by a message: of other CPUs, and on Windows. */
export function findSpinningStacks({ crash, kind, stacks }: WaitSources): readonly Wait[] {
  return stacks
    .filter(({ role }) => !(kind === 'spin-count' && role === 'panicking'))
    .flatMap((stack) => {
      const frame = spinFrame(stack);
      return frame ? [{ resource: spunLock(frame), waiters: [stackWaiter(stack, frame, crash)], owners: [] }] : [];
    });
}
