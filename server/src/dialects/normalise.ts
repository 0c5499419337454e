/**
 * Undoes what pages, mails and collectors of logs do to a text: the crash as the kernel or the debugger printed it.
 * Nothing is invented: marks and prefixes are taken away, signs that a page exchanged are put back, lines that it
 * wrapped are joined and lines that it ran together are parted.
 */
import type { CrashDocument } from '../model/crash.js';
import type { DialectId } from '../model/dialect.js';
import type { SourceLine } from '../util/lines.js';
import { splitLines, stripLine } from '../util/lines.js';
import { unloadLines } from './carriers.js';
import { restoreLines } from './psod/pieces.js';
import { readLogPrefix } from './psod/prefix.js';
import { parseDocument } from './registry.js';
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
  const begin = text.search(/\S|$/);
  const marks = before.slice(0, begin).trimEnd().length;
  return { number: printed.number, text: text.slice(marks).replace(/^ /, '') };
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

/** One crash as it was printed; one that would not be known again without its log prefixes keeps them. */
function normaliseCrash(dialect: DialectId, lines: readonly SourceLine[]): readonly string[] {
  const normalised = NORMALISERS[dialect](withoutDoubleSpacing(lines));
  const { crashes } = parseDocument(normalised.map((text, number) => ({ number, text })));
  return crashes.length > 0 ? normalised : lines.map(({ text }) => text);
}

/** The text without marks of quotation and the like, and each crash in it as it was printed. */
export function normaliseText(text: string, { crashes }: CrashDocument): string {
  const printed = unloadLines(splitLines(text).map((line, number) => ({ number, text: stripLine(line) })));
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  // Where each line of the text begins: one line of a page's source may be several.
  const begins: number[] = [];
  printed.forEach(({ number }, index) => (begins[number] ??= index));
  const indexOf = (number: number): number => begins[number] ?? printed.length;
  const parts: (readonly string[])[] = [];
  let next = 0;
  for (const { range, dialect } of crashes) {
    const from = Math.max(indexOf(range.start.line), next);
    const to = indexOf(range.end.line + 1);
    if (from >= to) continue;
    parts.push(printed.slice(next, from).map((line) => line.text));
    parts.push(normaliseCrash(dialect, printed.slice(from, to)));
    next = to;
  }
  parts.push(printed.slice(next).map((line) => line.text));
  return parts
    .flat()
    .map((line) => line.trimEnd())
    .join(lineEnd);
}
