/** Checks the JSON of one file against the triage contract: every field, and that places lie in the text. */
import { FRAME_ROLES, RESOURCE_TYPES } from '../../server/src/model/roles.js';

type Check = (value: unknown, path: string) => readonly string[];

const fail = (path: string, what: string, value: unknown): readonly string[] => [
  `${path}: ${what}, not ${value === undefined ? 'absent' : JSON.stringify(value).slice(0, 80)}`,
];

const matching =
  (what: string, fits: (value: unknown) => boolean): Check =>
  (value, path) =>
    fits(value) ? [] : fail(path, what, value);

const text = matching('a text', (value) => typeof value === 'string');
const index = matching('a number from zero on', (value) => Number.isInteger(value) && (value as number) >= 0);
const hex = matching(
  'lower-case hex without padding',
  (value) => typeof value === 'string' && /^0x(?:0|[1-9a-f][\da-f]*)$/.test(value),
);
const url = matching('an address', (value) => typeof value === 'string' && /^https:\/\/\S+$/.test(value));

const oneOf = (...words: readonly string[]): Check =>
  matching(`one of ${words.join(', ')}`, (value) => typeof value === 'string' && words.includes(value));

const orNull =
  (check: Check): Check =>
  (value, path) =>
    value === null ? [] : check(value, path);

const listOf =
  (check: Check, length?: number): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return fail(path, 'a list', value);
    if (length !== undefined && value.length !== length) return fail(path, `a list of ${length}`, value);
    return value.flatMap((entry, at) => check(entry, `${path}[${at}]`));
  };

/** An object with at least these fields; more may be added freely. */
const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(path, 'an object', value);
    return Object.entries(fields).flatMap(([name, check]) =>
      check((value as Record<string, unknown>)[name], `${path}.${name}`),
    );
  };

const CONFIDENCE = oneOf('high', 'medium', 'low');
const BASIS = oneOf('named', 'stack', 'exclusion', 'candidate');
const POSITION = object({ line: index, character: index });

const FRAME = object({
  line: index,
  symbol: orNull(text),
  module: orNull(text),
  offset: orNull(hex),
  address: orNull(hex),
  role: orNull(oneOf(...FRAME_ROLES)),
});

const STACK = object({
  id: text,
  title: text,
  role: oneOf('panicking', 'waiter', 'owner', 'stalled', 'other'),
  cpu: orNull(index),
  frames: listOf(FRAME),
});

const PARTY = object({
  cpu: orNull(index),
  thread: orNull(text),
  line: orNull(index),
  stack: orNull(text),
  basis: BASIS,
  confidence: CONFIDENCE,
});

const WAIT = object({
  resource: object({ type: oneOf(...RESOURCE_TYPES), name: orNull(text), address: orNull(hex) }),
  waiters: listOf(PARTY),
  owners: listOf(PARTY),
});

const CATEGORIES = [
  'lock-contention',
  'cpu-stall',
  'firmware',
  'hardware',
  'driver-bug',
  'memory-corruption',
  'resource-exhaustion',
  'storage',
  'power',
  'os-bug',
  'deliberate',
  'configuration',
  'unknown',
];

const VERDICT = object({
  category: oneOf(...CATEGORIES),
  summary: text,
  confidence: CONFIDENCE,
  blamed: orNull(object({ module: text, symbol: orNull(text), line: index, basis: BASIS })),
  evidence: listOf(object({ line: index, why: text })),
  nextSteps: listOf(object({ title: text, command: orNull(text), url: orNull(url) })),
  references: listOf(object({ id: text, title: text, url: orNull(url) })),
});

const PSOD_KINDS = [
  'spin-count',
  'heartbeat',
  'tlb-ack',
  'exception-pf',
  'exception-gp',
  'exception-other',
  'nmi',
  'mce',
  'assert',
  'not-implemented',
  'heap',
  'panic-other',
];

