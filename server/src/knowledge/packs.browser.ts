/** Stands in for packs.ts in a browser, where no file can be read: the client hands the packs over at the start. */
import { inflateSync, strFromU8 } from 'fflate';
import type { BuiltinPacks } from './packed.js';
import { readPacked } from './packed.js';

const NONE: BuiltinPacks = { packs: [], translations: [] };

let read = NONE;

/** Takes the packs as the build left them. */
export function providePacks(packed: Uint8Array): void {
  read = readPacked(packed, (part) => strFromU8(inflateSync(part), true));
}

/** What the product ships. */
export const builtinPacks = (): BuiltinPacks => read;
