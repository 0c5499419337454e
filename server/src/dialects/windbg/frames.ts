import type { Frame } from '../../model/frame.js';
import type { Located } from '../../model/position.js';
import { normaliseHex } from '../../util/hex.js';
import type { SourceLine } from '../../util/lines.js';
import type { LineMatch } from '../match.js';
import { matchLine, rangeIn } from '../match.js';
import { readSymbol, type SymbolParts } from './symbols.js';

/** ``fffff880`0c4a54f8``, also with an escaped back-tick or an apostrophe, or without any. */
const LONG = "[\\da-f]{8}\\\\?[`'][\\da-f]{8}|[\\da-f]{16}";
const SHORT = '[\\da-f]{8}';
const DASHES = "-{8}\\\\?[`']-{8}|-{8}";
/** `00`, `1f`: numbers of `kn`, hexadecimal; and the memory column of `kf`. */
const NUMBER = '(?:(?<number>[\\da-f]{2,3})\\s{1,16})?(?:(?<memory>[\\da-f]{1,6})\\s{1,8})?';

/** One column layout of a stack: everything before the symbol. */
const LAYOUTS: readonly RegExp[] = [
  // x64 and Arm64 `kb`, `kv`, STACK_TEXT: stack pointer, return address, four arguments between colons
  new RegExp(
    `^\\s{0,12}${NUMBER}(?<stackAddress>${LONG})\\s{1,4}(?<returnAddress>${LONG})\\s{0,8}:\\s{1,4}(?<words>(?:(?:${LONG})\\s{1,4}){1,4}):\\s{1,4}`,
    'di',
  ),
  // the same without the stack pointer
  new RegExp(
    `^\\s{0,12}${NUMBER}(?<returnAddress>${LONG})\\s{0,8}:\\s{1,4}(?<words>(?:(?:${LONG})\\s{1,4}){1,4}):\\s{1,4}`,
    'di',
  ),
  // an inline frame between those
  new RegExp(
    `^\\s{0,12}${NUMBER}(?<inline>\\(Inline(?: Function)?\\))\\s{1,4}(?:${DASHES})\\s{1,8}(?::\\s{1,4}(?:(?:${DASHES})\\s{1,4}){1,4}:\\s{1,4})?`,
    'di',
  ),
  // x64 `k`, `kn`, `kf`: stack pointer, return address
  new RegExp(`^\\s{0,12}${NUMBER}(?<stackAddress>${LONG})\\s{1,4}(?<returnAddress>${LONG})\\s{1,8}(?=\\S)`, 'di'),
  // x86 `kb`, `kv`, STACK_TEXT: frame pointer, return address, three arguments
  new RegExp(
    `^\\s{0,12}${NUMBER}(?<stackAddress>${SHORT})\\s{1,4}(?<returnAddress>${SHORT})\\s{1,4}(?<words>(?:${SHORT}\\s{1,4}){3})(?=\\S)`,
    'di',
  ),
  // x86 `k`
  new RegExp(`^\\s{0,12}${NUMBER}(?<stackAddress>${SHORT})\\s{1,4}(?<returnAddress>${SHORT})\\s{1,8}(?=\\S)`, 'di'),
];

