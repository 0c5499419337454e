/** What is wrong with a pack's form, in words for whoever wrote it. */
import type { ErrorObject } from 'ajv';
import { closestMatch } from 'leven';
import type { PackName } from '../knowledge/types.js';
import { fieldsOf } from './form.js';
import type { Finding, Path } from './problem.js';

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text (in quotation marks, where it looks like a number)',
  array: 'a list',
  object: 'a group of fields',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  null: 'null',
};

/** The patterns of the schemas, as a person would say them. */
const PATTERNS: Readonly<Record<string, string>> = {
  '^[a-z0-9][a-z0-9-]*$': 'lower-case letters and digits, words joined by hyphens',
  '^0x(0|[1-9a-f][0-9a-f]*)$': 'a lower-case hexadecimal number without leading zeros, such as 0x133',
  '^0x[0-9a-f]{8}$': 'a lower-case hexadecimal number of eight digits, such as 0xc0000005',
  '^https://': 'an address that begins with https://',
  '^\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}$': 'a version of three numbers, such as 7.0.3',
  '^[0-9]+([.][0-9]+)*$': 'the beginning of a version, such as 7.0',
  '^([0-9]+([.][0-9]+)*)?$': 'the beginning of a version, such as 7.0, or empty',
  '^[0-9]{3,9}$': 'the number of a build in quotation marks, such as "19193900"',
  '^(?:19|20)\\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\\d|3[01]))?)?$':
    'a date such as 2024-05-21, 2024-05 or 2024',
  '^\\S+(?: \\S+)*$': 'words with one blank between them',
};

/** So many wrong letters still look like a slip. */
const MOST_SLIPS = 3;
/** A longer list of words helps nobody. */
const MOST_WORDS = 40;

/** A word of a schema or of a file. */
export function quote(word: unknown): string {
  return `\`${String(word)}\``;
}

/** `; did you mean ...`, where one of the words looks like what was meant. */
export function suggest(word: string, words: readonly string[]): string {
  const meant = closestMatch(word.slice(0, 100), words, { maxDistance: Math.min(MOST_SLIPS, word.length - 1) });
  return meant === undefined ? '' : `; did you mean ${quote(meant)}?`;
}

/** `one of` the words, all of them where they are few. */
export function oneOf(words: readonly unknown[]): string {
  const shown = words.slice(0, MOST_WORDS).map(quote);
  return `${shown.length > 1 ? 'one of ' : ''}${shown.join(', ')}${words.length > MOST_WORDS ? ', ...' : ''}`;
}

/** What the validator says of one thing. */
interface Slip {
  readonly error: ErrorObject;
  readonly path: Path;
  /** The name of the field that is wrong; for a part of a list that of the list. */
  readonly field: string;
  readonly value: unknown;
}

type Reason = (slip: Slip, kind: PackName) => string;

const param = ({ error }: Slip, name: string): unknown => (error.params as Readonly<Record<string, unknown>>)[name];

const REASONS: Readonly<Record<string, Reason>> = {
  required: (slip) => `The field ${quote(param(slip, 'missingProperty'))} is missing.`,
  additionalProperties: (slip, kind) => {
    const name = String(param(slip, 'additionalProperty'));
    const known = fieldsOf(kind, slip.path).map((field) => field.name);
    return `There is no field ${quote(name)} here${suggest(name, known) || '.'}`;
  },
  enum: (slip) => {
    const words = param(slip, 'allowedValues') as readonly unknown[];
    const guess = typeof slip.value === 'string' ? suggest(slip.value, words.map(String)) : '';
    return `${quote(slip.field)} must be ${oneOf(words)}${guess || '.'}`;
  },
  const: (slip) => `${quote(slip.field)} must be ${quote(param(slip, 'allowedValue'))}.`,
  type: (slip) => {
    const types = [param(slip, 'type')].flat().map((type) => TYPES[String(type)] ?? String(type));
    return `${quote(slip.field)} must be ${types.join(' or ')}.`;
  },
  pattern: (slip) => {
    const pattern = String(param(slip, 'pattern'));
    return `${quote(slip.field)} must be ${PATTERNS[pattern] ?? `of the form ${pattern}`}.`;
  },
  minimum: (slip) => `${quote(slip.field)} must be ${String(param(slip, 'limit'))} or more.`,
  minLength: ({ field }) => `${quote(field)} is empty.`,
  minItems: ({ field }) => `${quote(field)} is an empty list; leave it out.`,
  minProperties: ({ field }) => `${quote(field)} says nothing: it needs at least one field.`,
  uniqueItems: ({ field }) => `${quote(field)} names the same thing twice.`,
};

/** Steps of the validator's path: `/entries/3/when` is `['entries', '3', 'when']`. */
function pathOf({ instancePath }: ErrorObject): Path {
  return instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, step) => (part as Readonly<Record<string, unknown>> | null)?.[step], value);
}

function slipOf(error: ErrorObject, pack: unknown): Slip {
  const path = pathOf(error);
  const names = path.filter((step) => !/^\d+$/.test(String(step)));
  return { error, path, field: String(names.at(-1) ?? 'pack'), value: valueAt(pack, path) };
}

/** Whether the validator only tells of one form of a choice that it did not fit; that none did it tells too. */
function isPartOf(choice: ErrorObject, { instancePath, schemaPath }: ErrorObject): boolean {
  return instancePath.startsWith(choice.instancePath) && schemaPath.startsWith(`${choice.schemaPath}/`);
}

/** The forms that a choice offers, where they differ in type alone; else what is wrong with the form that was meant. */
function resolveChoice(choice: ErrorObject, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const parts = errors.filter((error) => isPartOf(choice, error));
  const meant = parts.filter(({ keyword }) => keyword !== 'type');
  if (meant.length > 0) return meant;
  const types = parts.map(({ params }) => (params as { readonly type: unknown }).type);
  return [{ ...choice, keyword: 'type', params: { type: types } }];
}

/** Says of each thing that the validator complains of where it is and what should be there. */
export function findSlips(errors: readonly ErrorObject[], pack: unknown, kind: PackName): readonly Finding[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  const own = errors.flatMap((error) => {
    // That a condition was not met is told beside what did not meet it.
    if (error.keyword === 'if') return [];
    if (error.keyword === 'anyOf') return resolveChoice(error, errors);
    return choices.some((choice) => isPartOf(choice, error)) ? [] : [error];
  });
  return own.map((error) => {
    const slip = slipOf(error, pack);
    const extra = error.keyword === 'additionalProperties' ? [String(param(slip, 'additionalProperty'))] : [];
    return {
      path: [...slip.path, ...extra],
      ...(extra.length > 0 ? { onKey: true as const } : {}),
      severity: 'error',
      code: 'schema',
      message: REASONS[error.keyword]?.(slip, kind) ?? `${quote(slip.field)} is not as the schema says.`,
    };
  });
}
