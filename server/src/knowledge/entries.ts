import type { AnyPack, Pack, PackEntries, PackName, Translation } from './types.js';

/** By what the entries of each kind of pack are found. */
export const KEY_OF: { readonly [Name in PackName]: (entry: PackEntries[Name]) => string } = {
  symbols: ({ module, symbol }) => symbolKey(module, symbol),
  modules: ({ module }) => module.toLowerCase(),
  bugchecks: ({ code }) => code,
  'known-issues': ({ id }) => id,
  counterparts: ({ id }) => id,
  terms: ({ dialect, kind, term }) => termKey(dialect, kind, term),
  status: ({ code }) => code.toLowerCase(),
  commands: ({ command }) => command.toLowerCase(),
  builds: ({ id }) => id,
};

/** Modules are the same in any case, functions are not; without a module, a function of any. */
export const symbolKey = (module: string | null, symbol: string): string => `${(module ?? '').toLowerCase()}!${symbol}`;

export const termKey = (dialect: string, kind: string, term: string): string =>
  `${dialect}:${kind}:${term.toLowerCase()}`;

/** A pack whose entries need not have been read yet. */
export interface Shelf<Name extends PackName = PackName> {
  readonly pack: Name;
  readonly id: string;
  readonly system: string;
  /** The key of each entry. */
  readonly keys: () => readonly string[];
  readonly read: (index: number) => PackEntries[Name];
}

/** The entries of one kind, from all packs; those of which a later pack has another with the same id are left out. */
export interface Catalogue<Name extends PackName> {
  find(key: string): PackEntries[Name] | null;
  /** Those whose key is wanted, the later packs' first. */
  filter(isWanted: (key: string) => boolean): readonly PackEntries[Name][];
}

/** Makes a value when it is first asked for: one crash needs the symbols of one system. */
export function onDemand<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function shelve<Name extends PackName>({ pack, id, system, entries }: Pack<Name>): Shelf<Name> {
  const read = (index: number): PackEntries[Name] => {
    const entry = entries[index];
    if (entry === undefined) throw new RangeError(`${id} has no entry ${index}`);
    return entry;
  };
  return { pack, id, system, keys: onDemand(() => entries.map(KEY_OF[pack])), read };
}

/** The pack with its texts in another language, where there are any. */
function translate<Name extends PackName>(shelf: Shelf<Name>, translations: readonly Translation[]): Shelf<Name> {
  const own = translations.filter(({ translates }) => translates === shelf.id);
  if (own.length === 0) return shelf;
  const texts = onDemand(() => Object.fromEntries(own.flatMap(({ entries }) => Object.entries(entries))));
  return {
    ...shelf,
    read: (index) => {
      const entry = shelf.read(index);
      const translated = texts()[entry.id];
      return translated ? { ...entry, ...translated } : entry;
    },
  };
}

/** The number of the entry of each key. */
function indexKeys(keys: readonly string[]): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  for (let at = 0; at < keys.length; at++) index.set(keys[at] ?? '', at);
  return index;
}

/**
 * The packs of one kind, about one system or (`about` null) all. An entry of a later pack takes the place of an
 * earlier one that has the same id and is about the same system: this is how a team corrects what the product ships.
 */
export function catalogue<Name extends PackName>(
  packs: readonly (AnyPack | Shelf)[],
  name: Name,
  translations: readonly Translation[],
  about: string | null = null,
): Catalogue<Name> {
  const latestFirst = packs
    .filter(({ pack, system }) => pack === name && (about === null || system === about))
    .map((pack) => ('keys' in pack ? pack : shelve(pack as Pack<PackName>)) as unknown as Shelf<Name>)
    .map((shelf) => translate(shelf, translations))
    .reverse();
  const idsOf = latestFirst.map((shelf) =>
    onDemand(() => new Set(shelf.keys().map((_, index) => shelf.read(index).id))),
  );
  const isReplaced = (at: number, entry: PackEntries[Name]): boolean =>
    latestFirst.some(
      ({ system }, later) =>
        later < at && system === latestFirst[at]?.system && idsOf[later]?.().has(entry.id) === true,
    );
  const indexes = latestFirst.map((shelf) => onDemand(() => indexKeys(shelf.keys())));
  return {
    find: (key) => {
      for (const [at, shelf] of latestFirst.entries()) {
        const index = indexes[at]?.().get(key);
        const entry = index === undefined ? null : shelf.read(index);
        if (entry && !isReplaced(at, entry)) return entry;
      }
      return null;
    },
    filter: (isWanted) =>
      latestFirst.flatMap((shelf, at) =>
        shelf
          .keys()
          .flatMap((key, index) => (isWanted(key) ? [shelf.read(index)] : []))
          .filter((entry) => !isReplaced(at, entry)),
      ),
  };
}
