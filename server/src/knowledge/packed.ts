import type { Shelf } from './entries.js';
import { onDemand } from './entries.js';
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

type ShelfHead = Pick<Shelf, 'pack' | 'id' | 'system'>;
type Fields = Readonly<Record<string, unknown>>;

/** Stands where an entry has not a field that its key would tell of. */
export const ABSENT = 0;

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + 1)];
}

function fieldsOfSymbol(key: string): Fields {
  const [module, symbol] = split(key, '!');
  return { id: `${module || '*'}!${symbol}`, module: module || null, symbol };
}

function fieldsOfTerm(key: string): Fields {
  const [dialect, rest] = split(key, ':');
  const [kind, term] = split(rest, ':');
  return { id: `${dialect}-${kind}-${term}`, dialect, kind, term };
}

/** What a key tells of the fields of its entry; a field is stored where it is another. */
export const FIELDS_OF: Readonly<Record<PackName, (key: string) => Fields>> = {
  symbols: fieldsOfSymbol,
  modules: (module) => ({ id: `module-${module.replaceAll('_', '-')}`, module, file: `${module}.sys` }),
  bugchecks: (code) => ({ id: `bugcheck-${code.slice(2)}`, code }),
  status: (code) => ({ id: `status-${code.slice(2)}`, code }),
  terms: fieldsOfTerm,
  commands: (command) => ({ command }),
  counterparts: (id) => ({ id }),
  'known-issues': (id) => ({ id }),
  builds: (id) => ({ id }),
};

/** A pack of which nothing has been read: its first line has all keys, one line for each entry with its fields follows. */
function toShelf(head: ShelfHead, text: () => string): Shelf {
  const lines = onDemand(() => text().split('\n'));
  const keys = onDemand(() => JSON.parse(lines()[0] ?? '[]') as readonly string[]);
  const entries = new Map<number, PackEntries[PackName]>();
  const read = (index: number): PackEntries[PackName] => {
    const stored = JSON.parse(lines()[index + 1] ?? '{}') as Fields;
    const entry: Record<string, unknown> = { ...FIELDS_OF[head.pack](keys()[index] ?? ''), ...stored };
    for (const name in stored) if (stored[name] === ABSENT) Reflect.deleteProperty(entry, name);
    return entry as unknown as PackEntries[PackName];
  };
  const readOnce = (index: number): PackEntries[PackName] => {
    const entry = entries.get(index) ?? read(index);
    entries.set(index, entry);
    return entry;
  };
  return { ...head, keys, read: readOnce };
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
