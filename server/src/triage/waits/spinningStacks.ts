import type { FrameRole } from '../../model/roles.js';
import type { ReadFrame, ReadStack, Wait } from '../verdict.js';
import { stackWaiter } from './parties.js';
import type { WaitSources } from './sources.js';

/** Called by a function that takes a lock, or raised in it, these stopped the system there: it did not wait. */
const STOPS: ReadonlySet<FrameRole | null> = new Set<FrameRole>(['trap', 'panic-plumbing', 'verifier']);

/** A function that takes a spin lock is on a stack only while it has not got it, or while a check of it failed. */
function acquiringFrame(frames: readonly ReadFrame[]): ReadFrame | null {
  const isAcquiring = ({ frame, role }: ReadFrame, index: number): boolean =>
    role === 'lock-acquire' && /spin/i.test(frame.symbol?.value ?? '') && !STOPS.has(frames[index - 1]?.role ?? null);
  return frames.find(isAcquiring) ?? null;
}

/**
 * The frame in which a stack spins for a lock: where several lie on each other, the one that was called first; where
 * none is named, the function that takes the lock.
 */
export function spinFrame({ frames }: ReadStack): ReadFrame | null {
  const top = frames.findIndex((frame) => frame.role === 'spin-wait');
  if (top < 0) return acquiringFrame(frames);
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

/** Code that faulted in the function that takes a lock did not wait for it: the lock itself was not there. */
function onlyFaulted(kind: string, role: ReadStack['role'], frame: ReadFrame): boolean {
  return kind.startsWith('exception-') && role === 'panicking' && frame.role === 'lock-acquire';
}

/** Spinning that is visible on a stack and not yet told by a message: of other CPUs, and on Windows. */
export function findSpinningStacks({ crash, kind, stacks }: WaitSources): readonly Wait[] {
  return stacks
    .filter(({ role }) => !(kind === 'spin-count' && role === 'panicking'))
    .flatMap((stack) => {
      const frame = spinFrame(stack);
      return frame && !onlyFaulted(kind, stack.role, frame)
        ? [{ resource: spunLock(frame), waiters: [stackWaiter(stack, frame, crash)], owners: [] }]
        : [];
    });
}
