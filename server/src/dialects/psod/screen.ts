import type { Cpu, Register, SystemInfo } from '../../model/crash.js';
import type { Located } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import { matchAllOnLine, matchLine, sliceLine } from '../match.js';

/**
 * What a log writes before each line: a time or an uptime, a severity, `cpuN:W)`.
 * Masked digits (`cpu##:########)`) and an `opID=` count too.
 */
const LOG_PREFIX =
  /^\s{0,8}(?:[^\s)]{1,40}\s{1,3}){0,3}?(?:LogEFI\S{0,12}\s)?cpu(?<cpu>[\d#]{1,4}):(?<world>[\d#.X]{1,12})(?:\s{1,3}opID=\S{1,60}?)?\)(?:(?:ALERT|WARNING|VMNIX|VMB): ?){0,2}/d;

export interface LogPrefix {
  /** The first character behind the prefix, zero where there is none. */
  readonly end: number;
  readonly cpu: Located<string> | null;
  readonly world: Located<string> | null;
}

const NO_PREFIX: LogPrefix = { end: 0, cpu: null, world: null };

/** Reads the log prefix of a line. */
export function readLogPrefix(line: SourceLine): LogPrefix {
  if (!line.text.includes(')')) return NO_PREFIX;
  const match = matchLine(line, LOG_PREFIX);
  if (!match) return NO_PREFIX;
  return { end: match.range.end.character, cpu: match.located('cpu'), world: match.located('world') };
}

/** `cpu2:1075911)` right before character `at`, where a page lost its line ends or a garbage lock name broke the line. */
export function readGluedPrefix(line: SourceLine, at: number): LogPrefix | null {
  const head = sliceLine(line, 0, at);
  const match = matchLine(head, /cpu(?<cpu>\d{1,4}):(?<world>\d{1,12})\)\s{0,4}$/d);
  return match && { end: at, cpu: match.located('cpu'), world: match.located('world') };
}

/** `World: ResetToVMKOnPanic:3185: PRDA 0x..`: what the kernel logs when it leaves for a panic. */
export function isLeavingForPanic(line: SourceLine): boolean {
  return /\)World: (?:ResetToVMKOnPanic:)?\d{1,6}: (?:PRDA|TR|CR0) 0x/.test(line.text);
}

