/** Places in a text, written the way a reader sees them: `exceeded (⟦iplLock⟧)`. */
import type { Position, Range } from '../../server/src/model/position.js';

const BEGIN = '⟦';
const END = '⟧';

/** The lines of a text, whatever ends them. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

/** Zero-based line of the one line that holds `words`, or that begins with them where they are written `^words`. */
export function lineOf(text: string, words: string): number {
  const holds = (line: string): boolean =>
    words.startsWith('^') ? line.startsWith(words.slice(1)) : line.includes(words);
  const hits = linesOf(text).flatMap((line, number) => (holds(line) ? [number] : []));
  const [hit] = hits;
  if (hit === undefined) throw new Error(`The text has no ${JSON.stringify(words)}.`);
  if (hits.length > 1)
    throw new Error(`The text has ${JSON.stringify(words)} on ${hits.length} lines; name more of it.`);
  return hit;
}

/**
 * Where the marked piece of `marked` stands in a text: `placeIn(screen, 'exceeded (⟦iplLock⟧)')`.
 * A `^` before the words asks for them at the start of a line.
 * Throws where the marks are missing, where the words are, or where they are on several lines.
 */
export function placeIn(text: string, marked: string): Range {
  const from = marked.indexOf(BEGIN);
  const to = marked.indexOf(END);
  if (from < 0 || to < from) throw new Error(`${JSON.stringify(marked)} marks no place with ${BEGIN} and ${END}.`);
  const words = marked.replace(BEGIN, '').replace(END, '');
  const line = lineOf(text, words);
  const column = words.startsWith('^') ? -1 : (linesOf(text)[line] ?? '').indexOf(words);
  return {
    start: { line, character: column + from },
    end: { line, character: column + to - BEGIN.length },
  };
}

/** A cursor in the middle of the marked piece. */
export function cursorIn(text: string, marked: string): Position {
  const { start, end } = placeIn(text, marked);
  return { line: start.line, character: Math.floor((start.character + end.character) / 2) };
}

/** The words that a range on one line covers. */
export function wordsAt(text: string, { start, end }: Range): string {
  if (start.line !== end.line) throw new Error(`The range goes from line ${start.line} to line ${end.line}.`);
  return (linesOf(text)[start.line] ?? '').slice(start.character, end.character);
}

/** Text of a test, without the indentation of the test. */
export function outdent(text: string): string {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n\s*$/, '\n')
    .split('\n');
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const depth = Math.min(...depths);
  return lines.map((line) => line.slice(depth)).join('\n');
}
