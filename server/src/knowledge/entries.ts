import type { AnyPack, Pack, PackEntries, PackName, Translation } from './types.js';

/**
 * What entries are found by. Of a compiled pack these fields are there at once; the rest of an entry is read when it
 * is asked for.
 */
export const KEYS = {
  symbols: ['id', 'module', 'symbol'],
  modules: ['id', 'module'],
  bugchecks: ['id', 'code'],
  'known-issues': ['id'],
  counterparts: ['id'],
  terms: ['id', 'dialect', 'kind', 'term'],
  status: ['id', 'code'],
  commands: ['id', 'command'],
  builds: ['id'],
} as const satisfies { readonly [Name in PackName]: readonly (keyof PackEntries[Name])[] };

type KeyName<Name extends PackName> = (typeof KEYS)[Name][number] & keyof PackEntries[Name];

/** Each field of all entries of a pack, in their order. */
export type Columns<Name extends PackName> = { readonly id: readonly string[] } & {
  readonly [Field in KeyName<Name>]: readonly PackEntries[Name][Field][];
};

/** A pack whose entries need not have been read yet. */
export interface Shelf<Name extends PackName = PackName> {
  readonly pack: Name;
  readonly id: string;
  readonly system: string;
  readonly columns: () => Columns<Name>;
  readonly read: (index: number) => PackEntries[Name];
}

/** The entries of one kind, from all packs. */
export interface Catalogue<Name extends PackName> {
  /** Places of entries that no later pack has put another in the place of, the later pack first. */
  readonly places: () => readonly Place<Name>[];
  /** Finds entries by a key; a later pack's word counts more. */
  readonly index: (
    keyAt: (columns: Columns<Name>, index: number) => string,
  ) => (key: string) => PackEntries[Name] | null;
}

export interface Place<Name extends PackName> {
  readonly shelf: Shelf<Name>;
  readonly index: number;
}

export const readPlace = <Name extends PackName>({ shelf, index }: Place<Name>): PackEntries[Name] => shelf.read(index);

/** Makes a value when it is first asked for: one crash needs the symbols of one system. */
export function onDemand<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function shelve<Name extends PackName>({ pack, id, system, entries }: Pack<Name>): Shelf<Name> {
  const columns = onDemand(
    () =>
      Object.fromEntries(
        KEYS[pack].map((name) => [name, entries.map((entry) => (entry as unknown as Record<string, unknown>)[name])]),
      ) as unknown as Columns<Name>,
  );
  const read = (index: number): PackEntries[Name] => {
    const entry = entries[index];
    if (entry === undefined) throw new RangeError(`${id} has no entry ${index}`);
    return entry;
  };
  return { pack, id, system, columns, read };
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
    .map((pack) => ('columns' in pack ? pack : shelve(pack as Pack<PackName>)) as unknown as Shelf<Name>)
    .map((shelf) => translate(shelf, translations))
    .reverse();
  const ids = latestFirst.map((shelf) => onDemand(() => new Set(shelf.columns().id)));
  const isReplaced = (shelf: Shelf<Name>, at: number, index: number): boolean =>
    latestFirst.some(
      ({ system }, other) =>
        other < at && system === shelf.system && ids[other]?.().has(shelf.columns().id[index] ?? '') === true,
    );
  return {
    places: () =>
      latestFirst.flatMap((shelf, at) =>
        shelf.columns().id.flatMap((_, index) => (isReplaced(shelf, at, index) ? [] : [{ shelf, index }])),
      ),
    index: (keyAt) => {
      const indexes = latestFirst.map((shelf) => {
        const columns = shelf.columns();
        return new Map(columns.id.map((_, index) => [keyAt(columns, index), index]));
      });
      return (key) => {
        for (const [at, shelf] of latestFirst.entries()) {
          const index = indexes[at]?.get(key);
          if (index !== undefined && !isReplaced(shelf, at, index)) return shelf.read(index);
        }
        return null;
      };
    },
  };
}
