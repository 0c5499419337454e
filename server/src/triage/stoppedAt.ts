import type { Facts } from './facts.js';
import { placeOf } from './facts.js';
import { entryOf, isPlumbing } from './readStack.js';
import type { Evidence, ReadFrame, ReadStack } from './verdict.js';

/** Where every stack begins or ends: such a function tells nothing of what went wrong. */
const EVERYWHERE: ReadonlySet<string | null> = new Set([
  'idle',
  'scheduler',
  'thread-start',
  'worker',
  'wait',
  'syscall-entry',
  'interrupt-dispatch',
]);

/** The function in which the story of a stack stopped; null where the text shows none that can be named. */
export function findStop(stack: ReadStack | null): ReadFrame | null {
  const frame = stack && stack.start !== null ? stack.frames[stack.start] : undefined;
  if (!frame?.frame.symbol || frame.distrust !== null || isPlumbing(frame)) return null;
  return EVERYWHERE.has(frame.role) ? null : frame;
}

/**
 * From 5.0 on the kernel prints a module for each frame. Where it prints none, the frame belongs to a module that was
 * loaded and whose name is lost, not to the kernel.
 */
export function isUnnamedModule({ frame }: ReadFrame, { frames }: ReadStack): boolean {
  return frame.module === null && frames.some((other) => other.frame.module !== null);
}

/** Whether a stack shows nothing but the kernel, by the names that it prints. */
export function isKernelOnly({ frames }: ReadStack): boolean {
  return frames.some((frame) => !isPlumbing(frame)) && frames.every(({ frame }) => frame.module?.value === 'vmkernel');
}

const withoutStop = (text: string): string => text.replace(/\.$/, '');

/** The place as evidence, with what the packs know of the function. */
export function tellStop({ crash, knowledge }: Facts, stop: ReadFrame): Evidence {
  const meaning = entryOf(stop.frame, crash.dialect, knowledge)?.meaning;
  const words = meaning ? `: ${meaning.charAt(0).toLowerCase()}${withoutStop(meaning.slice(1))}` : '';
  return { line: stop.frame.line, why: `${placeOf(stop)} is where it stopped${words}` };
}
