import type { Frame } from '../../model/frame.js';
import type { Located } from '../../model/position.js';
import { normaliseHex } from '../../util/hex.js';
import type { SourceLine } from '../../util/lines.js';
import { rangeIn } from '../match.js';

export type SymbolParts = Pick<Frame, 'symbol' | 'module' | 'offset' | 'source'> & { readonly end: number };

/** `[c:\src\lock.h @ 42]` behind a frame of private symbols. */
const SOURCE = /\s\[(?<source>[^\]]{1,300} @ \d{1,6})\]/d;

/** What may stand behind a symbol: a file, a trap frame, frame pointer omission, calling convention, inline note. */
const SUFFIX = /\s{1,4}(?:\[[^\]]{0,300}\]|\((?:TrapFrame|FPO|CONV|Inline|no symbols)[^)]{0,120}\)|\(\.\)).*$/;

/** What people and extensions write behind an offset: `=> audio driver`, `Thread: ... owner of EResource`. */
const REMARK = /(?<offset>\+0x[\da-f]{1,16})\s.*$/i;

const OFFSET = /\+(?<offset>0x[\da-f]{1,16}|[\da-f]{1,8})$/di;

/** A module as WinDbg prints it before `!`: a file name without its ending. */
const MODULE = /^[A-Za-z_][\w.~$-]{0,80}$/;

/**
 * Reads `module!function+0x1`, ``nt! ?? ::FNODOBFM::`string'+0x14600``, `module+0x1f`, C++ names with blanks,
 * or a bare address, which stands at `from` and goes to the end of the line. Null where it is none of these.
 */
export function readSymbol(line: SourceLine, from: number): SymbolParts | null {
  const rest = line.text.slice(from);
  const source = SOURCE.exec(rest);
  const text = rest.replace(SUFFIX, '').replace(REMARK, '$<offset>').trimEnd();
  if (text === '') return null;
  const at = (start: number, end: number): Located<string> => ({
    value: text.slice(start, end),
    range: rangeIn(line, from + start, from + end),
  });
  const offsetMatch = OFFSET.exec(text);
  const offsetAt = offsetMatch?.indices?.groups?.offset;
  const nameEnd = offsetMatch?.index ?? text.length;
  const bang = text.indexOf('!');
  const hasModule = bang > 0 && MODULE.test(text.slice(0, bang));
  const offset = offsetAt
    ? { ...at(offsetAt[0], offsetAt[1]), value: normaliseHex(text.slice(offsetAt[0], offsetAt[1])) ?? '' }
    : null;
  const sourceAt = source?.indices?.groups?.source;
  const shared = {
    offset,
    source: sourceAt
      ? {
          value: rest.slice(sourceAt[0], sourceAt[1]),
          range: rangeIn(line, from + sourceAt[0], from + sourceAt[1]),
        }
      : null,
    end: from + rest.trimEnd().length,
  };
  if (hasModule) return { ...shared, module: at(0, bang), symbol: readName(text, bang + 1, nameEnd, at) };
  if (offset && MODULE.test(text.slice(0, nameEnd))) return { ...shared, module: at(0, nameEnd), symbol: null };
  if (/^(?:0x)?[\da-f`'\\]{1,18}$/i.test(text)) return { ...shared, offset: null, module: null, symbol: null };
  return null;
}

function readName(
  text: string,
  from: number,
  to: number,
  at: (start: number, end: number) => Located<string>,
): Located<string> | null {
  const blanks = /^\s*/.exec(text.slice(from, to))?.[0].length ?? 0;
  return from + blanks < to ? at(from + blanks, to) : null;
}
