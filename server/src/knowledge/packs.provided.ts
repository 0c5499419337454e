/**
 * Stands in for packs.ts in the bundles: there the packs are one small file, which whoever runs the bundle finds and
 * hands over, as it can.
 */
import type { BuiltinPacks } from './packed.js';
import { readPacked } from './packed.js';

const NONE: BuiltinPacks = { packs: [], translations: [] };

let read = (): BuiltinPacks => NONE;

/**
 * Says where the packs come from. Nothing is read before somebody asks for them.
 * @param bytes the file as the build left it
 * @param inflate undoes the compression of a part of it, which is in ASCII
 */
export function providePacks(bytes: () => Uint8Array, inflate: (part: Uint8Array) => string): void {
  let packs: BuiltinPacks | undefined;
  read = () => (packs ??= readPacked(bytes(), inflate));
}

/** What the product ships. */
export const builtinPacks = (): BuiltinPacks => read();
