/**
 * Brings a printed number to the form that the product uses: lower-case hex with `0x`, without padding,
 * without the debugger's back-tick. `00000000`00000133` becomes `0x133`, `C19` becomes `0xc19`.
 * Text that is no hex number (a masked value) gives null.
 */
export function normaliseHex(text: string): string | null {
  const digits = text.replace(/^0x/i, '').replace(/[`'’\\]/g, '');
  if (!/^[0-9a-f]{1,32}$/i.test(digits)) return null;
  return `0x${digits.toLowerCase().replace(/^0+(?=.)/, '')}`;
}

/** The number of a normalised hex string where it is small enough to count with, else null. */
export function hexToNumber(hex: string): number | null {
  const value = Number(hex);
  return Number.isSafeInteger(value) ? value : null;
}

/** A bug check's code without what marks a minidump's variant of it: `0x1000007e` is 0x7E, `0xdeaddead` stays. */
export function withoutMinidumpBit(code: string): string {
  const value = BigInt(code);
  return value >> 28n === 1n ? `0x${(value & 0xfffffffn).toString(16)}` : code;
}
