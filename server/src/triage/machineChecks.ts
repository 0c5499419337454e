import { normaliseHex } from '../util/hex.js';
import type { BankStatus, MachinePart } from './bankStatus.js';
import { bankStatusWords, decodeBankStatus } from './bankStatus.js';
import type { Facts } from './facts.js';
import { codeOf } from './facts.js';
import type { Evidence } from './verdict.js';

/** A machine check, as some line or the bug check's arguments print it. */
export interface MachineCheck {
  readonly line: number;
  readonly bank: number | null;
  /** The status register of the bank, and the same in one phrase; null where it is masked. */
  readonly status: BankStatus | null;
  readonly words: string | null;
  /** What the kernel itself calls it: `Memory Controller Read error on Channel 2`. */
  readonly told: string | null;
  readonly part: MachinePart;
  readonly uncorrected: boolean;
  /** Memory that was damaged before the processor used it. */
  readonly wasDamaged: boolean;
}

/** A form in which a machine check is printed. The literal is looked for first, so that a long line costs nothing. */
interface CheckForm {
  readonly literal: string;
  readonly pattern: RegExp;
  /** Whether the number of the bank is printed as hex. */
  readonly hexBank: boolean;
}

const FORMS: readonly CheckForm[] = [
  // MC: PCPU18 B:13 S:0xfe20004000011166 M:0x7246040086 A:0x38c989b100 5
  {
    literal: 'MC:',
    pattern: /^MC: ?PCPU\s?\d{1,4} B:(?<bank>\d{1,3}) S:(?<status>0x[\da-f]{1,16})\b/i,
    hexBank: false,
  },
  // MCA: 200: UC Excp G5 B7 Sbe00000000010092 A12f4a9c40 M86 P12f4a9c40/40 Memory Controller Read error on Channel 2.
  {
    literal: 'MCA: ',
    pattern:
      /^MCA: \S{1,12}: (?<severity>[A-Z]{2,6}) (?:Excp|Poll|Intr|CMCI) G\w{1,2} B(?<bank>\d{1,3})(?: S(?<status>[\da-f]{16})\b| [X#]{2,20}(?= )|)(?: [AMP][\da-fx/]{1,24}(?= |$)){0,3}(?: (?<told>[A-Z][A-Za-z][\w :,()/-]{3,120}))?/,
    hexBank: false,
  },
  // (Processor 1, APIC ID 0x00000000, Bank 0x00000006, Status 0xBA000000'00000E0B, ...)
  {
    literal: ', Bank 0x',
    pattern: /^, Bank 0x(?<bank>[\da-f]{1,8}), Status (?<status>0x[\da-f]{8}['`]?[\da-f]{8})\b/i,
    hexBank: true,
  },
  // Hardware (Machine) Error: Uncorrected ECC error in L3 Cache. PCPU3 in world 4099:idle3
  {
    literal: 'Hardware (Machine) Error: ',
    pattern: /^Hardware \(Machine\) Error: (?<told>[A-Z][\w /-]{3,80}?)(?:[.,:]| PCPU|$)/,
    hexBank: false,
  },
  // Status        : 0xfa00000000070f0f
  { literal: 'Status', pattern: /^Status\s{0,12}: (?<status>0x[\da-f]{16})\b/i, hexBank: false },
];

/** What the kernel's own words say of the part, where the status is masked. */
const PART_OF_WORDS: readonly (readonly [words: RegExp, part: MachinePart])[] = [
  [/\b(?:memory|DIMM|DRAM)\b/i, 'memory'],
  [/\bcache\b/i, 'cache'],
  [/\bTLB\b/i, 'tlb'],
  [/\b(?:bus|I\/O|interconnect)\b/i, 'bus'],
];

/**
 * An error that software has to act on (SRAR) or may act on (SRAO) is memory that was found damaged before the
 * processor used it, whichever cache handed it out. Intel's manual, volume 3, chapter 16, "recovery of uncorrected
 * recoverable errors".
 */
const FROM_MEMORY: ReadonlySet<string | undefined> = new Set(['SRAR', 'SRAO']);

interface Printed {
  readonly bank: number | null;
  readonly status: bigint | null;
  readonly severity: string | undefined;
  readonly told: string | null;
}

function toCheck(line: number, { bank, status, severity, told }: Printed): MachineCheck | null {
  const decoded = status === null ? null : decodeBankStatus(status);
  // A bank without an error says nothing.
  if (decoded ? !decoded.valid : told === null) return null;
  const byWords = PART_OF_WORDS.find(([words]) => told !== null && words.test(told))?.[1];
  return {
    line,
    bank,
    status: decoded,
    words: status === null ? null : bankStatusWords(status),
    told,
    part: FROM_MEMORY.has(severity) ? 'memory' : (decoded?.part ?? byWords ?? 'unknown'),
    uncorrected: decoded?.uncorrected ?? severity !== 'CE',
    wasDamaged: FROM_MEMORY.has(severity),
  };
}

function readCheck(text: string, line: number): MachineCheck | null {
  for (const { literal, pattern, hexBank } of FORMS) {
    const at = text.indexOf(literal);
    const groups = at < 0 ? undefined : pattern.exec(text.slice(at, at + 300))?.groups;
    if (!groups) continue;
    const status = normaliseHex(groups.status ?? '');
    const check = toCheck(line, {
      bank: groups.bank === undefined ? null : parseInt(groups.bank, hexBank ? 16 : 10),
      status: status ? BigInt(status) : null,
      severity: groups.severity,
      told: groups.told?.trim() ?? null,
    });
    if (check) return check;
  }
  return null;
}

/** 0x124 and 0x9C carry the two halves of the status in arguments 3 and 4. */
function checkOfArguments(facts: Facts): MachineCheck | null {
  const code = codeOf(facts);
  const [first, , high, low] = facts.crash.bugCheck?.parameters ?? [];
  const carries = (code === '0x124' && first?.value === '0x0') || code === '0x9c';
  if (!carries || !high || !low || high.value.length > 10 || low.value.length > 10) return null;
  return toCheck(high.range.start.line, {
    bank: code === '0x9c' ? Number(first?.value ?? 0) : null,
    status: (BigInt(high.value) << 32n) | BigInt(low.value),
    severity: undefined,
    told: null,
  });
}

/** The machine checks that a crash and the log before it print, those of its arguments first. */
export function findMachineChecks(facts: Facts): readonly MachineCheck[] {
  const { firstLine, lines } = facts.text;
  const printed = lines.flatMap((text, index) => readCheck(text, firstLine + index) ?? []);
  return [checkOfArguments(facts), ...printed].flatMap((check) => check ?? []);
}

/** The one to read first: an error that stopped the machine before one that the hardware took care of. */
export function worstCheck(checks: readonly MachineCheck[]): MachineCheck | null {
  return checks.find(({ uncorrected }) => uncorrected) ?? checks[0] ?? null;
}

/** `bank 13: an error in the cache hierarchy (code 0x1166); not corrected`. */
function tellCheck({ bank, words, told, wasDamaged }: MachineCheck): string {
  const said = [
    words,
    told && `the kernel calls it "${told}"`,
    wasDamaged && 'memory that was damaged before the processor used it',
  ]
    .filter(Boolean)
    .join('; ');
  return `${bank === null ? '' : `bank ${bank}: `}${said}`;
}

/** More banks than a person compares. */
const MOST_CHECKS = 4;

/** The errors that stopped the machine, one by one, and those that were corrected before by their number. */
export function tellChecks(checks: readonly MachineCheck[]): readonly Evidence[] {
  const fatal = checks.filter(({ uncorrected }) => uncorrected).slice(0, MOST_CHECKS);
  const corrected = checks.filter(({ uncorrected }) => !uncorrected);
  const [first] = corrected;
  const count = corrected.length > 1 ? `, the first of ${corrected.length} that were` : ', which was';
  return [
    ...fatal.map((check) => ({ line: check.line, why: tellCheck(check) })),
    ...(first ? [{ line: first.line, why: `${tellCheck(first)}${count} corrected` }] : []),
  ];
}
