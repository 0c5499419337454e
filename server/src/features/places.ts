import type { Range } from '../model/position.js';
import { isBefore, rangeOnLine } from '../model/position.js';
import type { Owner, ReadStack, TriagedCrash, Wait } from '../triage/verdict.js';

/** From the first to the last of some ranges; null where there are none. */
export function spanOf(ranges: readonly Range[]): Range | null {
  const [first] = ranges;
  if (!first) return null;
  return ranges.reduce(
    (whole, range) => ({
      start: isBefore(range.start, whole.start) ? range.start : whole.start,
      end: isBefore(whole.end, range.end) ? range.end : whole.end,
    }),
    first,
  );
}

/** A stack with the words that introduce it, where they stand above it. */
export function stackRange({ stack, frames }: ReadStack): Range | null {
  const ranges = frames.map(({ frame }) => frame.range);
  const heading = stack.heading?.range;
  const isAbove = heading !== undefined && heading.start.line <= (ranges[0]?.start.line ?? 0);
  return spanOf(isAbove ? [heading, ...ranges] : ranges);
}

/** The range of the model's thing on `line`: the frame, the CPU's row, the words of the message; else the line's start. */
export function rangeAtLine({ crash, stacks }: TriagedCrash, line: number, cpu: number | null = null): Range {
  const row = crash.cpus.find(
    (candidate) => candidate.range.start.line === line && (cpu === null || candidate.number === cpu),
  );
  if (row) return row.range;
  const frame = stacks.flatMap((stack) => stack.frames).find((candidate) => candidate.frame.line === line);
  if (frame) return frame.frame.range;
  const words = crash.messages
    .flatMap(({ cpus }) => cpus)
    .find((named) => named.range.start.line === line && named.value === cpu);
  if (words) return words.range;
  return crash.headline.range.start.line === line ? crash.headline.range : rangeOnLine(line, 0, 0);
}

/** Where a person should look for an owner. */
function ownerRange(triaged: TriagedCrash, owner: Owner): Range | null {
  return owner.line === null ? null : rangeAtLine(triaged, owner.line, owner.cpu);
}

/** Where to look for each owner of a wait, known ones and candidates alike. */
export function ownerRanges(triaged: TriagedCrash, wait: Wait): readonly Range[] {
  return wait.owners.flatMap((owner) => ownerRange(triaged, owner) ?? []);
}

/** Where those stand that wait. */
export function waiterRanges(triaged: TriagedCrash, wait: Wait): readonly Range[] {
  return wait.waiters.flatMap(({ line }) => (line === null ? [] : rangeAtLine(triaged, line)));
}
