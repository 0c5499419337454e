/**
 * Puts the packs into a bundle in a form that is small and loads fast: without what only their authors need, as one
 * compressed text.
 */
import { Buffer } from 'node:buffer';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { inProject } from './project.mjs';

const SOURCE = inProject('server/src/knowledge/packs.ts');

/** What an entry or a pack has for its author and its tests. */
const FOR_AUTHORS = new Set(['$schema', 'sample', 'counterSample']);

/** How each platform unpacks: Node by its own library, a browser by one that needs no waiting. */
const UNPACK = {
  node: [
    `import { Buffer } from 'node:buffer';`,
    `import { inflateRawSync } from 'node:zlib';`,
    `const unpack = (text) => inflateRawSync(Buffer.from(text, 'base64')).toString();`,
  ],
  browser: [
    `import { inflateSync, strFromU8, strToU8 } from 'fflate';`,
    `const unpack = (text) => strFromU8(inflateSync(strToU8(atob(text), true)));`,
  ],
};

/** A pack of which only the head is read; its entries are when they are first asked for. */
const READ = `const read = ([head, text]) => {
  let entries;
  return { ...JSON.parse(head), get entries() { return entries ??= JSON.parse(text); } };
};`;

/** @typedef {Readonly<Record<string, unknown>>} AnyPack */

/**
 * The packs as the sources import them.
 * @returns {Promise<{ PACKS: readonly AnyPack[], TRANSLATIONS: readonly AnyPack[] }>}
 */
export async function readPacks() {
  const { outputFiles } = await build({ entryPoints: [SOURCE], bundle: true, format: 'esm', write: false });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return /** @type {{ PACKS: AnyPack[], TRANSLATIONS: AnyPack[] }} */ (
    await import(`data:text/javascript;base64,${code}`)
  );
}

/** @param {unknown} value */
const toJson = (value) =>
  JSON.stringify(value, (key, part) => (FOR_AUTHORS.has(key) ? undefined : /** @type {unknown} */ (part)));

/** Two lines a pack, its head and its entries, as one compressed text. @param {readonly AnyPack[]} packs */
function pack(packs) {
  const lines = packs.flatMap(({ entries, ...head }) => [toJson(head), toJson(entries)]);
  return JSON.stringify(deflateRawSync(lines.join('\n'), { level: 9 }).toString('base64'));
}

/**
 * @param {'node' | 'browser'} platform
 * @returns {Promise<string>}  a module that exports what the source exports
 */
export async function compilePacks(platform) {
  const { PACKS, TRANSLATIONS } = await readPacks();
  return [
    ...UNPACK[platform],
    READ,
    `const pairs = (lines) => lines.flatMap((line, at) => (at % 2 === 0 ? [[line, lines[at + 1]]] : []));`,
    `const readAll = (packed) => pairs(unpack(packed).split('\\n').filter(Boolean)).map(read);`,
    `export const PACKS = readAll(${pack(PACKS)});`,
    `export const TRANSLATIONS = readAll(${pack(TRANSLATIONS)});`,
  ].join('\n');
}

/**
 * Replaces the source module by the compiled one.
 * @type {import('esbuild').Plugin}
 */
export const compiledPacks = {
  name: 'compiled-packs',
  setup(bundle) {
    const platform = bundle.initialOptions.platform === 'node' ? 'node' : 'browser';
    bundle.onLoad({ filter: /[\\/]knowledge[\\/]packs\.ts$/ }, async ({ path: file }) => ({
      contents: await compilePacks(platform),
      loader: 'js',
      resolveDir: path.dirname(file),
      watchFiles: [file],
      watchDirs: [inProject('server/data/packs')],
    }));
  },
};
