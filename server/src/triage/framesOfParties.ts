import type { FrameRole } from '../model/roles.js';
import type { Party, ReadFrame, TriagedCrash } from './verdict.js';

const WAITING: ReadonlySet<FrameRole | null> = new Set<FrameRole>(['spin-wait', 'wait', 'stall', 'lock-acquire']);

/**
 * Whether a frame is the place where a party waits or owns. A text that lost its line breaks has a whole stack on one
 * line: there the first frame that waits is meant, and not all of them.
 */
export function isFrameOf({ line }: Party, { stacks }: TriagedCrash, read: ReadFrame): boolean {
  if (read.frame.line !== line) return false;
  const onLine = stacks.flatMap(({ frames }) => frames.filter(({ frame }) => frame.line === line));
  return read === (onLine.find(({ role }) => WAITING.has(role)) ?? onLine[0]);
}
