import type { Located } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import { matchLine } from '../match.js';

/** The words of a log before `cpuN:W)`: time, host, severity (`In(182)`), program. */
const WORDS = String.raw`\s{0,8}(?:[^\s()]{1,40}(?:\(\d{1,4}\))?\s{1,3})`;

/**
 * What a log writes before each line: a time or an uptime, a severity, `cpuN:W)`.
 * Masked digits (`cpu##:########)`) and an `opID=` count too.
 */
const LOG_PREFIX = new RegExp(
  String.raw`^${WORDS}{0,7}?cpu(?<cpu>[\d#]{1,4}):(?<world>[\d#.X]{1,12})(?:\s{1,3}opID=\S{1,60}?)?\)` +
    String.raw`(?:(?:ALERT|WARNING|VMNIX|VMB): ?){0,2}`,
  'd',
);

/** `2025-02-11T08:14:55.101Z In(14) LogEFI[2097]: `: a log that names the program and no CPU. */
const PROGRAM_PREFIX = new RegExp(
  String.raw`^(?=\s{0,8}(?:\d|<\w|[A-Z][a-z]{2}\s))${WORDS}{1,6}?(?:LogEFI|vmk[a-z]{1,12})(?:\[[\d#]{1,8}\])?:\s`,
  'd',
);

export interface LogPrefix {
  /** Index of the first character behind the prefix, zero where there is none. */
  readonly end: number;
  readonly cpu: Located<string> | null;
  readonly world: Located<string> | null;
  /** The number of the CPU that wrote the line; null where there is none or it is masked. */
  readonly writer: number | null;
}

const NO_PREFIX: LogPrefix = { end: 0, cpu: null, world: null, writer: null };

/** Reads the log prefix of a line. */
export function readLogPrefix(line: SourceLine): LogPrefix {
  const byCpu = line.text.includes(')') ? matchLine(line, LOG_PREFIX) : null;
  if (byCpu) {
    const cpu = byCpu.located('cpu');
    const writer = cpu && /^\d+$/.test(cpu.value) ? Number(cpu.value) : null;
    return { end: byCpu.end, cpu, world: byCpu.located('world'), writer };
  }
  const byProgram = /LogEFI|vmk[a-z]/.test(line.text) ? matchLine(line, PROGRAM_PREFIX) : null;
  return byProgram ? { ...NO_PREFIX, end: byProgram.end } : NO_PREFIX;
}

/** `2021-03-18T06:42:17.318Z` before a log line, or in a digest's `Crash at`. */
const TIME = /(?:^\s{0,8}|Crash at )(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)/d;

/** When a line was logged; null for screens, which print no time. */
export function readTime(line: SourceLine): Located<string> | null {
  return matchLine(line, TIME)?.located('time') ?? null;
}
