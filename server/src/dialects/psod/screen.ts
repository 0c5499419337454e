import type { Cpu, Module, SystemInfo } from '../../model/crash.js';
import type { Located } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import { matchAllOnLine, matchLine } from '../match.js';

/** `VMware ESX Server [Releasebuild-207095`, `VMware ESXi 5.0.0 [Releasebuild-702118 x86_64]`, `... [build-16850804 x86_64]`. */
const HEADER =
  /(?<product>VMware ?ESX(?:i| ?Server)?)(?: ?(?<version>\d{1,2}(?:\.[\dX]{1,2}){1,3}))? ?\[?(?:Release)?build-(?<build>\d{1,12}|#{1,12}|X{1,12})(?: ?(?<architecture>[Xx]86_64|aarch64))?\]?/d;

export interface Header {
  readonly system: SystemInfo;
  /** Index of its first character, and of the first one behind it. */
  readonly at: number;
  readonly end: number;
}

/** The product line of a screen; null where the line is none. */
export function readHeader(line: SourceLine): Header | null {
  if (!/VMware ?ESX/.test(line.text)) return null;
  const match = matchLine(line, HEADER);
  if (!match) return null;
  return {
    system: {
      product: match.located('product'),
      version: match.located('version'),
      build: match.located('build'),
      architecture: match.located('architecture'),
      productType: null,
      uptime: null,
      time: null,
    },
    at: match.indexOf('product'),
    end: match.end,
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

/** `Version Details: VMware ESXi 6.7.0 build-16075168`: the product line of a digest, above it or below. */
export function isDigestVersion(line: SourceLine): boolean {
  return line.text.includes('Version Details:');
}

/** Who crashed, as a digest says it. */
export function readDigest(line: SourceLine): Digest | null {
  const match = line.text.includes('Panic Details:') ? matchLine(line, DIGEST) : null;
  return match && { cpu: match.located('cpu'), world: match.located('world'), name: match.located('name') };
}

/** `VMK uptime: 6:09:43:15.399`; digests write `VMK Uptime:72:07:15:03.736`. */
const UPTIME = /VMK ?[Uu]ptime:\s?(?<uptime>\d{1,5}:\d{2}:\d{2}:\d{2}\.\d{1,3})/d;

/** How long the kernel had run. */
export function readUptime(line: SourceLine): Located<string> | null {
  return line.text.includes('ptime') ? (matchLine(line, UPTIME)?.located('uptime') ?? null) : null;
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
    .filter((match) => match.indexOf('number') >= from)
    .map((match) => ({
      number: Number(match.group('number')),
      worldId: match.group('world') ?? null,
      worldName: match.group('name') ?? null,
      marked: match.group('mark') === '*' || match.group('mark') === 'CPU',
      range: match.range,
    }));
}

/** `Module(s) involved in panic: [lpfc 14.4.390.20-36vmw.901.0.24957456 (External)]`, from 9.0 on. */
const INVOLVED_MODULE = /[[,]\s{0,3}(?<name>[A-Za-z][\w.-]{0,60}) (?<version>\d[\w.-]{0,80})/dg;

/** The modules that the screen itself says were involved. */
export function readInvolvedModules(line: SourceLine): readonly Module[] {
  if (!line.text.includes('Module(s) involved in panic:')) return [];
  return matchAllOnLine(line, INVOLVED_MODULE).flatMap((match) => {
    const name = match.located('name');
    return name ? [{ name, version: match.located('version'), date: null }] : [];
  });
}

/** Lines that belong to a screen and carry nothing that triage needs, by what they begin with. */
const REST = new RegExp(
  String.raw`^\s{0,8}(?:${[
    'PTEs:',
    'Code ?starts? ?(?:at|:)',
    'VMK ?[Uu]ptime',
    'TSC:',
    'Backtrace:',
    // one letter a PCPU, and rows of the PCPU list whose numbers are masked
    'PCPU\\s{1,3}\\d{1,4}: ?[SVUI]{1,64}\\s*$',
    '\\*?PCPU[X#]{1,4}:',
    // what follows the frames
    'FSbase:',
    'base fs=',
    'LBR:',
    'lastClrIntrRA:',
    'Module\\(s\\) involved',
    // machine checks
    'MC:\\s?PCPU',
    'MCA: ',
    'MCAIntel: ',
    'IDT: \\d{1,5}: (?:Uncorr|unrec)',
    'System has encountered a Hardware Error',
    // the dump
    'Starting coredump',
    'Coredump to',
    'Dump(?:ing using|: )',
    'Slot \\d',
    '(?:using )?slot \\d',
    'No (?:place on disk|port for)',
    'FileDump:',
    '[A-Z][\\w /-]{1,40} \\(\\d\\d/\\d\\d\\)',
    'Debugger waiting',
    'Press "?Escape',
  ].join('|')})`,
);

/** Whether the line is one of those. */
export function isScreenRest(line: SourceLine, from: number): boolean {
  return REST.test(line.text.slice(from));
}

/** Where the log tells of the service console's end: `Host: 4781: COS Error: Oops`; -1 where it does not. */
export function findConsoleMessage(line: SourceLine): number {
  return line.text.search(/COS (?:Error|Panic): \S/);
}
