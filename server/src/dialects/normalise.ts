/**
 * Undoes what pages, mails and collectors of logs do to a text: the crash as the kernel or the debugger printed it.
 * Nothing is invented: marks and prefixes are taken away, signs that a page exchanged are put back, lines that it
 * wrapped are joined and lines that it ran together are parted.
 */
import type { CrashDocument } from '../model/crash.js';
import type { DialectId } from '../model/dialect.js';
import type { SourceLine } from '../util/lines.js';
import { splitLines, stripLine } from '../util/lines.js';
import { restoreLines } from './psod/pieces.js';
import { readLogPrefix } from './psod/prefix.js';
import { joinWrappedFrames, splitRunOnLine } from './windbg/flow.js';
import { restoreSigns, unwrapLine } from './windbg/wrappers.js';

type Normalise = (lines: readonly SourceLine[]) => readonly string[];

/** Numbers of a list, signs of Markdown, prefixes of a log. */
const normaliseScreen: Normalise = (lines) =>
  lines.flatMap((line) =>
    restoreLines(restoreSigns(line)).map((piece) => {
      const text = piece.text.slice(readLogPrefix(piece).end);
      return text === line.text ? text : text.trimStart();
    }),
  );

/** Takes the marks away that the parser only blanks out, with the blank behind them. */
function withoutMarks(printed: SourceLine): SourceLine {
  const { text } = unwrapLine(printed);
  const { text: before } = restoreSigns(printed);
  if (text === before) return { number: printed.number, text };
  if (text.length < before.length) return { number: printed.number, text: text.trimStart() };
  const marks = [...before].findLastIndex((sign, index) => index < text.search(/\S|$/) && sign !== text[index]) + 1;
  return { number: printed.number, text: text.slice(text[marks] === ' ' ? marks + 1 : marks) };
}

/** Comment signs, bullets, time stamps; wrapped frames and run-on lines. */
const normaliseTranscript: Normalise = (lines) =>
  joinWrappedFrames(lines.flatMap((line) => splitRunOnLine(withoutMarks(line)))).map(({ text }) => text);

const NORMALISERS: Readonly<Record<DialectId, Normalise>> = {
  psod: normaliseScreen,
  windbg: normaliseTranscript,
  linux: (lines) => lines.map(({ text }) => text),
};

const isBlank = ({ text }: SourceLine): boolean => text.trim() === '';

/** Some pages put a blank line below every line. */
function withoutDoubleSpacing(lines: readonly SourceLine[]): readonly SourceLine[] {
  const isDouble = lines.length > 2 && lines.every((line, index) => index % 2 === 0 || isBlank(line));
  return isDouble ? lines.filter((_line, index) => index % 2 === 0) : lines;
}

/** The text with each crash in it as it was printed; what lies between crashes stays as it is. */
export function normaliseText(text: string, { crashes }: CrashDocument): string {
  const printed = splitLines(text);
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const result: string[] = [];
  let next = 0;
  for (const { range, dialect } of crashes) {
    const from = Math.max(range.start.line, next);
    const to = range.end.line + 1;
    if (from >= to) continue;
    const stripped = printed.slice(from, to).map((line, index) => ({ number: from + index, text: stripLine(line) }));
    const lines = NORMALISERS[dialect](withoutDoubleSpacing(stripped)).map((line) => line.trimEnd());
    result.push(...printed.slice(next, from), ...lines);
    next = to;
  }
  return [...result, ...printed.slice(next)].join(lineEnd);
}
