import type { Located, Range } from '../model/position.js';
import { rangeOnLine } from '../model/position.js';
import type { SourceLine } from '../util/lines.js';

/** A match of a pattern with the `d` flag on one line, whose named groups know where they stand. */
export interface LineMatch {
  /** The whole match. */
  readonly range: Range;
  /** The text of a named group, undefined where it took no part. */
  group(name: string): string | undefined;
  /** The same with its range. */
  located(name: string): Located<string> | null;
}

/** Without the blanks at its end: an expression that left them out by itself would take quadratic time. */
export function trimEnd(located: Located<string>): Located<string> {
  const value = located.value.trimEnd();
  const { start, end } = located.range;
  const cut = located.value.length - value.length;
  return { value, range: { start, end: { line: end.line, character: end.character - cut } } };
}

function wrap(line: SourceLine, match: RegExpExecArray): LineMatch {
  return {
    range: rangeOnLine(line.number, match.index, match.index + match[0].length),
    group: (name) => match.groups?.[name],
    located: (name) => {
      const value = match.groups?.[name];
      const indices = match.indices?.groups?.[name];
      return value === undefined || indices === undefined
        ? null
        : { value, range: rangeOnLine(line.number, indices[0], indices[1]) };
    },
  };
}

/** Matches `pattern` (flags `d`, without `g`) on a line; null where it does not match. */
export function matchLine(line: SourceLine, pattern: RegExp): LineMatch | null {
  const match = pattern.exec(line.text);
  return match && wrap(line, match);
}

/** All matches of `pattern` (flags `dg`) on a line, left to right. */
export function matchAllOnLine(line: SourceLine, pattern: RegExp): readonly LineMatch[] {
  return [...line.text.matchAll(pattern)].map((match) => wrap(line, match));
}
