import type { Facts } from './facts.js';
import { codeOf, keyOf } from './facts.js';
import { hexToNumber } from '../util/hex.js';
import type { Evidence } from './verdict.js';

/** An address that the processor could not use, and the line that prints it. */
export interface FaultAddress {
  readonly value: bigint;
  /** 32 or 64 bits. */
  readonly width: 32 | 64;
  readonly line: number;
}

/** What an address is by its value alone. */
export type AddressClass = 'null' | 'null-field' | 'pattern' | 'text' | 'non-canonical' | 'user-space' | 'kernel-space';

/** A field of a structure hardly ever lies further from its beginning. */
const FARTHEST_FIELD = 0x1_0000n;

/** Values that allocators and debug builds leave in memory, by their lower 32 bits. */
const PATTERNS: readonly { readonly value: bigint; readonly meaning: string }[] = [
  { value: 0xfeeefeeen, meaning: 'memory that a heap had freed' },
  { value: 0xbaadf00dn, meaning: 'memory that a heap gave out and nobody had filled' },
  { value: 0xbad0b0b0n, meaning: 'memory that was marked as bad' },
  { value: 0xdeadbeefn, meaning: 'memory that was marked as dead' },
  { value: 0xdeadc0den, meaning: 'memory that was marked as dead' },
  { value: 0x6b6b6b6bn, meaning: 'memory that was freed and overwritten with k' },
  { value: 0xddddddddn, meaning: 'memory that a debug heap had freed' },
  { value: 0xcdcdcdcdn, meaning: 'memory that a debug heap gave out and nobody had filled' },
  { value: 0xccccccccn, meaning: 'a variable on the stack that nobody had filled' },
  { value: 0xababababn, meaning: 'the guard behind a block of a heap' },
  { value: 0xfdfdfdfdn, meaning: 'the guard of a debug heap' },
];

/** A pointer into a marked block has a small offset to the mark. */
const NEAR_PATTERN = 0x1000n;

function patternOf(value: bigint): string | null {
  const halves = [value & 0xffff_ffffn, value >> 32n];
  for (const { value: pattern, meaning } of PATTERNS) {
    const isNear = halves.some((half) => half >= pattern && half - pattern < NEAR_PATTERN);
    if (isNear) return meaning;
  }
  return null;
}

/** `0x90909090`, `0x4141414141414141`: no pointer looks like that by chance. */
function isOneByteRepeated(value: bigint): boolean {
  const digits = value.toString(16);
  const byte = digits.slice(0, 2);
  return (digits.length === 8 || digits.length === 16) && byte !== 'ff' && digits === byte.repeat(digits.length / 2);
}

const PRINTABLE = /^[ -~]+$/;

/** The characters of an address that is text, as they stand in memory; null where one is no printable character. */
function textOf(value: bigint, width: 32 | 64): string | null {
  const bytes = Array.from({ length: width / 8 }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn));
  const text = String.fromCharCode(...bytes);
  return PRINTABLE.test(text) && /[A-Za-z]{2}/.test(text) ? text : null;
}

/** On x64 the upper 17 bits of a pointer are all alike; any other value is no pointer. */
function isCanonical(value: bigint): boolean {
  const upper = value >> 47n;
  return upper === 0n || upper === 0x1ffffn;
}

/** Classifies an address by its value, the particular before the general. */
export function classifyAddress(value: bigint, width: 32 | 64): AddressClass {
  if (value === 0n) return 'null';
  if (value < FARTHEST_FIELD) return 'null-field';
  if (patternOf(value) !== null) return 'pattern';
  if (textOf(value, width) !== null) return 'text';
  if (isOneByteRepeated(value)) return 'pattern';
  if (width === 64 && !isCanonical(value)) return 'non-canonical';
  const half = width === 64 ? 0x8000_0000_0000n : 0x8000_0000n;
  return value < half ? 'user-space' : 'kernel-space';
}

const hexOf = (value: bigint): string => `0x${value.toString(16)}`;

const WORDS: Readonly<Record<AddressClass, (value: bigint, width: 32 | 64) => string | null>> = {
  null: () => 'a null pointer',
  'null-field': (value) => `a null pointer plus ${hexOf(value)}: most likely a field of a structure that was not there`,
  pattern: (value) => `${hexOf(value)} is the mark of ${patternOf(value) ?? 'a fill: one byte over and over'}`,
  text: (value, width) =>
    `${hexOf(value)} is the text "${textOf(value, width) ?? ''}": a pointer was overwritten with text`,
  'non-canonical': (value) => `${hexOf(value)} is no address that x64 has: the pointer is damaged`,
  'user-space': (value) => `${hexOf(value)} is an address of a program`,
  'kernel-space': () => null,
};

