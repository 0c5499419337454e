/** Where the packs are in what runs in Node: beside the bundle. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { providePacks } from './knowledge/packs.provided.js';

providePacks(
  () => readFileSync(path.join(import.meta.dirname, 'packs.bin')),
  (part) => inflateRawSync(part).toString('latin1'),
);
