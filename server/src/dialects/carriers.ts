/**
 * What carries a log, whatever log it is: a page's markup, the numbers of a pager, the times of a terminal, a rule in
 * front of each line. All of it is taken away before a dialect reads the lines, and every range stays true.
 */
import type { SourceLine } from '../util/lines.js';
import { rangeIn, sliceLine } from './match.js';

/** A stretch of a line's text that is no content: from a character up to another one. */
type Stretch = readonly [from: number, to: number];

/** The line without some stretches of it; what stands behind them moves to the left. */
function withoutStretches(line: SourceLine, stretches: readonly Stretch[]): SourceLine {
  if (stretches.length === 0) return line;
  const places: number[] = [];
  let text = '';
  let from = 0;
  for (const [start, end] of [...stretches, [line.text.length, line.text.length] as const]) {
    for (let index = from; index < start; index++) places.push(index);
    text += line.text.slice(from, start);
    from = end;
  }
  const placeOf = (index: number): { line: number; character: number } => {
    const place = places[index] ?? (places.at(-1) ?? -1) + 1 + index - places.length;
    return rangeIn(line, place, place).start;
  };
  return { number: line.number, text, placeOf };
}

const stretchesOf = (text: string, pattern: RegExp): readonly Stretch[] =>
  [...text.matchAll(pattern)].map(({ index, 0: found }) => [index, index + found.length]);

/** Characters without a width, with which pages allow a line to break inside of a name. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060]/g;
const IS_INVISIBLE = /[\u00ad\u200b-\u200d\u2060]/;

/** Markup that a page shows as it stands in its source. No template of C++ has a closing tag or begins a line. */
const MARKUP = /<\/[a-z]|<br\b|^\s{0,8}<[a-z]{1,10}[\s>]/i;
/** Tags at which a line ends, or begins. */
const BREAK = /<(?:br\s?\/?|\/?(?:p|div|tr|li|pre|blockquote)(?:\s[^<>]{0,300})?)>/gi;
/** Tags inside of a line, those of the debugger's own markup among them. */
const TAG =
  /<\/?(?:a|b|i|u|em|tt|td|tbody|table|strong|code|span|font|samp|kbd|ul|ol|link|exec|col)(?:\s[^<>]{0,300})?\s?\/?>/gi;

/** The lines that a page's source has put into one. */
function withoutMarkup(line: SourceLine): readonly SourceLine[] {
  if (!line.text.includes('<') || !MARKUP.test(line.text)) return [line];
  const pieces: SourceLine[] = [];
  let from = 0;
  for (const [start, end] of stretchesOf(line.text, BREAK)) {
    if (start > from) pieces.push(sliceLine(line, from, start));
    from = end;
  }
  if (from < line.text.length || pieces.length === 0) pieces.push(sliceLine(line, from));
  return pieces.map((piece) => withoutStretches(piece, stretchesOf(piece.text, TAG)));
}

/** Something that stands in front of each line: a mark, and a gap that is as wide in all lines. */
interface Front {
  readonly pattern: RegExp;
  /** So many lines in a row make sure that it belongs to none of them. */
  readonly fewest: number;
  /** The number that a line begins with has to be the next one, and the first of them is no zero: debuggers count from there. */
  readonly counts: boolean;
}

const FRONTS: readonly Front[] = [
  // `   12  `, `12:text`, `12 | `: a pager, grep, an editor
  {
    pattern: /^(?<mark>\s{0,8}(?<number>\d{1,6})(?:[:.)]|\s?[|│]|(?=\t|\s{2}|\s*$)))(?<gap>\s{0,4})/,
    fewest: 6,
    counts: true,
  },
  // `[10:22:01] `, `[2024-03-18 02:12:01.123] `, `[Mon Mar 18 02:12:01 2024] `: a terminal, a console server
  {
    pattern:
      /^(?<mark>\s{0,4}\[(?:\d{4}-\d\d-\d\d[ T]|(?:[A-Z][a-z]{2} ){1,2}\s?\d{1,2} )?\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z| ?[AP]M| \d{4})?\])(?=\s|$)(?<gap>\s{0,4})/i,
    fewest: 4,
    counts: false,
  },
  // `| `: a frame around the text, a trace of it in a chat
  { pattern: /^(?<mark>\s{0,3}[|│┃])(?=\s|$)(?<gap>\s{0,4})/, fewest: 4, counts: false },
];

interface FrontOfLine {
  readonly at: number;
  /** Zero where the front is no number. */
  readonly number: number;
  readonly mark: number;
  /** Null where nothing stands behind it. */
  readonly gap: number | null;
}

/** Whether lines in a row are so many, and counted so, that what they begin with is no part of them. */
function isFront({ fewest, counts }: Front, run: readonly FrontOfLine[]): boolean {
  return run.length >= fewest && !(counts && run[0]?.number === 0);
}

/** How long the front of each line is; zero where it has none. */
function measureFronts(lines: readonly SourceLine[], front: Front): readonly number[] {
  const lengths = lines.map(() => 0);
  let run: FrontOfLine[] = [];
  const close = (): void => {
    const gap = run.reduce((least, each) => Math.min(least, each.gap ?? least), Infinity);
    if (isFront(front, run)) for (const { at, mark, gap: own } of run) lengths[at] = mark + Math.min(gap, own ?? 0);
    run = [];
  };
  lines.forEach(({ text }, at) => {
    const match = front.pattern.exec(text);
    const { mark = '', gap = '', number = '' } = match?.groups ?? {};
    const last = run.at(-1);
    if (!match || (front.counts && last && Number(number) !== last.number + 1)) close();
    if (!match) return;
    const isAlone = match[0].length === text.length;
    run.push({ at, number: Number(number), mark: mark.length, gap: isAlone ? null : gap.length });
  });
  close();
  return lengths;
}

/** The lines without what stands in front of them. */
function withoutFronts(lines: readonly SourceLine[]): readonly SourceLine[] {
  return FRONTS.reduce<readonly SourceLine[]>((read, front) => {
    const lengths = measureFronts(read, front);
    return read.map((line, at) => {
      const length = lengths[at] ?? 0;
      return length === 0 ? line : withoutStretches(line, [[0, length]]);
    });
  }, lines);
}

/** The lines of a text as the program wrote them that printed the crash. */
export function unloadLines(lines: readonly SourceLine[]): readonly SourceLine[] {
  const visible = lines.map((line) =>
    IS_INVISIBLE.test(line.text) ? withoutStretches(line, stretchesOf(line.text, INVISIBLE)) : line,
  );
  return withoutFronts(visible.flatMap(withoutMarkup));
}
