/** Ways in which the same log reaches a reader: none of them may change what is read. */
const BYTE_ORDER_MARK = '\ufeff';
const ESCAPE = '\u001b';
const NON_BREAKING_SPACE = '\u00a0';

const ZERO_WIDTH_SPACE = '\u200b';

const eachLine = (text: string, change: (line: string) => string): string => text.split('\n').map(change).join('\n');

const numberLines = (text: string, front: (number: number) => string): string =>
  text
    .split('\n')
    .map((line, index) => front(index + 1) + line)
    .join('\n');

export interface Disguise {
  readonly name: string;
  readonly put: (text: string) => string;
  /** The line of the disguised text that `line` of the plain text became. */
  readonly moved: (line: number) => number;
}

const stays = (line: number): number => line;

export const DISGUISES: readonly Disguise[] = [
  { name: 'CRLF', put: (text) => text.replaceAll('\n', '\r\n'), moved: stays },
  { name: 'CR', put: (text) => text.replaceAll('\n', '\r'), moved: stays },
  { name: 'a byte order mark', put: (text) => BYTE_ORDER_MARK + text, moved: stays },
  { name: 'no line end at the end', put: (text) => text.trimEnd(), moved: stays },
  { name: 'quoted in a mail', put: (text) => eachLine(text, (line) => `> ${line}`), moved: stays },
  { name: 'quoted twice', put: (text) => eachLine(text, (line) => `>> ${line}`), moved: stays },
  { name: 'blanks behind every line', put: (text) => eachLine(text, (line) => `${line}   `), moved: stays },
  {
    name: 'as pasted from a page: a blank line between all lines',
    put: (text) => text.replaceAll('\n', '\n\n'),
    moved: (line) => line * 2,
  },
  {
    name: 'as pasted from a page: non-breaking spaces',
    put: (text) => text.replaceAll(' ', NON_BREAKING_SPACE),
    moved: stays,
  },
  {
    name: 'as pasted from a page: both',
    put: (text) => text.replaceAll(' ', NON_BREAKING_SPACE).replaceAll('\n', '\r\n\r\n'),
    moved: (line) => line * 2,
  },
  {
    name: 'numbered by a pager',
    put: (text) => numberLines(text, (number) => `${String(number).padStart(6)}  `),
    moved: stays,
  },
  { name: 'numbered by grep', put: (text) => numberLines(text, (number) => `${number}:`), moved: stays },
  {
    name: 'with the times of a console server',
    put: (text) => numberLines(text, (number) => `[2024-03-18 02:${String(number % 60).padStart(2, '0')}:09.123] `),
    moved: stays,
  },
  { name: 'behind a rule', put: (text) => eachLine(text, (line) => `| ${line}`), moved: stays },
  {
    name: 'with invisible places to break a line',
    put: (text) => eachLine(text, (line) => line.replace(/(?<=\w)(?=[@!+])/g, ZERO_WIDTH_SPACE)),
    moved: stays,
  },
  {
    name: 'in a page’s markup',
    put: (text) => eachLine(text, (line) => `<span class="line"><b>${line}</b></span><br />`),
    moved: stays,
  },
  {
    name: 'coloured by a console',
    put: (text) => eachLine(text, (line) => `${ESCAPE}[35m${line}${ESCAPE}[0m`),
    moved: stays,
  },
];