/** An address in words, by its value alone; null where the value tells nothing. */
export function tellAddress(value: bigint, width: 32 | 64): string | null {
  return WORDS[classifyAddress(value, width)](value, width);
}

/** Which arguments hold the touched address and the instruction that touched it. */
const ARGUMENTS: Readonly<Record<string, { readonly address: number; readonly instruction: number | null }>> = {
  '0xa': { address: 1, instruction: 4 },
  '0xd1': { address: 1, instruction: 4 },
  '0xc5': { address: 1, instruction: 4 },
  '0x50': { address: 1, instruction: 3 },
  '0xcc': { address: 1, instruction: 3 },
  '0xcd': { address: 1, instruction: 3 },
  '0xd5': { address: 1, instruction: 3 },
  '0xd6': { address: 1, instruction: 3 },
  '0xce': { address: 1, instruction: 3 },
  '0xd3': { address: 1, instruction: 4 },
  '0xd4': { address: 1, instruction: 4 },
  '0xbe': { address: 1, instruction: null },
  '0xfc': { address: 1, instruction: null },
};

/** An exception that nobody handled carries the address only where it was a bad access. */
const OF_BAD_ACCESS: typeof ARGUMENTS = { '0x1e': { address: 4, instruction: 2 } };
const BAD_ACCESS = /^0x(?:f{8})?c0000005$/;

function placesOf({ crash }: Facts): (typeof ARGUMENTS)[string] | undefined {
  const code = codeOf({ crash }) ?? '';
  const isBadAccess = BAD_ACCESS.test(crash.bugCheck?.parameters[0]?.value ?? '');
  return ARGUMENTS[code] ?? (isBadAccess ? OF_BAD_ACCESS[code] : undefined);
}

/** What an exception record prints below its parameters. */
const ATTEMPT =
  /^\s{0,8}Attempt to (?:read from|write to|execute non-executable) address (?<address>[\da-f]{8,16}|[\da-f]{8}`[\da-f]{8})\s*$/i;

function attemptedAddress({ crash, text }: Facts): { readonly value: string; readonly line: number } | null {
  const from = crash.range.start.line - text.firstLine;
  const lines = text.lines.slice(from, crash.range.end.line + 1 - text.firstLine);
  const index = lines.findIndex((line) => line.includes('Attempt to ') && ATTEMPT.test(line));
  const value = ATTEMPT.exec(lines[index] ?? '')?.groups?.address;
  return value === undefined ? null : { value, line: crash.range.start.line + index };
}

/** x64 prints addresses of the kernel with sixteen digits; a value alone cannot tell. */
export function widthOf({ stacks, crash }: Facts): 32 | 64 {
  const printed = [
    ...crash.registers.map(({ value }) => value),
    ...stacks.flatMap(({ frames }) => frames.flatMap(({ frame }) => frame.stackAddress?.value ?? [])),
  ];
  return printed.some((value) => value.length > 10) ? 64 : 32;
}

function argumentOf({ crash }: Facts, number: number | null): { readonly value: string; readonly line: number } | null {
  const argument = number === null ? undefined : crash.bugCheck?.parameters[number - 1];
  return argument ? { value: argument.value, line: argument.range.start.line } : null;
}

/** The address that was touched: an argument, a key of the analysis, or the words of a purple screen. */
export function findFaultAddress(facts: Facts): FaultAddress | null {
  const argument = argumentOf(facts, placesOf(facts)?.address ?? null);
  const message = facts.crash.message?.details.address;
  const key = keyOf(facts.crash, 'READ_ADDRESS') ?? keyOf(facts.crash, 'WRITE_ADDRESS');
  const found =
    argument ??
    (message && { value: message.value, line: message.range.start.line }) ??
    (key && { value: key.value.value.slice(0, 20).trim(), line: key.value.range.start.line }) ??
    attemptedAddress(facts);
  const digits = /^(?:0x)?([\da-f]{1,8}`?[\da-f]{0,8})\b/i.exec(found?.value ?? '')?.[1]?.replace('`', '');
  return found && digits ? { value: BigInt(`0x${digits}`), width: widthOf(facts), line: found.line } : null;
}

const NOT_THERE = 'the instruction itself was not there';
const BAD_CALL = 'a call through a bad pointer, or into code that is gone';

/** The address of the instruction and the touched one are the same: the code itself was not there. */
function jumpedNowhere(facts: Facts): Evidence | null {
  const places = placesOf(facts);
  const address = argumentOf(facts, places?.address ?? null);
  const instruction = argumentOf(facts, places?.instruction ?? null);
  if (!address || !instruction || address.value === '0x0' || address.value !== instruction.value) return null;
  const raised = ['0xa', '0xd1'].includes(codeOf(facts) ?? '') ? 'pageable code at raised IRQL, ' : '';
  const why = `${NOT_THERE}: ${raised}${BAD_CALL}`;
  return { line: instruction.line, why };
}

