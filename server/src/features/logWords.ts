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
