import type { Position, Range } from '../model/position.js';
import { contains, rangeOnLine } from '../model/position.js';
import { normaliseHex } from '../util/hex.js';

/** A word of a crash log: an address, also in WinDbg's halves, or a name. */
const WORD = /[\da-f]{8}`[\da-f]{8}|(?:0x)?[\da-f]{4,16}\b|[A-Za-z_][\w.]{2,}/gi;

const ADDRESS = /^(?:0x)?[\da-f`]{4,17}$/i;

export interface LogWord {
  /** The same for words that mean the same. */
  readonly key: string;
  readonly range: Range;
}

/** Addresses are the same however they are padded; names are the same only letter by letter. */
export function keyOfWord(word: string): string {
  return ADDRESS.test(word) ? (normaliseHex(word) ?? word) : word;
}

/** The words of one line of a log. */
export function wordsOfLine(text: string, line: number): readonly LogWord[] {
  return [...text.matchAll(WORD)].map((match) => ({
    key: keyOfWord(match[0]),
    range: rangeOnLine(line, match.index, match.index + match[0].length),
  }));
}

/** The word at a place; null between words. */
export function wordAt(lines: readonly string[], position: Position): LogWord | null {
  const words = wordsOfLine(lines[position.line] ?? '', position.line);
  return words.find(({ range }) => contains(range, position)) ?? null;
}

/** So many digits end every address, whatever stands before them: nothing parts them, and nothing is shorter. */
const TAIL = 4;

const tailOf = (word: string): string => word.slice(-TAIL).toLowerCase();

/** Whether a word means the same as `printed`. Most do not, which their last characters tell at once. */
export function isSameAs(printed: string): (word: string) => boolean {
  const [key, tail] = [keyOfWord(printed), tailOf(printed)];
  return (word) => tailOf(word) === tail && keyOfWord(word) === key;
}

/** Where the lines hold a word that means the same. Most do not, which their characters tell without taking them apart. */
export function placesOfWord(printed: string, lines: readonly string[], from: number, to: number): readonly Range[] {
  const [key, tail] = [keyOfWord(printed), tailOf(printed)];
  return lines
    .slice(from, to + 1)
    .flatMap((text, index) => (text.toLowerCase().includes(tail) ? wordsOfLine(text, from + index) : []))
    .filter((word) => word.key === key)
    .map(({ range }) => range);
}
