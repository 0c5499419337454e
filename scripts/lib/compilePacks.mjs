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

/** @typedef {{ PACKS: readonly AnyPack[], TRANSLATIONS: readonly AnyPack[], KEYS: Readonly<Record<string, readonly string[]>> }} Sources */

/**
 * The packs as the sources import them, and what the entries of each kind are found by.
 * @returns {Promise<Sources>}
 */
export async function readPacks() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { PACKS, TRANSLATIONS } from './packs.ts'; export { KEYS } from './entries.ts';`,
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

/** @param {string} text */
const compress = (text) => deflateRawSync(text, { level: 9 });

/**
 * The text of a pack: a column for each field that entries are found by, then a line with the rest of each.
 * @param {AnyPack} pack
 * @param {readonly string[]} keys
 */
function toLines({ entries }, keys) {
  const all = /** @type {readonly AnyPack[]} */ (entries);
  const rest = (/** @type {AnyPack} */ entry) => Object.entries(entry).filter(([name]) => !keys.includes(name));
  return [
    toJson(keys.map((key) => all.map((entry) => entry[key]))),
    ...all.map((entry) => toJson(Object.fromEntries(rest(entry)))),
  ].join('\n');
}

/**
 * Four bytes that say how long the directory is, the directory, and one part for each pack and translation.
 * @returns {Promise<Buffer>}
 */
export async function compilePacks() {
  const { PACKS, TRANSLATIONS, KEYS } = await readPacks();
  const parts = [
    ...PACKS.map((pack) => ({ whole: pack, part: compress(toLines(pack, KEYS[String(pack.pack)] ?? [])) })),
    ...TRANSLATIONS.map((texts) => ({ whole: texts, part: compress(toJson(texts.entries)) })),
  ];
  const directory = parts.map(({ whole, part }) => {
    const head = Object.entries(whole).filter(([name]) => name !== 'entries');
    return { head: Object.fromEntries(head), length: part.length };
  });
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
    const platform = bundle.initialOptions.platform === 'node' ? 'node' : 'browser';
    bundle.onResolve({ filter: /^\.\/packs\.js$/ }, () => ({ path: path.join(KNOWLEDGE, `packs.${platform}.ts`) }));
  },
};
