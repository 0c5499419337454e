/** The parts of a machine that a machine check can speak of. */
export type MachinePart = 'cache' | 'tlb' | 'memory' | 'bus' | 'processor' | 'unknown';

/** What a machine-check bank's status register (MCi_STATUS) says, by the layout of Intel's manual, volume 3, chapter 16. */
export interface BankStatus {
  /** Which part of the machine reports. */
  readonly part: MachinePart;
  /** Whether the bank holds an error at all. */
  readonly valid: boolean;
  /** True where the hardware could not put the error right. */
  readonly uncorrected: boolean;
  /** True where the processor's own state may be damaged, so that nothing on it can go on. */
  readonly contextCorrupt: boolean;
  /** What the low 16 bits (MCACOD) call the error; null where the table does not know it. */
  readonly error: string | null;
  /** The flags that say something of the error, in words. */
  readonly flags: readonly string[];
}

const bit = (number: number): bigint => 1n << BigInt(number);

/** What tells something of the error; that MISC and ADDR are filled in tells only of the register. */
const FLAGS: readonly (readonly [bit: bigint, words: string])[] = [
  [bit(62), 'an earlier error was overwritten'],
  [bit(61), 'not corrected'],
  [bit(57), 'the state of the processor itself may be damaged'],
];

/** Bit 12 only says that corrected errors are filtered. */
const CODE_MASK = 0xefffn;

/** Forms of MCACOD: the bits that tell the form, their values, its name and its part. The particular before the general. */
const ERRORS: readonly (readonly [mask: bigint, value: bigint, name: string, part: MachinePart])[] = [
  [0xffffn, 0x0000n, 'no error', 'unknown'],
  [0xffffn, 0x0001n, 'an unclassified error', 'unknown'],
  [0xffffn, 0x0002n, 'a parity error in the microcode ROM', 'processor'],
  [0xffffn, 0x0003n, 'an error that was signalled from outside the processor', 'unknown'],
  [0xffffn, 0x0004n, 'a functional redundancy check error', 'processor'],
  [0xffffn, 0x0005n, 'an internal parity error', 'processor'],
  [0xffffn, 0x0006n, 'a forbidden access of code in system management mode', 'processor'],
  [0xffffn, 0x0400n, 'an internal timer error: an instruction did not finish in time', 'processor'],
  [0xffffn, 0x0e0bn, 'an I/O error', 'bus'],
  [0xfc00n, 0x0400n, 'an internal error', 'processor'],
  [0xfffcn, 0x000cn, 'an error in the cache hierarchy', 'cache'],
  [0xfff0n, 0x0010n, 'a TLB error', 'tlb'],
  [0xff80n, 0x0080n, 'a memory controller error', 'memory'],
  [0xff00n, 0x0100n, 'an error in the cache hierarchy', 'cache'],
  [0xff80n, 0x0280n, 'an error of memory that is used as cache', 'memory'],
  [0xf800n, 0x0800n, 'a bus or interconnect error', 'bus'],
];

/** Reads the 64 bits of a bank's status. */
export function decodeBankStatus(status: bigint): BankStatus {
  const has = (flag: bigint): boolean => (status & flag) !== 0n;
  const code = status & CODE_MASK;
  const [, , error, part] = ERRORS.find(([mask, value]) => (code & mask) === value) ?? [];
  return {
    part: part ?? 'unknown',
    valid: has(bit(63)),
    uncorrected: has(bit(61)),
    contextCorrupt: has(bit(57)),
    error: error ?? null,
    flags: FLAGS.filter(([flag]) => has(flag)).map(([, words]) => words),
  };
}

/** A bank's status in one phrase. */
export function bankStatusWords(status: bigint): string {
  const { valid, error, flags } = decodeBankStatus(status);
  const code = `0x${(status & 0xffffn).toString(16)}`;
  if (!valid) return 'not valid: this bank holds no error';
  return `${error ?? 'an error that only the maker’s manual names'} (code ${code})${flags.length > 0 ? `; ${flags.join(', ')}` : ''}`;
}
