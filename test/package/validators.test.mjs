/** The checks of packs as a bundle carries them: they say what the schemas say, and make no code while they run. */
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readdirSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { build } from 'esbuild';
import { compiledValidators } from '../../scripts/lib/compileValidators.mjs';
import { inProject, readJson } from '../../scripts/lib/project.mjs';

/** @typedef {typeof import('../../server/src/packs/readPack.js')} Reader */

/** @param {import('esbuild').Plugin[]} plugins */
async function bundleReader(plugins) {
  const { outputFiles } = await build({
    entryPoints: [inProject('server/src/packs/readPack.ts')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    plugins,
  });
  return Buffer.from(outputFiles[0]?.contents ?? []).toString();
}

/** @param {string} code @returns {Promise<Reader>} */
const load = (code) => import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);

/** Some entries of each pack: enough to meet every field. */
const SOME = 40;

const PACKS = readdirSync(inProject('server/data/packs'), { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => {
    const pack = /** @type {{ entries: unknown[] }} */ (readJson(`server/data/packs/${name}`));
    return { name, text: JSON.stringify({ ...pack, entries: pack.entries.slice(0, SOME) }, null, 1) };
  });

/** What people do to a pack by mistake. */
const MISTAKES = [
  (/** @type {string} */ text) => text,
  (/** @type {string} */ text) => text.replace('"id"', '"idd"'),
  (/** @type {string} */ text) => text.replaceAll('"basis": "documented"', '"basis": "documentd"'),
  (/** @type {string} */ text) => text.replaceAll(/"id": "[^"]*"/g, '"id": 7'),
  (/** @type {string} */ text) => text.replaceAll('null', '[]'),
  (/** @type {string} */ text) => text.replace('[', '[ 1, null, {}, "x",'),
];

describe('the compiled checks', () => {
  /** @type {Reader} */
  let compiled;
  /** @type {Reader} */
  let sources;
  let code = '';
  before(async () => {
    code = await bundleReader([compiledValidators]);
    compiled = await load(code);
    sources = await load(await bundleReader([]));
  });

  for (const { name, text } of PACKS) {
    it(`find in ${name}, and in what may come of it, what the schemas find`, () => {
      const problems = MISTAKES.map((mistake) => {
        const file = { uri: name, text: mistake(text) };
        const found = compiled.readPack(file);
        const expected = sources.readPack(file);
        assert.deepEqual(found.problems, expected.problems);
        assert.deepEqual(found.pack, expected.pack);
        return found.problems;
      });
      assert.ok(problems.some((found) => found.length > 0));
    });
  }

  it('make no code while they run, which a browser worker forbids', () => {
    assert.doesNotMatch(code, /new Function|\beval\(/);
  });
});
