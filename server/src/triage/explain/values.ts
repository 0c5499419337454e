import type { Knowledge } from '../../knowledge/store.js';
import type { BugCheckEntry, ParameterMeaning } from '../../knowledge/types.js';
import type { BugCheckParameter } from '../../model/crash.js';
import { hexToNumber } from '../../util/hex.js';
import { bankStatusWords } from '../bankStatus.js';
import { formatCount } from '../facts.js';
import type { AddressClass } from '../faultAddress.js';
import { classifyAddress } from '../faultAddress.js';

/** The usual length of a clock tick, in seconds; no argument says which length this machine used. */
const USUAL_TICK = 1 / 64;

const IRQL_NAMES: readonly string[] = ['PASSIVE', 'APC', 'DISPATCH'];

/** Where a value comes from: some are only understood with their neighbours. */
export interface ValueContext {
  readonly knowledge: Knowledge;
  readonly parameters: readonly (BugCheckParameter | null)[];
}

type Printer = (value: string, context: ValueContext) => string | null;

function amount(value: string, unit: string): string | null {
  const number = hexToNumber(value);
  return number === null ? null : `${formatCount(number)} ${unit}`.trim();
}

/** So many seconds, with a digit behind the point where there are few. */
const seconds = (count: number): string => `${count < 10 ? count.toFixed(1) : formatCount(Math.round(count))} s`;

function printTicks(value: string): string | null {
  const ticks = hexToNumber(value);
  if (ticks === null) return null;
  return `${formatCount(ticks)} ticks, about ${seconds(ticks * USUAL_TICK)} if the clock ticks every 15.625 ms`;
}

function printIrql(value: string): string | null {
  const level = hexToNumber(value);
  return level === null ? null : `IRQL ${level}${IRQL_NAMES[level] ? ` (${IRQL_NAMES[level]}_LEVEL)` : ''}`;
}

/** An NTSTATUS by the name and meaning that the packs have; kernels sign-extend it to 64 bits. */
export function printStatus(value: string, knowledge: Knowledge): string | null {
  const status = knowledge.status(`0x${BigInt.asUintN(32, BigInt(value)).toString(16).padStart(8, '0')}`);
  return status ? `${status.name}: ${status.meaning}` : null;
}

/** Whether the value is an NTSTATUS that says failure, where it may also be something else. */
function isError(value: string): boolean {
  return BigInt.asUintN(32, BigInt(value)) >> 30n === 3n;
}

function printSourceLine(value: string): string | null {
  const both = BigInt(value);
  return both > 0xffffn ? `file ${both >> 16n}, line ${both & 0xffffn} of the component's sources` : null;
}

/** A pool tag is four characters in the order of memory; bit 31 marks protected memory. */
function printPoolTag(value: string): string | null {
  const tag = BigInt(value);
  if (tag > 0xffffffffn) return null;
  const bytes = [0n, 8n, 16n, 24n].map((shift) => Number((tag >> shift) & (shift === 24n ? 0x7fn : 0xffn)));
  const printable = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return printable ? `the tag "${String.fromCharCode(...bytes)}"` : null;
}

/** The bits of an x86 page-table entry that explain a fault. */
function printPageTableEntry(value: string): string | null {
  const entry = BigInt(value);
  if ((entry & 1n) === 0n) return 'not valid: no page is behind the address';
  const rights = [
    'valid',
    (entry & 2n) === 0n ? 'read-only' : 'writable',
    (entry & 4n) === 0n ? 'for the kernel only' : 'open to programs',
    entry >> 63n === 1n ? 'not executable' : 'executable',
  ];
  return rights.join(', ');
}

/** Time in units of 100 ns. */
function printInterruptTime(value: string): string | null {
  const units = hexToNumber(value);
  return units === null ? null : `about ${seconds(units / 1e7)}`;
}

/** The halves of a bank's status are two arguments: the third is the high one. */
const printBankStatus: Printer = (_, { parameters }) => {
  const [high, low] = [parameters[2], parameters[3]];
  if (!high || !low) return null;
  const status = (BigInt.asUintN(32, BigInt(high.value)) << 32n) | BigInt.asUintN(32, BigInt(low.value));
  return status === 0n ? null : bankStatusWords(status);
};

/** What an address that could not be used tells by its value alone. */
const ADDRESS_WORDS: Readonly<Record<AddressClass, string | null>> = {
  null: 'a null pointer',
  'null-field': 'close to zero: most likely a null pointer with the offset of a field',
  pattern: 'a pattern, as freed or unfilled memory has it',
  text: 'characters: a pointer was overwritten with text',
  'non-canonical': 'an address that x64 does not have: the pointer is damaged',
  'user-space': 'an address of a program',
  'kernel-space': null,
};

