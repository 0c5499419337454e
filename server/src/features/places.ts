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

/** Ranges in groups that no other line parts: registers of a screen, and those that are printed again below it. */
export function runsOf(ranges: readonly Range[]): readonly (readonly Range[])[] {
  const runs: Range[][] = [];
  for (const range of ranges) {
    const run = runs.at(-1);
    const gap = range.start.line - (run?.at(-1)?.end.line ?? -1);
    if (run && gap >= 0 && gap <= 1) run.push(range);
    else runs.push([range]);
  }
  return runs;
}

/**
 * The words above each stack. A command may print several stacks, and a log may name a stack behind it: words introduce
 * the one that follows them first.
 */
export function stackHeadings({ stacks }: TriagedCrash): ReadonlyMap<ReadStack, Range> {
  const taken = new Set<number>();
  return new Map(
    stacks.flatMap((read) => {
      const heading = read.stack.heading?.range;
      const first = read.frames[0]?.frame.line;
      if (!heading || first === undefined || heading.start.line > first || taken.has(heading.start.line)) return [];
      taken.add(heading.start.line);
      return [[read, heading] as const];
    }),
  );
}

/** Each stack that has frames, with the words above it. */
export function stackRanges(triaged: TriagedCrash): ReadonlyMap<ReadStack, Range> {
  const headings = stackHeadings(triaged);
  return new Map(
    triaged.stacks.flatMap((read) => {
      const heading = headings.get(read);
      const frames = read.frames.map(({ frame }) => frame.range);
      const range = spanOf(heading ? [heading, ...frames] : frames);
      return range ? [[read, range] as const] : [];
    }),
  );
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
