/** The packs as they are shipped: the same facts as in the sources, and small. */
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { compilePacks, readPacks } from '../../scripts/lib/compilePacks.mjs';
import { inProject, readJson } from '../../scripts/lib/project.mjs';

const MOST_BYTES = 400 * 1024;

/** @typedef {{ id: string, pack: string, system: string, keys: () => readonly string[], read: (index: number) => object }} Shelf */
/** @typedef {{ readPacked: (bytes: Uint8Array, inflate: (part: Uint8Array) => string) => { packs: readonly Shelf[], translations: unknown } }} Reader */

/** @returns {Promise<Reader>}  the product's own reader */
async function loadReader() {
  const entry = inProject('server/src/knowledge/packed.ts');
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return /** @type {Reader} */ (await import(`data:text/javascript;base64,${code}`));
}

/** Leaves out what is there for authors only. @param {unknown} packs @returns {unknown} */
const withoutSamples = (packs) =>
  JSON.parse(
    JSON.stringify(packs, (key, value) =>
      ['$schema', 'sample', 'counterSample'].includes(key) ? undefined : /** @type {unknown} */ (value),
    ),
  );

/** @param {string} folder @returns {string[]} */
const jsonIn = (folder) =>
  readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`);

describe('the compiled packs', () => {
  it('say what the sources say', async () => {
    const [{ readPacked }, compiled, sources] = await Promise.all([loadReader(), compilePacks(), readPacks()]);
    const { packs, translations } = readPacked(compiled, (part) => inflateRawSync(part).toString('latin1'));
    const read = packs.map(({ pack, id, system, keys, read }) => ({
      pack,
      id,
      system,
      entries: keys().map((_, index) => read(index)),
    }));
    assert.deepEqual(withoutSamples(read), withoutSamples(sources.PACKS));
    assert.deepEqual(withoutSamples(translations), withoutSamples(sources.TRANSLATIONS));
  });

  it('are small', async () => {
    const { length } = await compilePacks();
    assert.ok(length < MOST_BYTES, `${length} bytes`);
  });

  it('leave no file of the sources out', async () => {
    const { PACKS, TRANSLATIONS } = await readPacks();
    const files = jsonIn('server/data/packs').map(readJson);
    assert.equal(PACKS.length + TRANSLATIONS.length, files.length);
  });
});
