import type { SourceLine } from '../../util/lines.js';
import { joinLines, joinTightly, sliceLine } from '../match.js';

/** A line longer than this, with the words of an analysis in it, is a page that lost its line ends. */
const LONGEST_LINE = 300;

/** Words that begin a line wherever a debugger prints them. */
const LINE_STARTS: readonly string[] = [
  // name line of `!analyze -v`, arguments, keys and their like
  String.raw`[A-Z][A-Z0-9_]{6,60} \([\da-f]{1,8}\) `,
  String.raw`\d{1,4}: kd> `,
  String.raw`Arguments: `,
  String.raw`Arg[1-4]: [\da-f]{8}`,
  String.raw`Debugging Details: `,
  String.raw`(?:[A-Z][A-Z0-9]{1,24}_)[A-Z0-9_]{1,40}: `,
  String.raw`STACK_TEXT: `,
  String.raw`Followup: `,
  String.raw`BugCheck [\dA-F]{1,8}, \{`,
  String.raw`Probably caused by `,
  // frames: columns in front of a symbol
  '[\\da-f]{8}`[\\da-f]{8} [\\da-f]{8}`[\\da-f]{8} {1,8}: ',
  String.raw`[\da-f]{8} [\da-f]{8} [\da-f]{8} [\da-f]{8} [\da-f]{8} [A-Za-z_][\w.]{0,40}[!+]`,
];
const LINE_START = new RegExp(`(?<=^|\\s)(?:${LINE_STARTS.join('|')})`, 'g');

const NAME = /^[A-Z][A-Z0-9_]{6,60} \([\da-f]{1,8}\) $/;

const ANALYSIS = /Bugcheck Analysis|STACK_TEXT:|Arg1: [\da-f]{8}/;

/** Cuts a line that holds a whole transcript where its lines must have begun; other lines stay as they are. */
export function splitRunOnLine(line: SourceLine): readonly SourceLine[] {
  if (line.text.length < LONGEST_LINE || !ANALYSIS.test(line.text)) return [line];
  const found = [...line.text.matchAll(LINE_START)];
  // The name stands alone on its line: the prose behind it begins the next one.
  const starts = found.flatMap(({ index, 0: words }) => (NAME.test(words) ? [index, index + words.length] : [index]));
  if (starts[0] !== 0) starts.unshift(0);
  return starts.map((from, at) => sliceLine(line, from, starts[at + 1] ?? line.text.length));
}

const LONG = "[\\da-f]{8}\\\\?[`']?[\\da-f]{8}";
/** Columns of an x64 frame that break off before the symbol: where mail programs wrap it. */
const WRAPPED = new RegExp(
  `^\\s{0,12}(?:[\\da-f]{2,3}\\s{1,4})?${LONG}\\s{1,4}${LONG}\\s{0,8}:(?:\\s{1,4}${LONG}){0,4}(?:\\s{1,4}:)?\\s*$`,
  'i',
);
/** The same of an x86 frame. */
const WRAPPED_SHORT = /^\s{0,12}[\da-f]{8}(?:\s{1,4}[\da-f]{8}){2,4}\s*$/i;
/** What is left of it on the next line: arguments, a colon, a symbol. */
const REST = new RegExp(
  `^\\s{0,12}(?:(?:${LONG}|[\\da-f]{8})\\s{1,4}){0,4}(?::\\s{1,4})?[A-Za-z_][\\w.~-]{0,60}(?:!\\s?\\S|\\+\\S)`,
  'i',
);
/** Columns that a terminal broke off at its right edge, in the middle of a number. */
const BROKEN = new RegExp(
  `^\\s{0,4}(?:[\\da-f]{2,3}\\s{1,4})?${LONG}\\s{1,4}${LONG}\\s{0,8}:[\\s\\da-f\`]{1,90}$`,
  'i',
);
const WHOLE = new RegExp(
  `^\\s{0,4}(?:[\\da-f]{2,3}\\s{1,4})?${LONG}\\s{1,4}${LONG}\\s{0,8}:(?:\\s${LONG}){4}\\s:\\s[A-Za-z_][\\w.~-]{0,60}[!+]\\S`,
  'i',
);
/** A symbol that is wrapped once more behind its blank: ``nt! ??``, then ``::FNODOBFM::`string'+0x4e2e``. */
const WRAPPED_SYMBOL = /![ \t]\?\?\s*$/;
const REST_OF_SYMBOL = /^\s{0,12}::\S/;

/** A wrapped frame is looked for on so many lines: pages put blank ones between all lines. */
const REACH = 4;

const isBlank = ({ text }: SourceLine): boolean => text.trim() === '';

/** Whether `second` goes on with the frame that breaks off at the end of `first`. */
function continues(first: SourceLine, second: SourceLine): boolean {
  if (WRAPPED_SYMBOL.test(first.text)) return REST_OF_SYMBOL.test(second.text);
  return (WRAPPED.test(first.text) || WRAPPED_SHORT.test(first.text)) && REST.test(second.text);
}

/** One frame of two lines that a terminal parted at its edge; null where they are no such lines. */
function joinBroken(first: SourceLine, second: SourceLine | undefined): SourceLine | null {
  if (!second || !BROKEN.test(first.text)) return null;
  const joined = joinTightly(first, second);
  return WHOLE.test(joined.text) ? joined : null;
}

/** Puts frames together again that a mail program wrapped onto several lines; all other lines stay as they are. */
export function joinWrappedFrames(lines: readonly SourceLine[]): readonly SourceLine[] {
  const joined: SourceLine[] = [];
  for (let index = 0; index < lines.length; index++) {
    let line = lines[index];
    if (!line) break;
    const whole = joinBroken(line, lines[index + 1]);
    if (whole) {
      line = whole;
      index += 1;
    }
    for (let ahead = index + 1; ahead <= index + REACH; ahead++) {
      const next = lines[ahead];
      if (!next || isBlank(next)) continue;
      if (!continues(line, next)) break;
      line = joinLines(line, next);
      index = ahead;
    }
    joined.push(line);
  }
  return joined;
}
