/** What a schema cannot say: each check looks at one entry that has the right form. */
import type { PackEntries, PackName, SymbolEntry } from '../knowledge/types.js';
import { matchesGlob } from '../util/glob.js';
import type { Finding, Path, ProblemCode, Severity } from './problem.js';
import { quote } from './reasons.js';

/** A matcher is compared with many names: it stays short. */
const MOST_STARS = 8;
const LONGEST_MATCHER = 200;
/** A text is to be read by people, in a hover or a report. */
const LONGEST_TEXT = 4000;

/** Control characters, and those that turn the direction of what is read. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const INVISIBLE = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const ADDRESS_FIELDS: ReadonlySet<string> = new Set(['url', 'source']);

/** Fields whose texts are compared with what stands in logs, `*` being any run of characters. */
const MATCHERS: Readonly<Partial<Record<PackName, ReadonlySet<string>>>> = {
  symbols: new Set(['module', 'symbol']),
  'known-issues': new Set(['when']),
};

type Entry = PackEntries[PackName];

/** A text of an entry, and where it is. */
interface Text {
  readonly text: string;
  readonly path: Path;
}

function textsOf(value: unknown, path: Path = []): readonly Text[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  const parts: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((part, index) => [index, part] as const)
    : Object.entries(value);
  return parts.flatMap(([step, part]) => textsOf(part, [...path, step]));
}

const finding = (code: ProblemCode, severity: Severity, path: Path, message: string): Finding => ({
  code,
  severity,
  path,
  message,
});

/** The name of the field that holds a text, perhaps in a list. */
const fieldOf = (path: Path): string => path.findLast((step) => typeof step === 'string') ?? '';

function isAddress(text: string): boolean {
  return /^https:\/\/[^\s<>"]+$/.test(text) && URL.canParse(text);
}

function checkText({ text, path }: Text): readonly Finding[] {
  const field = quote(fieldOf(path));
  if (text.length > LONGEST_TEXT) {
    return [finding('text', 'error', path, `${field} is longer than ${LONGEST_TEXT} characters.`)];
  }
  if (INVISIBLE.test(text)) {
    return [finding('text', 'error', path, `${field} holds a control character, which nobody would see.`)];
  }
  if (ADDRESS_FIELDS.has(fieldOf(path)) && !isAddress(text)) {
    return [finding('link', 'error', path, `${field} must be an address that begins with https:// and has no blanks.`)];
  }
  return [];
}

/** Stars are counted, so that a comparison takes no more than some steps for each character of a name. */
function checkMatcher({ text, path }: Text): readonly Finding[] {
  const field = quote(fieldOf(path));
  if (text.length > LONGEST_MATCHER) {
    return [finding('pattern', 'error', path, `${field} is longer than ${LONGEST_MATCHER} characters.`)];
  }
  const stars = text.split('*').length - 1;
  return stars > MOST_STARS
    ? [finding('pattern', 'error', path, `${field} has ${stars} stars; at most ${MOST_STARS} are compared.`)]
    : [];
}

function takes({ module, symbol }: SymbolEntry, printed: string): boolean {
  const at = printed.indexOf('!');
  const fitsModule =
    module === null || matchesGlob(module.toLowerCase(), printed.slice(0, Math.max(at, 0)).toLowerCase());
  return fitsModule && matchesGlob(symbol, printed.slice(at + 1));
}

/** A pattern for names of functions takes its sample and leaves its counter-sample. */
function checkSymbolSamples(entry: SymbolEntry): readonly Finding[] {
  const { sample, counterSample } = entry;
  return [
    ...(sample !== undefined && !takes(entry, sample)
      ? [finding('sample', 'error', ['sample'], `The pattern does not take its own sample ${quote(sample)}.`)]
      : []),
    ...(counterSample !== undefined && takes(entry, counterSample)
      ? [
          finding(
            'sample',
            'error',
            ['counterSample'],
            `The pattern takes ${quote(counterSample)}, which it should leave.`,
          ),
        ]
      : []),
  ];
}

/** Everything that is wrong with one entry. Paths begin at the entry. */
export function checkEntry(kind: PackName, entry: Entry): readonly Finding[] {
  const texts = textsOf(entry);
  const matchers = texts.filter(({ path }) => MATCHERS[kind]?.has(String(path[0])) ?? false);
  return [
    ...texts.flatMap(checkText),
    ...matchers.flatMap(checkMatcher),
    ...(kind === 'symbols' ? checkSymbolSamples(entry as SymbolEntry) : []),
  ];
}

type KeyOf<Name extends PackName> = (entry: PackEntries[Name]) => string;

/** By what each kind of entry is looked up; where that is the id alone, nothing stands here. */
const KEYS: { readonly [Name in PackName]?: KeyOf<Name> } = {
  symbols: ({ module, symbol }) => (module === null ? symbol : `${module.toLowerCase()}!${symbol}`),
  modules: ({ module }) => module.toLowerCase(),
  bugchecks: ({ code }) => code,
  status: ({ code }) => code,
  commands: ({ command }) => command.toLowerCase(),
  terms: ({ dialect, kind, term }) => `${dialect} ${kind} ${term.toLowerCase()}`,
  builds: ({ version, kind, build }) => [version, kind, build].filter(Boolean).join(' '),
};

/** What an entry is looked up by; null where its id is all. */
export function keyOfEntry(kind: PackName, entry: Entry): string | null {
  return (KEYS[kind] as KeyOf<PackName> | undefined)?.(entry) ?? null;
}
