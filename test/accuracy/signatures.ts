import { BUGS } from './bugs.js';
import { areDuplicates, printOf } from './duplicates.js';
import type { Figure } from './figures.js';
import { comparePairs } from './pairs.js';
import { readFirstCrash } from './readLog.js';
import { variantsOf } from './variants.js';
import type { ReadLog } from './verdicts.js';

/** All variants of all our own texts; those of one bug tell of the same crash. */
export function measureOwnSignatures(): readonly Figure[] {
  const logs = BUGS.flatMap(({ name, text }) =>
    variantsOf(text).map((variant) => ({
      bug: name,
      signature: readFirstCrash(variant.text)?.signature ?? `nothing read: ${name}, ${variant.name}`,
    })),
  );
  return comparePairs('own texts', logs, (left, right) => left.bug === right.bug);
}

/** A signature that names no function is of a log without a stack: nothing tells it apart. */
const namesFunction = (signature: string): boolean => signature.split(' | ').length > 2;

/** The real logs that have a stack; which of them tell of the same crash is judged by all their functions. */
export function measureRealSignatures(logs: readonly ReadLog[]): readonly Figure[] {
  const signed = logs
    .filter(({ crash }) => namesFunction(crash.signature))
    .map(({ crash: { crash, signature } }) => ({ signature, print: printOf(crash) }));
  return comparePairs('real logs', signed, (left, right) => areDuplicates(left.print, right.print));
}
