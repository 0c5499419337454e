import type { KeyValue, Register } from '../../model/crash.js';
import type { Located, Range } from '../../model/position.js';
import { normaliseHex } from '../../util/hex.js';
import type { SourceLine } from '../../util/lines.js';
import { matchAllOnLine, matchLine, trimEnd } from '../match.js';

/** A bug check as one kind of line names it. */
export interface BugCheckLine {
  readonly code: Located<string>;
  readonly name: Located<string> | null;
  readonly parameters: readonly Located<string>[];
  readonly headline: Located<string>;
}

/** `DPC_WATCHDOG_VIOLATION (133)`, the first line of `!analyze -v`. */
const NAME_LINE = /^\s{0,8}(?<headline>(?<name>[A-Z][A-Z0-9_]{2,80}) \((?<code>(?:0x)?[\da-f]{1,8})\))\s*$/di;
/** `Unknown bugcheck code (1aa)`. */
const UNKNOWN_LINE = /^\s{0,8}(?<headline>Unknown bugcheck code \((?<code>[\da-f]{1,8})\))\s*$/di;
/** `BugCheck 139, {4, fffff8028227c4f0, fffff8028227c448, 0}` of the brief analysis. */
const BRIEF_LINE = /^\s{0,8}(?<headline>BugCheck (?<code>[\da-f]{1,8}), \{(?<list>[\da-f`, ]{1,120})\})/di;
/** `*** Fatal System Error: 0x000000ce` of a live target; its arguments stand on the next line. */
const FATAL_LINE = /^\s{0,8}\*\*\* (?<headline>Fatal System Error: (?<code>0x[\da-f]{1,8}))\s*$/di;
const FATAL_ARGUMENTS = /^\s{0,40}\((?<list>0x[\da-f]{8,16}(?:,0x[\da-f]{8,16}){3})\)\s*$/di;
/** `Bugcheck: D1 (FFFFF802364E5641, 2, 8, FFFFF802364E5641)` of the mex extension. */
const MEX_LINE =
  /^\s{0,8}(?<headline>Bugcheck: (?<code>[\dA-F]{1,8}) \((?<list>[\dA-F]{1,16}(?:, [\dA-F]{1,16}){3})\))\s*$/d;
/** `BugCheck code          : 0x133` of tables that other tools print; their parameters stand below. */
const TABLE_LINE = /^\s{0,8}(?<headline>Bug ?Check code\s{1,20}: (?<code>0x[\da-f]{1,8}))\s*$/di;
/** `Bugcheck code: 0x133 (0x1, 0x1E00, 0x0, 0x0)` of WhoCrashed. */
const SENTENCE_LINE =
  /^\s{0,8}(?<headline>Bugcheck code: (?<code>0x[\da-f]{1,8}) \((?<list>0x[\da-f]{1,16}(?:, 0x[\da-f]{1,16}){3})\))\s*$/di;
/** `Bugcheck code 00000133` and `Arguments ...` of `.bugcheck`. */
const COMMAND_LINE = /^\s{0,8}(?<headline>Bugcheck code (?<code>[\da-f]{8}))\s*$/di;
const COMMAND_ARGUMENTS = /^\s{0,8}Arguments (?<list>[\da-f`]{8,17}(?: [\da-f`]{8,17}){3})\s*$/di;

function splitList(list: Located<string> | null): readonly Located<string>[] {
  if (!list) return [];
  const { line, character } = list.range.start;
  return [...list.value.matchAll(/[^\s,]+/g)].map((part) => ({
    value: part[0],
    range: {
      start: { line, character: character + part.index },
      end: { line, character: character + part.index + part[0].length },
    },
  }));
}

/** Reads a line that names a bug check; null where it does not. */
export function readBugCheckLine(line: SourceLine): BugCheckLine | null {
  for (const pattern of [
    NAME_LINE,
    UNKNOWN_LINE,
    BRIEF_LINE,
    FATAL_LINE,
    COMMAND_LINE,
    MEX_LINE,
    TABLE_LINE,
    SENTENCE_LINE,
  ]) {
    const match = matchLine(line, pattern);
    const code = match?.located('code');
    const headline = match?.located('headline');
    const value = code && normaliseHex(code.value);
    if (!match || !value || !headline) continue;
    const name = match.located('name');
    if (name && !name.value.includes('_')) continue;
    return { code: { value, range: code.range }, name, headline, parameters: splitList(match.located('list')) };
  }
  return null;
}

/** The four arguments that stand on the line below a live target's or `.bugcheck`'s code. */
export function readArgumentList(line: SourceLine): readonly Located<string>[] {
  const match = matchLine(line, FATAL_ARGUMENTS) ?? matchLine(line, COMMAND_ARGUMENTS);
  return match ? splitList(match.located('list')) : [];
}

/** The arguments of a list, as if each had a line. */
export function toArguments(list: readonly Located<string>[]): readonly ArgumentLine[] {
  return list.slice(0, 4).flatMap((each, index) => {
    const value = normaliseHex(each.value);
    return value ? [{ number: (index + 1) as ArgumentLine['number'], value, range: each.range, text: '' }] : [];
  });
}

export interface ArgumentLine {
  readonly number: 1 | 2 | 3 | 4;
  readonly value: string;
  readonly range: Range;
  readonly text: string;
}

/** `Arg1: 0000000000000001, The system cumulatively spent ...`. */
const ARGUMENT =
  /^\s{0,8}Arg(?<number>[1-4]): {0,2}(?<value>[\da-f]{1,16}|[\da-f]{8}\\?[`'][\da-f]{8})(?:, {0,2}(?<text>.*))?\s*$/di;

/** `Parameter 1            : 0x1`, a row of another tool's table. */
const TABLE_ARGUMENT =
  /^\s{0,8}Parameter (?<number>[1-4])\s{1,20}: (?<value>(?:0x)?[\da-f]{1,16}|[\da-f]{8}`[\da-f]{8})\s*$/di;

/** Reads one argument line of `!analyze -v`, or a table's row. */
export function readArgumentLine(line: SourceLine): ArgumentLine | null {
  const match = matchLine(line, ARGUMENT) ?? matchLine(line, TABLE_ARGUMENT);
  const located = match?.located('value');
  const value = located && normaliseHex(located.value);
  if (!match || !value) return null;
  return {
    number: Number(match.group('number')) as 1 | 2 | 3 | 4,
    value,
    range: located.range,
    text: (match.group('text') ?? '').trim(),
  };
}

const KEY = /^\s{0,8}(?<key>[A-Z][A-Z0-9_]{2,60}): {0,4}(?<value>\S.*)?\s*$/d;
/** Lines of an analysis, of a live target's stop, of `.exr` and of other tools whose key is no word in capitals. */
const NAMED =
  /^\s{0,8}(?<key>Probably caused by|Driver at fault|Exception(?:Address|Code|Flags)|Caused By (?:Driver|Address)|This was probably caused by the following module)\s{0,16}: {0,8}(?<value>\S.*)?\s*$/d;
const PAIR_KEY = /^\s{0,8}Key {1,2}: (?<key>\S{1,80})\s*$/d;
const PAIR_VALUE = /^\s{0,8}Value: ?(?<value>.*)$/d;

/** `PROCESS_NAME:  System`; the value may be empty, it then stands on the next lines. */
export function readKey(line: SourceLine): KeyValue | null {
  const match = matchLine(line, KEY) ?? matchLine(line, NAMED);
  const key = match?.located('key');
  if (!match || !key) return null;
  const value = match.located('value');
  return {
    key,
    value: value ? trimEnd(value) : { value: '', range: { start: match.range.end, end: match.range.end } },
  };
}

/** `Key  : Failure.Bucket` of KEY_VALUES_STRING. */
export function readPairKey(line: SourceLine): Located<string> | null {
  return matchLine(line, PAIR_KEY)?.located('key') ?? null;
}

/** `Value: ...`, the line behind it. */
export function readPairValue(line: SourceLine): Located<string> | null {
  const value = matchLine(line, PAIR_VALUE)?.located('value');
  return value ? trimEnd(value) : null;
}

const REGISTER_LINE = /^\s{0,8}(?:r(?:[abcd]x|[sd]i|ip|sp|bp|\d{1,2})|e(?:[abcd]x|[sd]i|ip)|x\d{1,2}|fp|lr|sp|pc|cs)=/;
const REGISTER = /\b(?<name>[a-z][a-z\d]{1,3}|r\d{1,2})=(?<value>[\da-f`]{4,17})\b/dg;

/** `rax=0000000000000000 rbx=...` of a trap frame or context. */
export function readRegisters(line: SourceLine): readonly Register[] {
  if (!REGISTER_LINE.test(line.text)) return [];
  return matchAllOnLine(line, REGISTER).map((match) => ({
    name: match.group('name') ?? '',
    value: normaliseHex(match.group('value') ?? '') ?? '',
    range: match.range,
  }));
}
