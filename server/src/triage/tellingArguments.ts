import type { Facts } from './facts.js';
import { meaningOf, printValue } from './explain/values.js';
import type { Evidence } from './verdict.js';

/**
 * Types of arguments whose value says what went wrong. Times, addresses, levels and counts are left out: a rule or the
 * address itself tells of them, or they say nothing without the dump.
 */
const TELLING_TYPES: ReadonlySet<string> = new Set([
  'value',
  'ntstatus',
  'error-status',
  'fast-fail',
  'trap',
  'whea-source',
  'pool-tag',
  'page-table-entry',
]);

/** The kind of access: the address that was touched tells more. */
const ACCESS = /^an? (?:read|write|execution)\b/;

/** Behind the first argument, zero mostly stands for nothing special. */
const saysNothing = (number: number, value: string, words: string): boolean =>
  ACCESS.test(words) || (number > 1 && value === '0x0');

/** An argument that says what went wrong, in the packs' words. */
export interface TellingArgument {
  readonly number: number;
  readonly value: string;
  readonly words: string;
  readonly line: number;
}

/** Statuses are sign-extended to 64 bits on some systems: they are known by their lower half. */
const shorten = (value: string): string => value.replace(/^0xf{8}(?=[89a-f][\da-f]{7}$)/, '0x');

/** The arguments of the bug check whose very value says what went wrong, in their order. */
export function findTellingArguments({ crash, bugCheck, knowledge }: Facts): readonly TellingArgument[] {
  const parameters = crash.bugCheck?.parameters ?? [];
  return parameters.flatMap((parameter, index) => {
    const meaning = meaningOf(bugCheck, index + 1, parameters);
    if (!parameter || !meaning || !TELLING_TYPES.has(meaning.type)) return [];
    const words = printValue(meaning, parameter.value, { knowledge, parameters })?.replace(/\.$/, '');
    if (words === undefined || saysNothing(index + 1, parameter.value, words)) return [];
    return [{ number: index + 1, value: shorten(parameter.value), words, line: parameter.range.start.line }];
  });
}

/** `argument 1 is 0x21: data behind the freed block was overwritten`; a status has its name before the words. */
export function tellArgument({ number, value, words }: TellingArgument): string {
  return `argument ${number} is ${value}${/^STATUS_\w{1,60}: /.test(words) ? ',' : ':'} ${words}`;
}

/** The telling arguments as evidence. */
export function tellArguments(facts: Facts): readonly Evidence[] {
  return findTellingArguments(facts).map((argument) => ({ line: argument.line, why: tellArgument(argument) }));
}
