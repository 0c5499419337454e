/** A place in a text, as the Language Server Protocol counts: zero-based, characters in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A value and the text that it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly range: Range;
}

/** The range of characters `from` up to `to` of one line. */
export function rangeOnLine(line: number, from: number, to: number): Range {
  return { start: { line, character: from }, end: { line, character: to } };
}

/** Whether `position` lies in `range`; a position at the very end counts, as it does for a text cursor. */
export function contains(range: Range, position: Position): boolean {
  return !isBefore(position, range.start) && !isBefore(range.end, position);
}

/** Whether `left` comes before `right` in the text. */
export function isBefore(left: Position, right: Position): boolean {
  return left.line < right.line || (left.line === right.line && left.character < right.character);
}