/** What an address tells that could not be used; null where its value says nothing. */
export function printAccessedAddress(value: string, wide: boolean): string | null {
  return ADDRESS_WORDS[classifyAddress(BigInt(value), wide ? 64 : 32)];
}

const printAddressArgument: Printer = (value, { parameters }) =>
  printAccessedAddress(
    value,
    parameters.some((parameter) => (parameter?.value.length ?? 0) > 10),
  );

/** A count that goes below zero, printed in 16, 32 or 64 bits. */
function printSignedCount(value: string): string {
  const count = BigInt(value);
  const width = count <= 0xffffn ? 16 : count <= 0xffffffffn ? 32 : 64;
  return BigInt.asIntN(width, count).toString();
}

/** Two counts in one value: special calls in the high half, kernel calls in the low one. */
function printApcCounts(value: string): string {
  const both = BigInt(value);
  const [special, kernel] = [BigInt.asIntN(16, both >> 16n), BigInt.asIntN(16, both)];
  return `special calls ${special}, kernel calls ${kernel}; below 0, they are held off`;
}

/** Prints a value as its type wants it; null where the plain hex says it all. */
const PRINTERS: Readonly<Record<string, Printer>> = {
  ticks: printTicks,
  seconds: (value) => amount(value, 's'),
  milliseconds: (value) => amount(value, 'ms'),
  microseconds: (value) => amount(value, 'µs'),
  'interrupt-time': printInterruptTime,
  irql: printIrql,
  ntstatus: (value, { knowledge }) => printStatus(value, knowledge),
  'error-status': (value, { knowledge }) => (isError(value) ? printStatus(value, knowledge) : null),
  size: (value) => amount(value, 'bytes'),
  count: (value) => amount(value, ''),
  'process-id': (value) => amount(value, ''),
  cpu: (value) => {
    const number = hexToNumber(value);
    return number === null ? null : `CPU ${number}`;
  },
  'source-line': printSourceLine,
  'accessed-address': printAddressArgument,
  'signed-count': printSignedCount,
  'apc-counts': printApcCounts,
  'pool-tag': printPoolTag,
  'page-table-entry': printPageTableEntry,
  'bank-status': printBankStatus,
};

/** Types whose values are codes with an entry of their own: the type is the kind of the terms. */
const CODE_LISTS: ReadonlySet<string> = new Set([
  'trap',
  'pool-type',
  'irp-major',
  'fast-fail',
  'whea-source',
  'processor-mode',
  'power-state',
]);

/** The command that shows what is behind a value of a type. */
const READ_WITH: Readonly<Record<string, string>> = {
  irp: '!irp',
  device: '!devobj',
  driver: '!drvobj',
  thread: '!thread',
  process: '!process',
  'trap-frame': '.trap',
  context: '.cxr',
  'exception-record': '.exr',
  'code-address': 'ln',
};

/** The meaning of argument `n` under the values of the others; the most conditional one that holds. */
export function meaningOf(
  entry: BugCheckEntry | null,
  n: number,
  parameters: readonly (BugCheckParameter | null)[],
): ParameterMeaning | null {
  const holds = (meaning: ParameterMeaning): boolean =>
    meaning.n === n &&
    Object.entries(meaning.when ?? {}).every(([other, values]) =>
      values.includes(parameters[Number(other) - 1]?.value ?? ''),
    );
  const fitting = (entry?.parameters ?? []).filter(holds);
  const weight = (meaning: ParameterMeaning): number => Object.keys(meaning.when ?? {}).length;
  return [...fitting].sort((left, right) => weight(right) - weight(left))[0] ?? null;
}

/** The name of a value that is one of a list of cases; null where it is a mere number or address. */
export function nameCase(meaning: ParameterMeaning | null, value: string, knowledge: Knowledge): string | null {
  if (!meaning) return null;
  const wanted = meaning.type === 'module-line' ? `0x${(BigInt(value) & 0xffff0000n).toString(16)}` : value;
  const named = meaning.values?.find((candidate) => candidate.value === wanted)?.meaning;
  if (named !== undefined) return named;
  return CODE_LISTS.has(meaning.type) ? (knowledge.term('windbg', meaning.type, value)?.meaning ?? null) : null;
}

/** What a value means, in one phrase; null where the value alone says nothing. */
export function printValue(meaning: ParameterMeaning | null, value: string, context: ValueContext): string | null {
  if (!meaning) return null;
  return nameCase(meaning, value, context.knowledge) ?? PRINTERS[meaning.type]?.(value, context) ?? null;
}

/** The command that leads on from a value, `!irp ffffe0001234`; null where none does. */
export function commandFor(type: string, value: string): string | null {
  const command = READ_WITH[type];
  return command === undefined || BigInt(value) < 0x10000n ? null : `${command} ${value}`;
}
