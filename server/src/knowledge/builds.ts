import { monthWords } from '../util/dates.js';
import type { Basis, BuildEntry, SupportEnd } from './types.js';

/** What a text says of a system's build. */
export interface PrintedBuild {
  readonly system: 'windows' | 'esxi';
  readonly build: number;
  /** ESX(i): `ESX` or `ESXi`, and the version where the screen prints one; an `X` in it stands for any digit. */
  readonly product: string;
  readonly version: string | null;
  /** Windows: null where the text does not tell client from server. */
  readonly kind: 'client' | 'server' | null;
}

/** The release that a build is of. */
export interface Release {
  /** `ESXi 5.1 Update 1`; `a build between ESX 3.5 Update 1 (April 2008) and ...`. */
  readonly name: string;
  /** Whether the build itself is known, not only its neighbours. */
  readonly exact: boolean;
  /** Whether several releases print this number; dates of support are those of the newest. */
  readonly shared: boolean;
  readonly released: string | null;
  readonly supportEnds: readonly SupportEnd[];
  /** Whether all support had ended when the newest release that is known came out: without a clock, the latest day there is. */
  readonly ended: boolean;
  readonly basis: Basis;
  readonly source: string | null;
}

export type FindRelease = (printed: PrintedBuild) => Release | null;

/** The versions whose releases share their end of support: `5.1.0` and `5.1.2` are both 5.1. */
const lineOf = ({ version, kind }: BuildEntry): string => version?.split('.').slice(0, 2).join('.') ?? kind ?? '';

/** Versions up to this one do not print themselves on their screens. */
const LAST_SILENT_MAJOR = 4;

/** Whether a screen that prints this version can be of this entry. */
function fitsVersion({ version }: BuildEntry, printed: string | null): boolean {
  if (version === undefined) return true;
  const known = version.split('.');
  if (printed === null) return Number(known[0]) <= LAST_SILENT_MAJOR;
  return printed.split('.').every((part, index) => part.includes('X') || part === (known[index] ?? part));
}

const fitsKind = ({ kind }: BuildEntry, printed: PrintedBuild['kind']): boolean => printed === null || kind === printed;

const nameOf = (entry: BuildEntry, { product }: PrintedBuild): string =>
  entry.version === undefined ? entry.name : `${product} ${entry.name}`;

const dated = (entry: BuildEntry, printed: PrintedBuild): string =>
  `${nameOf(entry, printed)}${entry.released ? ` (${monthWords(entry.released)})` : ''}`;

/** The same value for all, or null. */
function common<Value>(values: readonly Value[]): Value | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

const isWeak = ({ basis }: BuildEntry): boolean => basis === 'recalled';

type DatedRelease = Omit<Release, 'ended'>;

/** Of several entries of one build (client and server), what holds for all, and whose each date is. */
function exactRelease(
  entries: readonly BuildEntry[],
  printed: PrintedBuild,
  endsOf: (entry: BuildEntry) => readonly SupportEnd[],
): DatedRelease | null {
  const [first] = entries;
  if (!first) return null;
  const names = entries.map((entry) => nameOf(entry, printed));
  return {
    name: [...new Set(names)].join(', or '),
    exact: true,
    shared: entries.some(({ shared }) => shared === true),
    released: common(entries.map(({ released }) => released ?? null)),
    supportEnds: entries.flatMap((entry, index) =>
      endsOf(entry).map((end) =>
        (end.edition ?? entries.length === 1) ? end : { ...end, edition: names[index] ?? '' },
      ),
    ),
    basis: entries.find(isWeak)?.basis ?? first.basis,
    source: first.source ?? null,
  };
}

interface Neighbours {
  readonly before: BuildEntry;
  readonly after: BuildEntry;
}

/** The known builds of one version on either side of a build; null where it lies outside of them. */
function neighboursIn(entries: readonly BuildEntry[], build: number): Neighbours | null {
  const index = entries.findIndex((entry) => entry.build > build);
  const before = entries[index - 1];
  const after = entries[index];
  return before && after ? { before, after } : null;
}

/** A build that no entry is about: between which known ones it lies, for each version that it may be of. */
function betweenReleases(
  lines: readonly (readonly BuildEntry[])[],
  printed: PrintedBuild,
  endsOf: (entry: BuildEntry) => readonly SupportEnd[],
): DatedRelease | null {
  const candidates = lines.flatMap((entries) => neighboursIn(entries, printed.build) ?? []);
  const [first] = candidates;
  if (!first) return null;
  const spans = candidates.map(({ before, after }) => `${dated(before, printed)} and ${dated(after, printed)}`);
  const what = printed.system === 'windows' ? 'a preview or insider build' : 'a build';
  return {
    name: `${what} between ${spans.join(', or between ')}`,
    exact: false,
    shared: false,
    released: null,
    supportEnds: printed.system === 'esxi' && candidates.length === 1 ? endsOf(first.before) : [],
    basis: candidates.flatMap(({ before, after }) => [before, after]).find(isWeak)?.basis ?? first.before.basis,
    source: first.before.source ?? null,
  };
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** Makes a look-up over the builds of one system: exact, else between which known builds of its version one lies. */
export function indexBuilds(entries: readonly BuildEntry[]): FindRelease {
  const sorted = [...entries].sort((left, right) => left.build - right.build);
  const versioned = entries.filter(({ version, supportEnds }) => version !== undefined && supportEnds);
  const endsOfLine = new Map(versioned.map((entry) => [lineOf(entry), entry.supportEnds]));
  const endsOf = (entry: BuildEntry): readonly SupportEnd[] => entry.supportEnds ?? endsOfLine.get(lineOf(entry)) ?? [];
  const newest = entries.reduce((latest, { released = '' }) => (released > latest ? released : latest), '');
  const find = (printed: PrintedBuild): DatedRelease | null => {
    const fitting = sorted.filter((entry) => fitsVersion(entry, printed.version) && fitsKind(entry, printed.kind));
    const exact = fitting.filter(({ build }) => build === printed.build);
    if (exact.length > 0) return exactRelease(exact, printed, endsOf);
    const lines = printed.system === 'windows' ? [fitting] : [...groupBy(fitting, lineOf).values()];
    return betweenReleases(lines, printed, endsOf);
  };
  return (printed) => {
    const found = find(printed);
    if (!found) return null;
    return { ...found, ended: found.supportEnds.length > 0 && found.supportEnds.every(({ date }) => date < newest) };
  };
}
