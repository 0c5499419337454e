import type { AnyPack, PackEntries, PackName } from '../knowledge/types.js';
import type { Range } from '../model/position.js';
import { checkEntry, keyOfEntry } from './checks.js';
import { KINDS } from './form.js';
import { parsePack } from './parsePack.js';
import { rangeOf } from './places.js';
import type { Finding, Path, Problem } from './problem.js';
import { findSlips, oneOf, quote, suggest } from './reasons.js';
import { VALIDATORS } from './validators.js';

/** A file that holds a pack, however it was read. */
export interface PackFile {
  /** By what name its problems are reported. */
  readonly uri: string;
  readonly text: string;
}

/** A file after it was read. */
export interface ReadPack {
  readonly uri: string;
  /** The entries that can be used; null where the file is no pack. */
  readonly pack: AnyPack | null;
  readonly problems: readonly Problem[];
  /** Where an entry of the pack stands, or one of its fields. */
  readonly rangeOfEntry: (id: string, ...fields: readonly (string | number)[]) => Range;
}

type Entry = PackEntries[PackName];

/** So many complaints about the form are put into words; who has more made one mistake many times. */
const MOST_SLIPS = 200;
const MOST_ENTRIES = 5000;

const isKind = (word: unknown): word is PackName => KINDS.some((kind) => kind === word);

/** Texts are of one line, however a file breaks them; lines of a log stay as they are. */
function joinLines(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim();
  if (field === 'sample' || field === 'counterSample' || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => joinLines(part));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, joinLines(part, name)]));
}

/** Why a value is no pack at all; null where its kind is known. */
function refuse(value: unknown): Finding | null {
  const wrong = (path: Path, message: string): Finding => ({ path, severity: 'error', code: 'schema', message });
  if (value === null) return wrong([], 'The file is empty.');
  if (typeof value !== 'object' || Array.isArray(value)) {
    return wrong([], 'A pack has the fields `pack`, `id`, `system` and `entries`.');
  }
  const { pack, entries } = value as { readonly pack?: unknown; readonly entries?: unknown };
  if (pack === undefined) return wrong([], `The field \`pack\` is missing: ${oneOf(KINDS)}.`);
  if (!isKind(pack)) {
    const guess = typeof pack === 'string' ? suggest(pack, KINDS) : '';
    return wrong(['pack'], `${quote('pack')} must be ${oneOf(KINDS)}${guess || '.'}`);
  }
  return Array.isArray(entries) && entries.length > MOST_ENTRIES
    ? wrong(['entries'], `There are more than ${MOST_ENTRIES} entries. Make several packs of them.`)
    : null;
}

/** What is wrong with the form of a pack; `isWhole` tells of each entry whether its form is right. */
function checkForm(pack: AnyPack): {
  readonly findings: readonly Finding[];
  readonly isUsable: boolean;
  readonly isWhole: (index: number) => boolean;
} {
  const validate = VALIDATORS[pack.pack];
  validate(pack);
  const errors = validate.errors ?? [];
  const wrongEntries = new Set(errors.map(({ instancePath }) => /^\/entries\/(\d+)/.exec(instancePath)?.[1]));
  return {
    findings: findSlips(errors.slice(0, MOST_SLIPS), pack, pack.pack),
    isUsable: !wrongEntries.has(undefined),
    isWhole: (index) => !wrongEntries.has(String(index)),
  };
}

/** Looks at one entry after the other, and remembers what ids and keys there were. */
class EntryChecker {
  private readonly ids = new Set<string>();
  private readonly keys = new Map<string, string>();

  constructor(private readonly kind: PackName) {}

  check(entry: Entry): readonly Finding[] {
    return [...this.checkId(entry), ...this.checkKey(entry), ...checkEntry(this.kind, entry)];
  }

  private checkId({ id }: Entry): readonly Finding[] {
    const isKnown = this.ids.has(id);
    this.ids.add(id);
    const message = `Two entries have the id ${quote(id)}; the first one is used.`;
    return isKnown ? [{ path: ['id'], severity: 'error', code: 'duplicate-id', message }] : [];
  }

  private checkKey(entry: Entry): readonly Finding[] {
    const key = keyOfEntry(this.kind, entry);
    if (key === null) return [];
    const other = this.keys.get(key);
    this.keys.set(key, entry.id);
    if (other === undefined || other === entry.id) return [];
    const message = `${quote(other)} is about ${quote(key)} too; only this entry is found.`;
    return [{ path: ['id'], severity: 'warning', code: 'duplicate-key', message }];
  }
}

/** A pack of the entries that can be used, and what is wrong with the others. */
function sortOut(pack: AnyPack): { readonly pack: AnyPack | null; readonly findings: readonly Finding[] } {
  const { findings: slips, isUsable, isWhole } = checkForm(pack);
  if (!isUsable) return { pack: null, findings: slips };
  const checker = new EntryChecker(pack.pack);
  const findings: Finding[] = [...slips];
  const usable: Entry[] = [];
  (pack.entries as readonly Entry[]).forEach((entry, index) => {
    if (!isWhole(index)) return;
    const found = checker.check(entry);
    findings.push(...found.map((each) => ({ ...each, path: ['entries', index, ...each.path] })));
    if (found.every(({ severity }) => severity !== 'error')) usable.push(entry);
  });
  return { pack: { ...pack, entries: usable } as AnyPack, findings };
}

/** Reads a file that a person wrote. Never throws: what cannot be used is left out and told of. */
export function readPack({ uri, text }: PackFile): ReadPack {
  const { value, places, problems } = parsePack(text);
  const locate = ({ path, onKey, ...rest }: Finding): Problem => ({ ...rest, range: rangeOf(places, path, onKey) });
  const nothing = (more: readonly Finding[]): ReadPack => ({
    uri,
    pack: null,
    problems: [...problems, ...more.map(locate)],
    rangeOfEntry: () => rangeOf(places, []),
  });
  if (problems.length > 0) return nothing([]);
  const refusal = refuse(value);
  if (refusal) return nothing([refusal]);

  const whole = joinLines(value) as AnyPack;
  const { pack, findings } = sortOut(whole);
  if (!pack) return nothing(findings);
  const indexOf = (id: string): number =>
    (whole.entries as readonly (Entry | null)[]).findIndex((entry) => entry?.id === id);
  return {
    uri,
    pack,
    problems: findings.map(locate),
    rangeOfEntry: (id, ...fields) => rangeOf(places, ['entries', indexOf(id), ...fields]),
  };
}
