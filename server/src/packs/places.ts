import type { Position, Range } from '../model/position.js';
import type { Path } from './problem.js';

/** Where a value stands in a file, and the name of its field; null for a part of a list. */
export interface Place {
  readonly key: Range | null;
  readonly value: Range;
}

/** Where each value of a file stands, by its path. */
export type Places = ReadonlyMap<string, Place>;

/** A path as a key of {@link Places}. */
export function pathKey(path: Path): string {
  return JSON.stringify(path.map(String));
}

const LINE_END = /\r\n|\n|\r/g;

/** Turns offsets of a text into positions as the Language Server Protocol counts them. */
export function createLocator(text: string): (from: number, to: number) => Range {
  const starts = [0, ...[...text.matchAll(LINE_END)].map((end) => end.index + end[0].length)];
  const positionOf = (offset: number): Position => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
  return (from, to) => ({ start: positionOf(from), end: positionOf(Math.max(from, to)) });
}

/** The first line of a range: a whole entry that is underlined hides what is wrong with it. */
function firstLine({ start, end }: Range): Range {
  return end.line === start.line
    ? { start, end }
    : { start, end: { line: start.line, character: start.character + 1 } };
}

/** Where a problem of this value is shown: at the value, or at the nearest one around it; an entry is shown by its id. */
export function rangeOf(places: Places, path: Path, onKey = false): Range {
  const place = places.get(pathKey(path));
  if (place && onKey && place.key) return place.key;
  if (place) return firstLine(places.get(pathKey([...path, 'id']))?.value ?? place.value);
  if (path.length > 0) return rangeOf(places, path.slice(0, -1));
  const top = { line: 0, character: 0 };
  return { start: top, end: top };
}
