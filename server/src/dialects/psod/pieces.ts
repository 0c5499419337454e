import type { SourceLine } from '../../util/lines.js';
import { rangeIn, sliceLine } from '../match.js';
import { readLogPrefix } from './prefix.js';

/** `\[`, `\_`, `\*`: what a page that expects Markdown makes of brackets, underscores and stars. */
const ESCAPED = /\\(?=[[\]_*#<>()@+.-])/g;

/** How many of the `signs` stand before character `index` of the text that is left without them. */
function countBefore(signs: readonly number[], index: number): number {
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((signs[middle] ?? 0) - middle < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes the escape signs out; the ranges of the result stay true, with the sign before a character as part of it. */
function unescapeLine(line: SourceLine): SourceLine {
  if (!line.text.includes('\\')) return line;
  const signs = [...line.text.matchAll(ESCAPED)].map(({ index }) => index);
  if (signs.length === 0) return line;
  return {
    number: line.number,
    text: line.text.replace(ESCAPED, ''),
    placeOf: (index) => {
      const place = index + countBefore(signs, index);
      return rangeIn(line, place, place).start;
    },
  };
}

/** `  12. ` before each line of a list, as paste sites number them. */
const LIST_NUMBER = /^\s{0,6}\d{1,3}\.\s{1,3}(?=\S)/;

function blankListNumber(line: SourceLine): SourceLine {
  const length = LIST_NUMBER.exec(line.text)?.[0].length ?? 0;
  return length === 0 ? line : { ...line, text: ' '.repeat(length) + line.text.slice(length) };
}

/** The prefix of a log line, wherever it stands. */
const NEXT_LOG_LINE =
  /(?:(?:\d{4}-\d\d-\d\dT[\d:.]{8,13}Z|(?<!ptime: ?)\b\d{1,4}:\d\d:\d\d:\d\d\.\d{3})\s)?cpu\d{1,4}:\d{1,12}\)/g;

/** What begins a line on a screen; in the middle of a long line it says that the line ends are lost. */
const NEXT_SCREEN_LINE =
  /(?<=\s)(?:VMware ESX(?:i| Server)? (?:[\d.]{3,12} )?\[(?:Release)?build-|PTEs:0x|cr0=0x|frame=0x|\*PCPU\d|PCPU\s{1,2}\d{1,4}: [SVUI]{2}|Code starts? ?(?::|at) ?0x|@BlueScreen: |Saved backtrace|Coredump to |base fs=0x|0x[\da-f]{4,16}:\s?\[0x)/gi;

/** A line of a screen is no longer than this. */
const LONGEST_LINE = 160;

function cutAt(line: SourceLine, places: readonly number[]): readonly SourceLine[] {
  if (places.length === 0) return [line];
  const bounds = [0, ...places];
  return bounds.map((from, index) => sliceLine(line, from, bounds[index + 1]));
}

/** The log lines that a page ran together. */
function cutLogLines(line: SourceLine): readonly SourceLine[] {
  if (!line.text.includes('cpu', 1)) return [line];
  const { end } = readLogPrefix(line);
  const found = [...line.text.matchAll(NEXT_LOG_LINE)].map(({ index }) => index);
  return cutAt(
    line,
    found.filter((index) => index >= Math.max(end, 1)),
  );
}

/** The lines of a screen that a page ran together: one of them in a long line may be chance, two are not. */
function cutScreenLines(line: SourceLine): readonly SourceLine[] {
  if (line.text.length <= LONGEST_LINE) return [line];
  const found = [...line.text.matchAll(NEXT_SCREEN_LINE)].map(({ index }) => index);
  return found.length < 2 ? [line] : cutAt(line, found);
}

/** The lines that a line of the text was before a page numbered them, escaped them or lost their ends. */
export function restoreLines(line: SourceLine): readonly SourceLine[] {
  return cutLogLines(unescapeLine(blankListNumber(line))).flatMap(cutScreenLines);
}
