import type { Register } from '../model/crash.js';
import type { Facts } from './facts.js';
import { classifyAddress, tellAddress } from './faultAddress.js';
import type { Evidence } from './verdict.js';

/** General registers: code uses them as pointers. */
const GENERAL = /^r(?:[abcd]x|[sd]i|bp|\d{1,2})$/;
/** More than that look like a copy of the same value. */
const MOST_REGISTERS = 2;

/** Whether it holds the mark of an allocator, which no register does by chance. */
function isMarked({ name, value }: Register): boolean {
  return GENERAL.test(name) && /^0x[\da-f]{9,16}$/i.test(value) && classifyAddress(BigInt(value), 64) === 'pattern';
}

/**
 * A general protection fault prints no address: on x64 it mostly means a pointer that no address can be. Where a
 * register holds the mark of memory that was freed or never filled, that was the pointer.
 */
export function tellRegisters({ crash, kind }: Facts): readonly Evidence[] {
  if (kind !== 'exception-gp') return [];
  return crash.registers
    .filter(isMarked)
    .slice(0, MOST_REGISTERS)
    .flatMap(({ name, value, range }) => {
      const words = tellAddress(BigInt(value), 64);
      return words === null ? [] : [{ line: range.start.line, why: `${name}: ${words}` }];
    });
}