/** `VMware ESX Server [Releasebuild-207095`, `VMware ESXi 5.0.0 [Releasebuild-702118 x86_64]`, `... [build-16850804 x86_64]`. */
const HEADER =
  /(?<product>VMware ESX(?:i| Server)?)(?: (?<version>\d{1,2}(?:\.[\dX]{1,2}){1,3}))? \[?(?:Release)?build-(?<build>\d{1,12}|#{1,12}|X{1,12})(?: (?<architecture>[Xx]86_64|aarch64))?\]?/d;

/** The product line of a screen, with the first character behind it; null where the line is none. */
export function readHeader(line: SourceLine): { readonly system: SystemInfo; readonly end: number } | null {
  if (!line.text.includes('VMware ESX')) return null;
  const match = matchLine(line, HEADER);
  if (!match) return null;
  return {
    system: {
      product: match.located('product'),
      version: match.located('version'),
      build: match.located('build'),
      architecture: match.located('architecture'),
      uptime: null,
    },
    end: match.range.end.character,
  };
}

/** `Crash at <time> on CPU 38 running world 2098913 - NAME. VMK Uptime:...`: the digest of a support tool. */
const DIGEST =
  /Panic Details: Crash at \S{1,40} on CPU (?<cpu>\d{1,4}) running world (?<world>\d{1,12}) - (?<name>[^\s.]{1,60})/d;

export interface Digest {
  readonly cpu: Located<string> | null;
  readonly world: Located<string> | null;
  readonly name: Located<string> | null;
}

/** Who crashed, as a digest says it. */
export function readDigest(line: SourceLine): Digest | null {
  const match = line.text.includes('Panic Details:') ? matchLine(line, DIGEST) : null;
  return match && { cpu: match.located('cpu'), world: match.located('world'), name: match.located('name') };
}

/** `VMK uptime: 6:09:43:15.399`; digests write `VMK Uptime:72:07:15:03.736`. */
const UPTIME = /VMK [Uu]ptime:\s?(?<uptime>\d{1,5}:\d{2}:\d{2}:\d{2}\.\d{1,3})/d;

/** How long the kernel had run. */
export function readUptime(line: SourceLine): Located<string> | null {
  return line.text.includes('ptime') ? (matchLine(line, UPTIME)?.located('uptime') ?? null) : null;
}

const REGISTER_LINE =
  /^\s{0,8}(?:cr[0-4]|gate|frame|[er]?ip|err|[er]?flags|[er][abcd]x|[er][sd]i|[er][sb]p|r\d{1,2}|[defgs]s|base fs|FSbase|TTB|CurrentEL)\s?[=:]/;
const REGISTER = /\b(?<name>[A-Za-z][A-Za-z\d]{1,11})[=:](?<value>0x[\da-fA-F#]{1,16}|-\d{1,4}|\d{1,6}\b)/dg;

/** The registers of a line, empty where it is no register line. */
export function readRegisters(line: SourceLine, from: number): readonly Register[] {
  if (!REGISTER_LINE.test(line.text.slice(from))) return [];
  return matchAllOnLine(line, REGISTER)
    .filter((match) => match.range.start.character >= from)
    .map((match) => ({
      name: match.group('name') ?? '',
      value: (match.group('value') ?? '').toLowerCase(),
      range: match.range,
    }));
}

/** `*0:1024/console 1:1094/vmm0:M100` and, from 5.0 on, `*PCPU56:2097460/HELPER_UPLINK...`. */
const CPU_ROW = /^\s{0,8}\*?(?:PCPU)?\d{1,4}:\d{1,12}\/\S/;
const CPU = /(?<mark>\*)?(?:PCPU)?(?<number>\d{1,4}):(?<world>\d{1,12})\/(?<name>\S{1,60})/dg;

/** `cpu 0 2673 vmm0:keys: CPU 2 1038 hel` of ESX 3.0, where capitals mark the panicking one. */
const OLD_CPU_ROW = /^\s{0,8}(?:cpu|CPU) \d{1,3} \d{3,6} \S/;
const OLD_CPU = /(?<mark>CPU|cpu) (?<number>\d{1,3}) (?<world>\d{3,6}) (?<name>\S{1,30}?):?(?=\s|$)/dg;

/** The CPUs of one row of the PCPU list, empty where the line is none. */
export function readCpus(line: SourceLine, from: number): readonly Cpu[] {
  const rest = line.text.slice(from);
  const old = OLD_CPU_ROW.test(rest);
  if (!old && !CPU_ROW.test(rest)) return [];
  return matchAllOnLine(line, old ? OLD_CPU : CPU)
    .filter((match) => match.range.start.character >= from)
    .map((match) => ({
      number: Number(match.group('number')),
      worldId: match.group('world') ?? null,
      worldName: match.group('name') ?? null,
      marked: match.group('mark') === '*' || match.group('mark') === 'CPU',
      range: match.range,
    }));
}

/** The words above another CPU's backtrace, or the tag that 7.x and later repeat before each of its frames. */
const SAVED_BACKTRACES: readonly RegExp[] = [
  /(?<heading>pcpu (?<cpu>\d{1,4}) (?<reason>[A-Za-z][\w ]{2,60}?)): (?=0x)/d,
  /(?<heading>Saved backtrace(?: from)?:\s{0,3}pcpu (?<cpu>\d{1,4})(?: (?<reason>[A-Za-z][\w ]{2,60}?))?)\s{0,8}$/di,
  /(?<heading>Backtrace for Saved\/Locked CPU - (?<cpu>\d{1,4})):?/di,
];

export interface SavedBacktrace {
  readonly heading: Located<string>;
  readonly cpu: number;
  readonly reason: string | null;
}

/** `Saved backtrace from: pcpu 3 SpinLock spin out NMI` and its relatives; null where the line is none. */
export function readSavedBacktrace(line: SourceLine): SavedBacktrace | null {
  if (!/pcpu \d|locked cpu/i.test(line.text)) return null;
  for (const pattern of SAVED_BACKTRACES) {
    const match = matchLine(line, pattern);
    const heading = match?.located('heading');
    if (match && heading) return { heading, cpu: Number(match.group('cpu')), reason: match.group('reason') ?? null };
  }
  return null;
}

/** `Backtrace for current CPU #36, worldID=1001600257, fp=0x430879008c80`. */
const CURRENT_BACKTRACE =
  /(?<heading>Backtrace for current CPU #(?<cpu>\d{1,4}), worldID=(?<world>\d{1,12})[^)]{0,60})/d;

export interface CurrentBacktrace {
  readonly heading: Located<string>;
  readonly cpu: Located<string> | null;
  readonly world: Located<string> | null;
}

/** The words that the kernel writes above its own CPU's backtrace, fatal or not. */
export function readCurrentBacktrace(line: SourceLine): CurrentBacktrace | null {
  const match = line.text.includes('Backtrace for current CPU') ? matchLine(line, CURRENT_BACKTRACE) : null;
  const heading = match?.located('heading');
  return match && heading ? { heading, cpu: match.located('cpu'), world: match.located('world') } : null;
}

/** Lines that belong to a screen and carry nothing that triage needs: page table entries, code start, dump progress. */
const REST =
  /^\s{0,8}(?:PTEs:|Code starts? (?:at|:)|Code start:|VMK [Uu]ptime|TSC:|Starting coredump|Coredump to|Dump(?:ing using|: )|Slot \d|(?:using )?slot \d|No (?:place|port)|FileDump:|Faulting world regs|Finalized dump|MC:\s?PCPU|Debugger waiting|Press "?Escape|base fs=|Module\(s\) involved)/;

/** Whether the line is one of those. */
export function isScreenRest(line: SourceLine, from: number): boolean {
  return REST.test(line.text.slice(from));
}

/** Where the log tells of the service console's end: `Host: 4781: COS Error: Oops`; -1 where it does not. */
export function findConsoleMessage(line: SourceLine): number {
  return line.text.search(/COS (?:Error|Panic): \S/);
}
