import type { Register } from '../../model/crash.js';
import type { SourceLine } from '../../util/lines.js';
import type { LineMatch } from '../match.js';
import { matchAllOnLine } from '../match.js';

/** The registers that a screen prints, of x86 in 32 and 64 bits and of Arm. */
const NAME = [
  'cr[0-8]|gate|frame|err|ef|FMS|uCode',
  '[er]?ip|[er]?flags|[er][abcd]x|[er][sd]i|[er][sb]p|r[89]|r1[0-5]|[c-gs]s|Kgs',
  'FSbase|GSbase|kernelGSbase|TTB|CurrentEL|SCTLR_EL\\d',
].join('|');

const REGISTER_LINE = new RegExp(String.raw`^\s{0,8}(?:base )?(?:${NAME})\s?[=:]`);

/** `cr2=0x18`, `err=-1`, `FMS=06/55/7`; where a screen lost its blanks, the next name ends the value. */
const REGISTER = new RegExp(
  String.raw`(?:\b(?<name>[A-Za-z][A-Za-z\d_]{1,15})|(?<glued>${NAME}))[=:]` +
    String.raw`(?<value>0x[\da-fA-F#]{1,16}?(?=[^\da-fA-F#]|$|(?:${NAME})=)|-\d{1,4}|[\da-f]{1,3}(?:/[\da-f]{1,3}){2}|\d{1,6}\b)`,
  'dg',
);

const ARM_LINE = /^\s{0,8}\[(?:\s?\d{1,2}|pc)\]\s{1,20}[\da-f]{1,16}(?:\s|$)/;

/** `[ 0]     4501857b0000 [ 1]                0`, `[pc]     42003b744d54`: hex without its `0x`. */
const ARM_REGISTER = /\[\s?(?<name>\d{1,2}|pc|sp|psr)\]\s{1,20}(?<value>[\da-f]{1,16})(?=\s|$)/dg;

const toRegister = (match: LineMatch): Register => ({
  name: match.group('name') ?? match.group('glued') ?? '',
  value: (match.group('value') ?? '').toLowerCase(),
  range: match.range,
});

/** Arm numbers its general registers; the architecture's name for number 7 is `x7`. */
const toArmRegister = (match: LineMatch): Register => ({
  name: (match.group('name') ?? '').replace(/^(?=\d)/, 'x'),
  value: `0x${match.group('value') ?? ''}`,
  range: match.range,
});

/** The registers of a line, empty where it is no register line. */
export function readRegisters(line: SourceLine, from: number): readonly Register[] {
  const rest = line.text.slice(from);
  const isArm = ARM_LINE.test(rest);
  if (!isArm && !REGISTER_LINE.test(rest)) return [];
  return matchAllOnLine(line, isArm ? ARM_REGISTER : REGISTER)
    .filter((match) => match.indexOf('value') >= from)
    .map(isArm ? toArmRegister : toRegister);
}
