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

/**
 * The packs as the sources import them.
 * @returns {Promise<{ PACKS: readonly AnyPack[], TRANSLATIONS: readonly AnyPack[] }>}
 */
export async function readPacks() {
  const source = path.join(KNOWLEDGE, 'packs.ts');
  const { outputFiles } = await build({ entryPoints: [source], bundle: true, format: 'esm', write: false });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return /** @type {{ PACKS: AnyPack[], TRANSLATIONS: AnyPack[] }} */ (
    await import(`data:text/javascript;base64,${code}`)
  );
}

/** In ASCII, which is decoded and parsed several times as fast as a text with other letters. @param {unknown} value */
const toJson = (value) =>
  JSON.stringify(value, (key, part) => (FOR_AUTHORS.has(key) ? undefined : /** @type {unknown} */ (part))).replaceAll(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * Two lines a pack, its head and its entries: so the entries can be read when they are first asked for.
 * @returns {Promise<Buffer>}
 */
export async function compilePacks() {
  const { PACKS, TRANSLATIONS } = await readPacks();
  const lines = [...PACKS, ...TRANSLATIONS].flatMap(({ entries, ...head }) => [toJson(head), toJson(entries)]);
  return deflateRawSync(lines.join('\n'), { level: 9 });
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
