/**
 * Puts the packs into the form that is shipped: one compressed file beside the bundles, without what only authors
 * need. server/src/knowledge/packed.ts reads it.
 */
import { Buffer } from 'node:buffer';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { inProject } from './project.mjs';

const KNOWLEDGE = inProject('server/src/knowledge');

/** What an entry or a pack has for its author and its tests. */
const FOR_AUTHORS = new Set(['$schema', 'sample', 'counterSample']);

/** @typedef {Readonly<Record<string, unknown>>} AnyPack */

/** @typedef {Pick<typeof import('../../server/src/knowledge/entries.js'), 'KEY_OF'>} Keys */
/** @typedef {Pick<typeof import('../../server/src/knowledge/packed.js'), 'FIELDS_OF' | 'ABSENT'>} Told */
/** @typedef {{ PACKS: readonly AnyPack[], TRANSLATIONS: readonly AnyPack[] } & Keys & Told} Sources */

/**
 * The packs as the sources import them, and what is told of their entries by the keys.
 * @returns {Promise<Sources>}
 */
export async function readPacks() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { PACKS, TRANSLATIONS } from './packs.ts'; export { KEY_OF } from './entries.ts'; export { ABSENT, FIELDS_OF } from './packed.ts';`,
      resolveDir: KNOWLEDGE,
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return /** @type {Sources} */ (await import(`data:text/javascript;base64,${code}`));
}

/** In ASCII, which is decoded and parsed several times as fast as a text with other letters. @param {unknown} value */
const toJson = (value) =>
  JSON.stringify(value, (key, part) => (FOR_AUTHORS.has(key) ? undefined : /** @type {unknown} */ (part))).replaceAll(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** All but the entries. @param {AnyPack} whole @returns {AnyPack} */
const headOf = (whole) => Object.fromEntries(Object.entries(whole).filter(([name]) => name !== 'entries'));

/** @param {string} text */
const compress = (text) => deflateRawSync(text, { level: 9 });

/**
 * The text of a pack: the keys of all entries, then a line with what each entry has that its key does not tell.
 * @param {AnyPack} pack
 * @param {Sources} sources
 */
function toLines({ pack, entries }, { KEY_OF, FIELDS_OF, ABSENT }) {
  const all = /** @type {readonly AnyPack[]} */ (entries);
  const name = /** @type {keyof typeof KEY_OF} */ (pack);
  const rest = (/** @type {AnyPack} */ entry) => {
    const told = FIELDS_OF[name](KEY_OF[name](/** @type {never} */ (entry)));
    const missing = Object.keys(told).filter((field) => !(field in entry));
    const own = Object.entries(entry).filter(([field, value]) => told[field] !== value);
    return Object.fromEntries([...own, ...missing.map((field) => [field, ABSENT])]);
  };
  return [
    toJson(all.map((entry) => KEY_OF[name](/** @type {never} */ (entry)))),
    ...all.map((entry) => toJson(rest(entry))),
  ].join('\n');
}

/**
 * Four bytes that say how long the directory is, the directory, and one part for each pack and translation.
 * @returns {Promise<Buffer>}
 */
export async function compilePacks() {
  const sources = await readPacks();
  const packs = sources.PACKS.map((pack) => ({
    head: headOf(pack),
    part: compress(toLines(pack, sources)),
  }));
  const translations = sources.TRANSLATIONS.map((texts) => ({
    head: headOf(texts),
    part: compress(toJson(texts.entries)),
  }));
  const parts = [...packs, ...translations];
  const directory = parts.map(({ head, part }) => ({ head, length: part.length }));
  const compressed = compress(toJson(directory));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(compressed.length);
  return Buffer.concat([size, compressed, ...parts.map(({ part }) => part)]);
}

/** @param {string} folder  where the bundles are */
export async function writePacks(folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'packs.bin'), await compilePacks());
}

/**
 * Makes a bundle read the compiled packs.
 * @type {import('esbuild').Plugin}
 */
export const compiledPacks = {
  name: 'compiled-packs',
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/packs\.js$/ }, () => ({ path: path.join(KNOWLEDGE, 'packs.provided.ts') }));
  },
};