/** A cheap look before the layouts are tried: a number, a column of digits. */
const MAY_BE_FRAME = /^\s{0,12}(?:[\da-f]{1,6}\s{1,16}){0,2}(?:[\da-f]{8}|\(Inline)/i;

/** The words of a symbol column: without one of these the line is a memory dump or a table. */
const SYMBOL_SIGN = /!|\+0x|\+[\da-f]+\s*$/i;

function hexPart(match: LineMatch, name: string): Located<string> | null {
  const located = match.located(name);
  const value = located && normaliseHex(located.value);
  return value ? { value, range: located.range } : null;
}

function readWords(line: SourceLine, match: LineMatch): readonly Located<string>[] {
  const from = match.indexOf('words');
  return [...(match.group('words') ?? '').matchAll(/\S+/g)].flatMap((word) => {
    const value = normaliseHex(word[0]);
    const at = from + word.index;
    return value ? [{ value, range: rangeIn(line, at, at + word[0].length) }] : [];
  });
}

function makeFrame(line: SourceLine, symbol: SymbolParts, columns: Partial<Frame>): Frame {
  const { module, symbol: name, offset, source } = symbol;
  return {
    line: line.number,
    range: rangeIn(line, line.text.search(/\S/), symbol.end),
    module,
    symbol: name,
    offset,
    source,
    address: null,
    stackAddress: null,
    returnAddress: null,
    words: [],
    inline: false,
    ...columns,
  };
}

/**
 * Reads one frame line in any column layout.
 * `insideStack` allows a bare address where the symbol should be, as on the last lines of a stack.
 */
export function readFrame(line: SourceLine, insideStack: boolean): Frame | null {
  if (!MAY_BE_FRAME.test(line.text)) return null;
  for (const layout of LAYOUTS) {
    const match = matchLine(line, layout);
    if (!match) continue;
    if (!insideStack && !SYMBOL_SIGN.test(line.text.slice(match.end))) continue;
    const symbol = readSymbol(line, match.end);
    if (!symbol) continue;
    return makeFrame(line, symbol, {
      stackAddress: hexPart(match, 'stackAddress'),
      returnAddress: hexPart(match, 'returnAddress'),
      words: readWords(line, match),
      inline: match.group('inline') !== undefined,
    });
  }
  return null;
}

/** What may stand before the symbol where a frame has no columns of a stack: a number, a colon, one address. */
const SHORT_COLUMNS = new RegExp(
  `^\\s{0,60}(?:Stack:\\s{1,4})?(?:[\\da-f]{1,3}\\s{1,4})?(?::\\s{1,4})?(?:(?<address>${LONG}|${SHORT})\\s{1,4})?(?=[A-Za-z_<])`,
  'di',
);
/** What may follow: nothing, a file, a note of the debugger or of its reader. */
const BEHIND_SYMBOL = /^\s*(?:$|[[(]|[A-Z]:\\|C\/C\+\+|[-=]+>|<-)/;

/** Which address stands in the one column of a short frame: that of the code or that of the stack. */
export type ShortColumn = 'address' | 'stackAddress';

/**
 * Reads a frame of which little more than the symbol is printed: `nt!KeWaitForSingleObject+0x233`,
 * `fffff80253a6c9d5 nt!KiSwapThread+0xab5`. Only the lines around it can tell that it is one.
 */
export function readShortFrame(line: SourceLine, column: ShortColumn = 'address'): Frame | null {
  if (!/[!+]/.test(line.text)) return null;
  const match = matchLine(line, SHORT_COLUMNS);
  const symbol = match && readSymbol(line, match.end);
  if (!match || !symbol?.module || symbol.symbol?.value.endsWith(':')) return null;
  if (!BEHIND_SYMBOL.test(line.text.slice(symbol.symbolEnd))) return null;
  return makeFrame(line, symbol, { [column]: hexPart(match, 'address') });
}

/** The heading of a stack's columns. */
export function isStackHeader(text: string): boolean {
  return /^\s{0,8}(?:#?\s{0,8}(?:Memory\s{1,6})?(?:Child-SP|ChildEBP|RetAddr)\s.*(?:RetAddr|Return|Args to Child|Call Site)|[#:]?\s{1,4}Call Site\s*$)/i.test(
    text,
  );
}

/** Remarks of the debugger that may stand between two frames of one stack, and the parameters of `kP`, one a line. */
export function isStackRemark(text: string): boolean {
  return /^\s{0,8}(?:WARNING: (?:Stack unwind|Frame IP)|(?:Following frames may be )?wrong\.\s*$|\*\*\* (?:Stack trace for|WARNING: Unable|ERROR: (?:Module load|Symbol file))|Page [\da-f]{1,12} not present|[\w:<>* ]{1,120} = [^!]{1,120}[,)](?:\+0x|\s*$))/.test(
    text,
  );
}
