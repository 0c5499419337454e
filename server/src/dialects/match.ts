import type { Located, Position, Range } from '../model/position.js';
import type { SourceLine } from '../util/lines.js';

/** A match of a pattern with the `d` flag on one line, whose named groups know where they stand. */
export interface LineMatch {
  /** The whole match. */
  readonly range: Range;
  /** Index of the first character behind the match in the line's text. */
  readonly end: number;
  /** The text of a named group, undefined where it took no part. */
  group(name: string): string | undefined;
  /** Where a named group begins in the line's text; -1 where it took no part. */
  indexOf(name: string): number;
  /** The same with its range. */
  located(name: string): Located<string> | null;
}

/** Where the character `index` of a line's text stands in the document. */
function positionIn(line: SourceLine, index: number): Position {
  return line.placeOf?.(index) ?? { line: line.number, character: index };
}

/** The range of the characters `from` up to `to` of a line's text. */
export function rangeIn(line: SourceLine, from: number, to: number): Range {
  return { start: positionIn(line, from), end: positionIn(line, to) };
}

/** A piece of a line that is read as a line of its own; its ranges stay true. */
export function sliceLine(line: SourceLine, from: number, to = line.text.length): SourceLine {
  return { number: line.number, text: line.text.slice(from, to), placeOf: (index) => positionIn(line, from + index) };
}

/** Two lines that were one before a mail program wrapped it; its ranges stay true. */
export function joinLines(first: SourceLine, second: SourceLine): SourceLine {
  const head = first.text.trimEnd();
  const skip = second.text.search(/\S|$/);
  const begin = head.length + 1;
  return {
    number: first.number,
    text: `${head} ${second.text.slice(skip)}`,
    placeOf: (index) => (index < begin ? positionIn(first, index) : positionIn(second, index - begin + skip)),
  };
}

/** Two lines that were one before a terminal broke it in the middle of a word; its ranges stay true. */
export function joinTightly(first: SourceLine, second: SourceLine): SourceLine {
  const begin = first.text.length;
  return {
    number: first.number,
    text: first.text + second.text,
    placeOf: (index) => (index < begin ? positionIn(first, index) : positionIn(second, index - begin)),
  };
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
    range: rangeIn(line, match.index, match.index + match[0].length),
    end: match.index + match[0].length,
    group: (name) => match.groups?.[name],
    indexOf: (name) => match.indices?.groups?.[name]?.[0] ?? -1,
    located: (name) => {
      const value = match.groups?.[name];
      const indices = match.indices?.groups?.[name];
      return value === undefined || indices === undefined
        ? null
        : { value, range: rangeIn(line, indices[0], indices[1]) };
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
