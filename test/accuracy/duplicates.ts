/** Which of the real logs tell of the same crash: judged by all that they print, not by the signature. */
import type { Crash } from '../../server/src/model/crash.js';
import { framesOf } from '../../server/src/model/crash.js';

/** With fewer functions two stacks may be alike by chance. */
const FEWEST_FUNCTIONS = 5;
/** Of all functions on both so many are on both: the same crash. */
const SAME_FROM = 0.8;
/** Of the shorter log's functions so few are in the other one: not the same crash. Between the two nobody can tell. */
const DIFFERENT_BELOW = 0.5;

/** All functions of all stacks, and what the crash is called. */
export interface Print {
  readonly name: string;
  readonly functions: ReadonlySet<string>;
}

/** What a log prints of its crash. */
export function printOf(crash: Crash): Print {
  const functions = framesOf(crash).flatMap(({ module, symbol }) =>
    symbol ? `${module?.value.toLowerCase() ?? ''}!${symbol.value}` : [],
  );
  return {
    name: crash.bugCheck?.code.value ?? crash.message?.form ?? '',
    functions: new Set(functions),
  };
}

/** Whether two logs tell of the same crash, by all that they print; null where that cannot be said. */
export function areDuplicates(left: Print, right: Print): boolean | null {
  if (left.name !== right.name) return false;
  const smaller = Math.min(left.functions.size, right.functions.size);
  if (smaller < FEWEST_FUNCTIONS) return null;
  const common = [...left.functions].filter((name) => right.functions.has(name)).length;
  if (common / (left.functions.size + right.functions.size - common) >= SAME_FROM) return true;
  return common / smaller < DIFFERENT_BELOW ? false : null;
}
