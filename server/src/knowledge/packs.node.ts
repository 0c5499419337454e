/** Stands in for packs.ts in what runs in Node: the packs lie beside the bundle. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { BuiltinPacks } from './packed.js';
import { readPacked } from './packed.js';

let read: BuiltinPacks | undefined;

/** What the product ships. */
export function builtinPacks(): BuiltinPacks {
  read ??= readPacked(readFileSync(path.join(import.meta.dirname, 'packs.bin')), (part) =>
    inflateRawSync(part).toString('latin1'),
  );
  return read;
}
