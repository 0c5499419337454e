import type { AnyPack, Pack, PackEntries, PackName, Translation } from './types.js';

/** An entry, and the system that its pack is about. */
export interface Filed<Entry> {
  readonly system: string;
  readonly entry: Entry;
}

/** Only what is asked for is touched: the entries of a compiled pack are read on demand. */
function packsOf<Name extends PackName>(
  packs: readonly AnyPack[],
  name: Name,
  about: string | null,
): readonly Pack<Name>[] {
  const wanted = packs.filter(({ pack, system }) => pack === name && (about === null || system === about));
  return wanted as unknown as readonly Pack<Name>[];
}

/** The texts of each pack's entries in one language. */
function textsOf(packId: string, translations: readonly Translation[]): Translation['entries'] {
  const own = translations.filter(({ translates }) => translates === packId);
  return Object.fromEntries(own.flatMap(({ entries }) => Object.entries(entries)));
}

/**
 * The entries of one kind, about one system or (`about` null) all, in the order of their packs. An entry of a later pack takes the place of an earlier one
 * that has the same id and is about the same system: this is how a team corrects what the product ships.
 */
export function entriesOf<Name extends PackName>(
  packs: readonly AnyPack[],
  name: Name,
  translations: readonly Translation[] = [],
  about: string | null = null,
): readonly Filed<PackEntries[Name]>[] {
  const entries = new Map<string, Filed<PackEntries[Name]>>();
  for (const { system, id, entries: own } of packsOf(packs, name, about)) {
    const texts = textsOf(id, translations);
    for (const entry of own) {
      const translated = texts[entry.id];
      entries.set(`${system}:${entry.id}`, { system, entry: translated ? { ...entry, ...translated } : entry });
    }
  }
  return [...entries.values()];
}

/** An index in which the last entry of a key wins: what is added later says more. */
export function indexBy<Entry>(entries: readonly Entry[], key: (entry: Entry) => string): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [key(entry), entry]));
}
