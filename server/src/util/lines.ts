/** One line of a text, without its line end. */
export interface SourceLine {
  readonly number: number;
  /**
   * The line with everything that is no content blanked out: quote marks, ANSI escapes, non-breaking spaces.
   * It is as long as the printed line, so an index in it is an LSP character.
   */
  readonly text: string;
  /** Where the text of a piece of a line, or of lines that were put together again, stands; absent for a plain line. */
  readonly placeOf?: (index: number) => { readonly line: number; readonly character: number };
}

const LINE_END = /\r\n|\n|\r/;

/** Characters that `cleanLine` may have to blank; most lines hold none of them. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NOISE = /[\u0000-\u0008\u000b-\u001f\u007f\u00a0\u2000-\u200a\u202f\u3000\ufeff>^]/;

/** An escape sequence that colours a console, as a real escape character or as a log spells it. */
// eslint-disable-next-line no-control-regex -- the escape character is what is looked for
const ANSI_ESCAPE = /(?:\u001b|\^\[)\[[\d;]{0,12}[A-Za-z]/g;

/** Marks of a quotation in mail or Markdown, possibly nested. */
const QUOTE_MARKS = /^(?:[ \t]{0,3}>){1,20}/;

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const ODD_SPACE = /[\u0000-\u0008\u000b-\u001f\u007f\u00a0\u2000-\u200a\u202f\u3000\ufeff]/g;

const BYTE_ORDER_MARK = /^\ufeff/;

const blank = (text: string): string => ' '.repeat(text.length);

/** Blanks out what is no content, keeping every other character in its column. */
export function cleanLine(line: string): string {
  if (!NOISE.test(line)) return line;
  return line.replace(ANSI_ESCAPE, blank).replace(QUOTE_MARKS, blank).replace(ODD_SPACE, ' ');
}

/** The same with the marks taken out, and the blank behind a quotation's; odd blanks become plain ones. */
export function stripLine(line: string): string {
  if (!NOISE.test(line)) return line;
  const plain = line.replace(ANSI_ESCAPE, '').replace(BYTE_ORDER_MARK, '').replace(ODD_SPACE, ' ');
  const unquoted = plain.replace(QUOTE_MARKS, '');
  return unquoted === plain ? plain : unquoted.replace(/^ /, '');
}

/** Splits a text at LF, CRLF or CR. */
export function splitLines(text: string): readonly string[] {
  return text.split(LINE_END);
}

/** Splits a text and cleans each line. */
export function readLines(text: string): readonly SourceLine[] {
  return splitLines(text).map((line, number) => ({ number, text: cleanLine(line) }));
}
