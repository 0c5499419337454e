import type { AnyPack, Translation } from './types.js';

export interface BuiltinPacks {
  readonly packs: readonly AnyPack[];
  readonly translations: readonly Translation[];
}

/** A pack or a translation of which only the head is read; its entries are when they are first asked for. */
function readLater(head: string, entries: string): object {
  let read: unknown;
  return {
    ...(JSON.parse(head) as object),
    get entries(): unknown {
      read ??= JSON.parse(entries) as unknown;
      return read;
    },
  };
}

/** Whether something is a text of another pack rather than a pack. */
const isTranslation = (read: object): boolean => 'translates' in read;

/** Reads the packs as the build leaves them: two lines each, the head and the entries, both JSON in ASCII. */
export function readPacked(text: string): BuiltinPacks {
  const lines = text.split('\n');
  const all = lines.flatMap((line, at) => (at % 2 === 0 ? [readLater(line, lines[at + 1] ?? '')] : []));
  return {
    packs: all.filter((read) => !isTranslation(read)) as AnyPack[],
    translations: all.filter(isTranslation) as Translation[],
  };
}
