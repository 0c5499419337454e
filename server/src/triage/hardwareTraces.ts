import { codeOf } from './bugCheckClass.js';
import type { Facts } from './facts.js';
import { keyOf } from './facts.js';
import type { BankStatus } from './bankStatus.js';
import { bankStatusWords, decodeBankStatus } from './bankStatus.js';
import { normaliseHex } from '../util/hex.js';
import type { Evidence } from './verdict.js';

/** A status register of a machine-check bank, as some line prints it. */
export interface PrintedStatus {
  readonly line: number;
  readonly bank: number | null;
  readonly status: BankStatus;
  /** The status in one phrase. */
  readonly words: string;
}

/** A form in which a status is printed. The literal is looked for first, so that a long line costs nothing. */
interface StatusForm {
  readonly literal: string;
  readonly pattern: RegExp;
  /** Whether the number of the bank is printed as hex. */
  readonly hexBank: boolean;
}

const STATUS_FORMS: readonly StatusForm[] = [
  // MC: PCPU18 B:13 S:0xfe20004000011166 M:0x7246040086 A:0x38c989b100 5
  {
    literal: 'MC:',
    pattern: /^MC: ?PCPU\s?\d{1,4} B:(?<bank>\d{1,3}) S:(?<status>0x[\da-f]{1,16})\b/i,
    hexBank: false,
  },
  // MCA: 200: UC Excp G5 B1 Sbf80000000000114 Aaf9e74900
  { literal: ' Excp G', pattern: /^ Excp G\w{1,2} B(?<bank>\d{1,3}) S(?<status>[\da-f]{16})\b/i, hexBank: false },
  // (Processor 1, APIC ID 0x00000000, Bank 0x00000006, Status 0xBA000000'00000E0B, ...)
  {
    literal: ', Bank 0x',
    pattern: /^, Bank 0x(?<bank>[\da-f]{1,8}), Status (?<status>0x[\da-f]{8}['`]?[\da-f]{8})\b/i,
    hexBank: true,
  },
  // Status        : 0xfa00000000070f0f
  { literal: 'Status', pattern: /^Status\s{0,12}: (?<status>0x[\da-f]{16})\b/i, hexBank: false },
];

function readStatus(text: string, line: number): PrintedStatus | null {
  for (const { literal, pattern, hexBank } of STATUS_FORMS) {
    const at = text.indexOf(literal);
    const groups = at < 0 ? undefined : pattern.exec(text.slice(at, at + 120))?.groups;
    const value = normaliseHex(groups?.status ?? '');
    const bank = groups?.bank;
    const printed =
      value && toPrinted(BigInt(value), line, bank === undefined ? null : parseInt(bank, hexBank ? 16 : 10));
    if (printed) return printed;
  }
  return null;
}

/** A bank without an error says nothing. */
function toPrinted(value: bigint, line: number, bank: number | null): PrintedStatus | null {
  const status = decodeBankStatus(value);
  return status.valid ? { line, bank, status, words: bankStatusWords(value) } : null;
}

/** 0x124 and 0x9C carry the two halves of the status in arguments 3 and 4. */
function statusOfArguments(facts: Facts): PrintedStatus | null {
  const code = codeOf(facts);
  const [first, , high, low] = facts.crash.bugCheck?.parameters ?? [];
  const carries = (code === '0x124' && first?.value === '0x0') || code === '0x9c';
  if (!carries || !high || !low || high.value.length > 10 || low.value.length > 10) return null;
  const value = (BigInt(high.value) << 32n) | BigInt(low.value);
  return toPrinted(value, high.range.start.line, code === '0x9c' ? Number(first?.value ?? 0) : null);
}

/** The machine checks that a crash prints, by its arguments first, at most some few. */
export function findMachineChecks(facts: Facts): readonly PrintedStatus[] {
  const { firstLine, lines } = facts.text;
  const printed = lines.flatMap((text, index) => readStatus(text, firstLine + index) ?? []);
  return [...[statusOfArguments(facts)].flatMap((status) => status ?? []), ...printed].slice(0, 4);
}

/** `bank 13: an error in the cache hierarchy (code 0x1166); not corrected`. */
export function tellStatus({ bank, words }: PrintedStatus): string {
  return `${bank === null ? '' : `bank ${bank}: `}${words}`;
}

/** A device that a PCI Express error names. */
export interface PcieError {
  readonly line: number;
  /** `8086:1533`, `0000:3b:00.0`. */
  readonly device: string;
}

const DEVICE_FORMS: readonly { readonly literal: string; readonly pattern: RegExp }[] = [
  // VenId:DevId   : 8086:a117
  { literal: 'VenId:DevId', pattern: /^VenId:DevId\s{0,12}: (?<device>[\da-f]{4}:[\da-f]{4})\b/i },
  // Fatal error from 0000:3b:00.0(PCI Express Endpoint), VID:15b3, DID:1017
  {
    literal: 'atal error from ',
    pattern: /^atal error from (?<device>[\da-fX]{4}:[\da-fX]{2}:[\da-fX]{2}\.\d) ?\(PCI/i,
  },
];

/** The device that a PCI Express error comes from, where some line names it. */
export function findPcieError({ text: { firstLine, lines } }: Facts): PcieError | null {
  for (const [index, text] of lines.entries()) {
    for (const { literal, pattern } of DEVICE_FORMS) {
      const at = text.indexOf(literal);
      const device = at < 0 ? undefined : pattern.exec(text.slice(at, at + 80))?.groups?.device;
      if (device !== undefined) return { line: firstLine + index, device };
    }
  }
  return null;
}

/** What the debugger's own checks of code and pointers found; they point at the machine and at nobody's code. */
const DEBUGGER_CHECKS: readonly { readonly key: string; readonly value: RegExp; readonly why: string }[] = [
  {
    key: 'MISALIGNED_IP',
    value: /\S/,
    why: 'the instruction pointer lies between two instructions, where no code can jump by itself',
  },
  {
    key: 'MEMORY_CORRUPTOR',
    value: /^(?:ONE_BIT|STRIDE)/,
    why: 'code differs from its file by single bits or at even distances: faulty memory writes like that',
  },
];

/** Signs of a failing machine that need no machine check. */
export function findMachineSigns({ crash }: Facts): readonly Evidence[] {
  return DEBUGGER_CHECKS.flatMap(({ key, value, why }) => {
    const found = keyOf(crash, key);
    return found && value.test(found.value.value.slice(0, 80)) ? [{ line: found.key.range.start.line, why }] : [];
  });
}
