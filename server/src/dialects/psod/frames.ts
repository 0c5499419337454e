import type { Frame } from '../../model/frame.js';
import type { Located } from '../../model/position.js';
import { normaliseHex } from '../../util/hex.js';
import type { SourceLine } from '../../util/lines.js';
import type { LineMatch } from '../match.js';
import { matchAllOnLine, matchLine, rangeIn, sliceLine } from '../match.js';

/** An address behind its `0x`, also as articles mask it: `0x############`, `0xADDRESS7`, `0xnnnnnnnn`. */
const ADDRESS = String.raw`ADDRESS\d{1,3}|[\da-fA-F]{1,16}|[n#X*]{2,16}`;

/** An address that an article masked together with its `x`. */
const MASKED = '0#{3,16}';

/** A name without blanks; one that a mail filter took for an address (`[email protected]#0.0.0.1`) has one. */
const FUNCTION = String.raw`\[email.protected\][^\s+]{0,60}|(?!stack:|0x)[^\s+]{1,300}`;

/**
 * `0x1402a90:[0x634ff3]SP_WaitLock+0x1ca stack: 0x2970600, 0x1402ab8`, all ESX/ESXi versions.
 * The words may be glued to the next frame where a page lost its line ends, so a frame ends before the next `0x..:[`.
 */
const FRAME = new RegExp(
  String.raw`(?:0x(?<stackAddress>${ADDRESS})|${MASKED})\s?:\s?\[\s?(?:(?:0x)?(?<address>${ADDRESS})|${MASKED})\s?\](?:\s?(?<name>${FUNCTION}))?` +
    String.raw`(?:\+(?:(?<offset>0x[\da-fA-F]{1,16})|0x[n#X*]{1,16}))?` +
    String.raw`(?<words>\s{0,4}stack:(?:\s{0,3},?\s{0,3}(?:0x(?:${ADDRESS})?|${MASKED})(?!x)(?![\da-fA-F]{0,16}\s?:\s?\[)){0,12})?`,
  'dg',
);

/** `[0x42001c67c1d2]Func@vmkernel#nover+0x94`: articles leave the stack address out. */
const SHORT_FRAME = new RegExp(
  String.raw`^\s{0,20}(?<short>\[0x(?<address>${ADDRESS})\]\s?(?<name>[A-Za-z_<][^\s+]{0,300})\+(?<offset>0x[\da-fA-F]{1,16}))(?<words>\s{1,4}stack:.{0,200})?`,
  'd',
);

/** A cheap look before the expression above is tried. */
function mayHoldFrame(text: string): boolean {
  return /:\s?\[/.test(text) || /^\s*\[0x/.test(text);
}

/** `SP_WaitLock`, `Panic@vmkernel#nover`, `Panic@vmkernel:nover`, `f@(hbr_filter)#<None>`, `x@com.vmware.driverAPI#9.2`. */
const NAME = /^(?<symbol><unknown>|[^@']{1,200})(?:'?@'?\(?(?<module>[^()#:]{0,100})\)?(?:[#:].{0,100})?)?$/d;

/** What stands where a page lost or masked a name. */
const PLACEHOLDER = /^(?:$|[<[]|[#*]{2,}$|example\.(?:com|org)$)/;

function splitName(line: SourceLine, match: LineMatch): Pick<Frame, 'symbol' | 'module'> {
  const name = match.group('name');
  if (name === undefined) return { symbol: null, module: null };
  const from = match.indexOf('name');
  const found = matchLine(sliceLine(line, from, from + name.length), NAME);
  const part = (group: 'symbol' | 'module'): Located<string> | null => {
    const located = found?.located(group);
    return !located || PLACEHOLDER.test(located.value) ? null : located;
  };
  return { symbol: part('symbol'), module: part('module') };
}

function hexPart(match: LineMatch, group: string): Located<string> | null {
  const located = match.located(group);
  const value = located && normaliseHex(located.value);
  return value ? { value, range: located.range } : null;
}

function readWords(line: SourceLine, match: LineMatch): readonly Located<string>[] {
  const from = match.indexOf('words');
  return [...(match.group('words') ?? '').matchAll(/0x[\da-f]{1,16}(?![\w#*])/gi)].map((word) => ({
    value: word[0].toLowerCase(),
    range: rangeIn(line, from + word.index, from + word.index + word[0].length),
  }));
}

function toFrame(line: SourceLine, match: LineMatch): Frame {
  return {
    line: line.number,
    range: match.range,
    ...splitName(line, match),
    offset: hexPart(match, 'offset'),
    address: hexPart(match, 'address'),
    stackAddress: hexPart(match, 'stackAddress'),
    returnAddress: null,
    words: readWords(line, match),
    inline: false,
    source: null,
  };
}

/** `#0  0x0000420039514d31 in Panic_vPanic (fmt=...) at bora/vmkernel/main/panic.c:229`: gdb, of the core. */
const GDB_FRAME =
  /^\s{0,8}(?<frame>#\d{1,3}\s{1,3}(?:0x(?<address>[\da-f]{6,16}) in )?(?<symbol>[A-Za-z_]\w{1,100}) \(.{0,300}?\)(?: at (?<source>\S{1,200}:\d{1,6}))?)\s{0,8}$/d;

/** Reads a frame as gdb prints it; whether it is the vmkernel's only the lines around can tell. */
export function readGdbFrame(line: SourceLine): Frame | null {
  const match = /^\s{0,8}#\d/.test(line.text) ? matchLine(line, GDB_FRAME) : null;
  const frame = match?.located('frame');
  if (!match || !frame) return null;
  return {
    line: line.number,
    range: frame.range,
    symbol: match.located('symbol'),
    module: null,
    offset: null,
    address: hexPart(match, 'address'),
    stackAddress: null,
    returnAddress: null,
    words: [],
    inline: false,
    source: match.located('source'),
  };
}

/** Whether a gdb frame names its source in the vmkernel: then it needs no panic message above it. */
export function isVmkernelSource(frame: Frame): boolean {
  return frame.source?.value.startsWith('bora/') ?? false;
}

/** A frame without a name that ends where the text ends: only the beginning of the name may be there. */
export function withoutTornName(frame: Frame, last: SourceLine): Frame {
  const isTorn = (part: Located<string> | null): boolean =>
    part !== null && part.range.end.line === last.number && part.range.end.character === last.text.length;
  if (isTorn(frame.symbol)) return { ...frame, symbol: null, module: null };
  return isTorn(frame.module) ? { ...frame, module: null } : frame;
}

/** The frames that stand on a line: mostly one, more where a page lost its line ends. */
export function readFrames(line: SourceLine): readonly Frame[] {
  if (!mayHoldFrame(line.text)) return [];
  const frames = matchAllOnLine(line, FRAME).map((match) => toFrame(line, match));
  if (frames.length > 0) return frames;
  const short = matchLine(line, SHORT_FRAME);
  return short ? [toFrame(line, short)] : [];
}