const kind: Check = (value, path) => {
  const words = matching(
    'a kind of the contract or a bug check’s name',
    (candidate) =>
      typeof candidate === 'string' &&
      (PSOD_KINDS.includes(candidate) || /^(?:[A-Z][A-Za-z0-9_]+|0x[\da-f]+|none)$/.test(candidate)),
  );
  return words(value, path);
};

const CRASH = object({
  dialect: oneOf('psod', 'windbg'),
  range: object({ start: POSITION, end: POSITION }),
  headline: text,
  kind,
  system: object({
    product: orNull(text),
    version: orNull(text),
    build: orNull(text),
    architecture: orNull(text),
    uptime: orNull(text),
  }),
  bugCheck: orNull(object({ code: hex, name: orNull(text), parameters: listOf(orNull(hex), 4) })),
  panic: orNull(object({ cpu: orNull(index), world: object({ id: orNull(text), name: orNull(text) }) })),
  stacks: listOf(STACK),
  waits: listOf(WAIT),
  verdict: VERDICT,
  signature: matching('a text that is not empty', (value) => typeof value === 'string' && value !== ''),
});

const FILE = object({
  file: text,
  dialect: orNull(oneOf('psod', 'windbg', 'linux')),
  crashes: listOf(CRASH),
  error: orNull(object({ code: text, message: text })),
});

interface CrashPlaces {
  readonly range: {
    readonly start: { line: number; character: number };
    readonly end: { line: number; character: number };
  };
  readonly stacks: readonly { readonly id: string; readonly frames: readonly { readonly line: number }[] }[];
  readonly waits: readonly {
    readonly waiters: readonly { readonly line: number | null; readonly stack: string | null }[];
    readonly owners: readonly { readonly line: number | null; readonly stack: string | null }[];
  }[];
  readonly verdict: {
    readonly blamed: { readonly line: number } | null;
    readonly evidence: readonly { readonly line: number }[];
  };
}

function checkPlaces(crash: CrashPlaces, lines: readonly string[], path: string): readonly string[] {
  const { start, end } = crash.range;
  const parties = crash.waits.flatMap(({ waiters, owners }) => [...waiters, ...owners]);
  const inCrash = [
    ...crash.stacks.flatMap(({ frames }) => frames.map(({ line }) => line)),
    ...parties.flatMap(({ line }) => line ?? []),
    ...crash.verdict.evidence.map(({ line }) => line),
    ...(crash.verdict.blamed ? [crash.verdict.blamed.line] : []),
  ];
  const ids = crash.stacks.map(({ id }) => id);
  return [
    ...(end.line < lines.length && end.character <= (lines[end.line] ?? '').length
      ? []
      : [`${path}.range ends behind the text`]),
    ...(start.line <= end.line ? [] : [`${path}.range is turned round`]),
    ...inCrash
      .filter((line) => line < start.line || line > end.line)
      .map((line) => `${path}: line ${line} lies outside of the crash`),
    ...(new Set(ids).size === ids.length ? [] : [`${path}: stack ids are not unique`]),
    ...parties
      .filter(({ stack }) => stack !== null && !ids.includes(stack))
      .map(({ stack }) => `${path}: there is no stack ${stack ?? ''}`),
  ];
}

/** Everything in which `file` departs from the contract, for a text of these lines. */
export function checkContract(file: unknown, lines: readonly string[]): readonly string[] {
  const shape = FILE(file, 'file');
  if (shape.length > 0) return shape;
  const { dialect, crashes, error } = file as {
    readonly dialect: string | null;
    readonly crashes: readonly (CrashPlaces & { readonly dialect: string })[];
    readonly error: object | null;
  };
  return [
    ...crashes.flatMap((crash, at) => checkPlaces(crash, lines, `crashes[${at}]`)),
    ...crashes
      .slice(1)
      .flatMap((crash, at) =>
        crash.range.start.line >= (crashes[at]?.range.start.line ?? 0)
          ? []
          : ['crashes are not in the order of the text'],
      ),
    ...(crashes[0] && crashes[0].dialect !== dialect ? ['the dialect is not that of the first crash'] : []),
    ...(error && crashes.length > 0 ? ['a file that could not be read has crashes'] : []),
  ];
}
