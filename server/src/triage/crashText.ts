import type { Crash } from '../model/crash.js';

/** So many lines of a log above and below a crash may speak of it. */
const LINES_AROUND = 400;

/** Some lines of a text, and where they stand in it. */
export interface CrashText {
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/**
 * The lines that speak of one crash of a text: its own, what a log says before it, and what stands below it, as far as
 * no other crash lies between.
 */
export function textOfCrash(lines: readonly string[], crashes: readonly Crash[], index: number): CrashText {
  const range = crashes[index]?.range;
  if (!range) return { firstLine: 0, lines: [] };
  const above = crashes[index - 1]?.range.end.line ?? -1;
  const below = crashes[index + 1]?.range.start.line ?? lines.length;
  const firstLine = Math.max(above + 1, range.start.line - LINES_AROUND);
  return { firstLine, lines: lines.slice(firstLine, Math.min(below, range.end.line + 1 + LINES_AROUND)) };
}
