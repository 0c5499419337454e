import type { Columns, Shelf } from './entries.js';
import { KEYS, onDemand } from './entries.js';
import type { AnyPack, PackEntries, PackName, Translation } from './types.js';

/** What the product ships. */
export interface BuiltinPacks {
  readonly packs: readonly (AnyPack | Shelf)[];
  readonly translations: readonly Translation[];
}

interface DirectoryEntry {
  readonly head: object;
  readonly length: number;
}

/**
 * A pack of which nothing has been read: its first line has the fields that entries are found by, a column each; one
 * line for each entry with the others follows.
 */
function toShelf(head: Pick<Shelf, 'pack' | 'id' | 'system'>, text: () => string): Shelf {
  const names = KEYS[head.pack];
  const lines = onDemand(() => text().split('\n'));
  const columns = onDemand(() => {
    const values = JSON.parse(lines()[0] ?? '[]') as readonly unknown[];
    return Object.fromEntries(names.map((name, at) => [name, values[at]])) as Columns<PackName>;
  });
  const entries = new Map<number, PackEntries[PackName]>();
  const read = (index: number): PackEntries[PackName] => {
    const keys = Object.entries<readonly unknown[]>(columns()).map(([name, column]) => [name, column[index]]);
    const rest = JSON.parse(lines()[index + 1] ?? '{}') as object;
    return { ...Object.fromEntries(keys), ...rest } as PackEntries[PackName];
  };
  const readOnce = (index: number): PackEntries[PackName] => {
    const entry = entries.get(index) ?? read(index);
    entries.set(index, entry);
    return entry;
  };
  return { ...head, columns, read: readOnce };
}

/** A translation whose texts are read when its language is. */
function toTranslation(head: object, text: () => string): Translation {
  const entries = onDemand(() => JSON.parse(text()) as Translation['entries']);
  return {
    ...(head as Omit<Translation, 'entries'>),
    get entries() {
      return entries();
    },
  };
}

/**
 * The packs in the form that the build leaves (scripts/lib/compilePacks.mjs): four bytes that say how long the
 * directory is, the directory, and a text for each pack and each translation, every one compressed by itself.
 */
export function readPacked(bytes: Uint8Array, inflate: (part: Uint8Array) => string): BuiltinPacks {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const directory = JSON.parse(inflate(bytes.subarray(4, 4 + size))) as readonly DirectoryEntry[];
  const packs: Shelf[] = [];
  const translations: Translation[] = [];
  let from = 4 + size;
  for (const { head, length } of directory) {
    const part = bytes.subarray(from, (from += length));
    const text = (): string => inflate(part);
    if ('translates' in head) translations.push(toTranslation(head, text));
    else packs.push(toShelf(head as Shelf, text));
  }
  return { packs, translations };
}
