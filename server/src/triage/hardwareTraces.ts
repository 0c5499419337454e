import type { Facts } from './facts.js';
import { keyOf } from './facts.js';
import type { Evidence } from './verdict.js';

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