/** The same in the message of a purple screen, which prints both on one line. */
function jumpedInMessage({ crash }: Facts): string | null {
  const { ip, address } = crash.message?.details ?? {};
  const isSame = ip !== undefined && ip.value === address?.value && !ip.value.includes('#');
  return isSame ? `${NOT_THERE}: ${BAD_CALL}` : null;
}

/** In place of an address that x64 does not have, an exception carries one of nothing but ones. */
const ALL_ONES = 0xffff_ffff_ffff_ffffn;

function hiddenAddress(facts: Facts, { value, line }: FaultAddress): Evidence | null {
  if (value !== ALL_ONES || !['0x1e', '0x3b', '0x7e', '0x8e'].includes(codeOf(facts) ?? '')) return null;
  const why = 'all ones stand for an address that x64 does not have: the damaged pointer is in a register';
  return { line, why };
}

/** What one frame may use beside the places that are printed. */
const BESIDE_STACK = 0x1000n;

/** No kernel stack is larger: frames further apart lie on several stacks. */
const LARGEST_STACK = 0x10000n;

function liesOnStack({ stack }: Facts, value: bigint): boolean {
  const places = (stack?.frames ?? []).flatMap(({ frame }) => toBigInt(frame.stackAddress?.value));
  const [first, ...rest] = places;
  if (first === undefined || rest.length === 0) return false;
  const lowest = rest.reduce((least, place) => (place < least ? place : least), first);
  const highest = rest.reduce((most, place) => (place > most ? place : most), first);
  return highest - lowest < LARGEST_STACK && value >= lowest - BESIDE_STACK && value <= highest + BESIDE_STACK;
}

function toBigInt(hex: string | undefined): readonly bigint[] {
  return hex !== undefined && /^0x[\da-f]{1,16}$/i.test(hex) ? [BigInt(hex)] : [];
}

/** Neighbouring fields differ in the lowest bits by nature; only higher ones tell of a flipped bit. */
const LOWEST_TELLING_BIT = 12n;

function isOneBit(difference: bigint): boolean {
  return difference >> LOWEST_TELLING_BIT > 0n && (difference & (difference - 1n)) === 0n;
}

/** A value of the same crash that differs from the damaged pointer in one bit only: memory that fails does that. */
export function findOneBitNeighbour(facts: Facts): Evidence | null {
  const fault = findFaultAddress(facts);
  if (fault?.width !== 64 || classifyAddress(fault.value, 64) !== 'non-canonical') return null;
  const words = facts.stacks.flatMap(({ frames }) =>
    frames.flatMap(({ frame }) => [...frame.words.map(({ value }) => value), frame.returnAddress?.value]),
  );
  const values = [...facts.crash.registers.map(({ value }) => value), ...words].flatMap(toBigInt);
  const neighbour = values.find((value) => isCanonical(value) && isOneBit(value ^ fault.value));
  if (neighbour === undefined) return null;
  const why = `${hexOf(fault.value)} differs by one bit from ${hexOf(neighbour)}, which stands elsewhere in this crash: faulty memory does that`;
  return { line: fault.line, why };
}

/** At DISPATCH_LEVEL and above no page can be fetched, so that memory that is only paged out faults as well. */
function raisedLevel(facts: Facts): Evidence | null {
  if (!['0xa', '0xd1'].includes(codeOf(facts) ?? '')) return null;
  const level = argumentOf(facts, 2);
  const number = level && hexToNumber(level.value);
  if (!level || number === null || number < 2) return null;
  const words = number > 15 ? 'interrupts were off' : `interrupt level ${number}`;
  return { line: level.line, why: `${words}: no page can be fetched there, so that even good but paged memory faults` };
}

/** ESX(i) keeps its kernel in the lower half of the addresses, where other systems have their programs. */
function knowsRange(kind: AddressClass, { crash }: Facts): boolean {
  return kind !== 'user-space' || crash.dialect !== 'psod';
}

/** What the touched address tells by itself. It is evidence of what went wrong, never of who did it. */
export function tellFaultAddress(facts: Facts): readonly Evidence[] {
  const fault = findFaultAddress(facts);
  if (!fault) return [];
  const kind = classifyAddress(fault.value, fault.width);
  const words = knowsRange(kind, facts) ? tellAddress(fault.value, fault.width) : null;
  const where = words ?? (liesOnStack(facts, fault.value) ? "the address lies on the thread's own stack" : null);
  const why = [where, jumpedInMessage(facts)].filter((told) => told !== null).join('; ');
  const byValue =
    hiddenAddress(facts, fault) ?? findOneBitNeighbour(facts) ?? (why === '' ? null : { line: fault.line, why });
  return [byValue, jumpedNowhere(facts), raisedLevel(facts)].flatMap((evidence) => evidence ?? []);
}
