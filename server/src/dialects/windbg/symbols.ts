import type { Frame } from '../../model/frame.js';
import type { Located } from '../../model/position.js';
import { normaliseHex } from '../../util/hex.js';
import type { SourceLine } from '../../util/lines.js';
import { rangeIn } from '../match.js';

export type SymbolParts = Pick<Frame, 'symbol' | 'module' | 'offset' | 'source'> & {
  /** Index of the first character behind the symbol and its offset. */
  readonly symbolEnd: number;
  /** Index of the first character behind everything that belongs to the frame. */
  readonly end: number;
};

/** Where private symbols say that the code stands: `[c:\src\lock.h @ 42]`, in mex also in round brackets or in none. */
const SOURCES: readonly RegExp[] = [
  /\s\[(?<source>[^\]]{1,300} @ \d{1,6})\]/d,
  /\s\(?(?<source>[A-Za-z]:\\[^@]{1,300} @ \d{1,6})(?:\)|\s*$)/d,
];

/** A module before `!` or `+`: a file name, mostly without its ending; `<Unloaded_contosonic.sys>` once it is gone. */
const MODULE = /^(?<before><Unloaded_)?(?<name>[A-Za-z_][\w.~$-]{0,80}?)(?:\.(?:sys|exe|dll))?(?:(?<=^<.*)>)?(?=[!+])/i;

/** `+0x1f`, in some commands `+1f`. */
const OFFSET = /^\+(?<offset>0x[\da-f]{1,16}|[\da-f]{1,8})(?=\s|$)/i;

const LONGEST_OFFSET = '+0x0123456789abcdef'.length;

/** An offset that a log's end cut off. */
const TORN_OFFSET = /^\+(?:0x?)?\s*$/i;

const BARE_ADDRESS = /^(?:0x[\da-f`'\\]{1,18}|[\da-f]{8}(?:\\?[`'][\da-f]{8}|[\da-f]{8})?)(?=\s*$)/i;

/** Operators of C++ whose names would look like brackets, and names that hold a blank. */
const ODD_NAME =
  /operator(?: (?:new|delete|bool|\w{1,20} \*)(?:\[\])?|<<=?|>>=?|<=>?|>=?|->\*?|\(\)|\[\]|[<>]|[-+]{1,2}(?=\s|\+0x|\(|$))|\?\? (?=::)/y;
const OPENING = /[<(`]/;
const CLOSING = /[>)']/;

/**
 * Where a function's name ends: at a blank, an offset or a parameter list. Blanks inside of templates and of
 * compiler-made names in back-ticks belong to it.
 */
function findNameEnd(text: string, from: number): number {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    const character = text[index] ?? '';
    const odd = 'o?'.includes(character) ? oddNameAt(text, index) : 0;
    if (odd > 0) index += odd - 1;
    else if (depth === 0 && (/[\s(]/.test(character) || (character === '+' && endsName(text, index)))) return index;
    else if (OPENING.test(character)) depth++;
    else if (CLOSING.test(character)) depth = Math.max(depth - 1, 0);
  }
  return text.length;
}

/** The length of an operator's name that begins at `index`; 0 where none does. */
function oddNameAt(text: string, index: number): number {
  ODD_NAME.lastIndex = index;
  return ODD_NAME.exec(text)?.[0].length ?? 0;
}

/** The digits of the offset whose `+` stands at `index`. */
function offsetAt(text: string, index: number): string | undefined {
  return OFFSET.exec(text.slice(index, index + LONGEST_OFFSET + 1))?.groups?.offset;
}

/** Whether the `+` at `index` ends the name; one may belong to it. */
function endsName(text: string, index: number): boolean {
  return offsetAt(text, index) !== undefined || TORN_OFFSET.test(text.slice(index, index + LONGEST_OFFSET));
}

/** Behind the parameters that `kp` prints; where they go on over the next lines, at the end of this one. */
function skipParameters(text: string, from: number): number {
  if (text[from] !== '(') return from;
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    if (text[index] === '(') depth++;
    if (text[index] === ')' && --depth === 0) return index + 1;
  }
  return text.length;
}

/**
 * Reads `module!function+0x1`, ``nt! ?? ::FNODOBFM::`string'+0x14600``, `module+0x1f`, C++ names with blanks,
 * or a bare address, which stands at `from` and goes to the end of the line. Null where it is none of these.
 */
export function readSymbol(line: SourceLine, from: number): SymbolParts | null {
  const text = line.text.slice(from);
  const at = (start: number, end: number): Located<string> => ({
    value: text.slice(start, end),
    range: rangeIn(line, from + start, from + end),
  });
  const end = from + text.trimEnd().length;
  const module = MODULE.exec(text);
  if (!module) {
    const address = BARE_ADDRESS.exec(text);
    return address && { module: null, symbol: null, offset: null, source: null, symbolEnd: end, end };
  }
  const [before, name] = [module.groups?.before ?? '', module.groups?.name ?? ''];
  const moduleEnd = module[0].length;
  const named = text[moduleEnd] === '!';
  const nameStart = named ? moduleEnd + 1 + text.slice(moduleEnd + 1).search(/\S|$/) : moduleEnd;
  const nameEnd = named ? findNameEnd(text, nameStart) : moduleEnd;
  const offsetStart = skipParameters(text, nameEnd);
  const offset = offsetAt(text, offsetStart);
  if (named ? nameEnd === nameStart : offset === undefined) return null;
  const symbolEnd = offset === undefined ? offsetStart : offsetStart + 1 + offset.length;
  return {
    module: at(before.length, before.length + name.length),
    symbol: named ? at(nameStart, nameEnd) : null,
    offset: offset === undefined ? null : { ...at(offsetStart + 1, symbolEnd), value: normaliseHex(offset) ?? '' },
    source: readSource(text, symbolEnd, at),
    symbolEnd: from + symbolEnd,
    end,
  };
}

function readSource(
  text: string,
  from: number,
  at: (start: number, end: number) => Located<string>,
): Located<string> | null {
  for (const pattern of SOURCES) {
    const found = pattern.exec(text.slice(from))?.indices?.groups?.source;
    if (found) return at(from + found[0], from + found[1]);
  }
  return null;
}
