/** The packs as a bundle carries them: the same facts as in the sources, and small. */
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { build } from 'esbuild';
import { compilePacks, readPacks } from '../../scripts/lib/compilePacks.mjs';
import { inProject, readJson, ROOT } from '../../scripts/lib/project.mjs';

const MOST_BYTES = 400 * 1024;

/** @typedef {{ PACKS: { id: string }[], TRANSLATIONS: { translates: string }[] }} Packs */

/** @param {'node' | 'browser'} platform @returns {Promise<Packs>} */
async function unpack(platform) {
  const { outputFiles } = await build({
    stdin: { contents: await compilePacks(platform), resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return /** @type {Packs} */ (await import(`data:text/javascript;base64,${code}#${platform}`));
}

/** Leaves out what is there for authors only. @param {unknown} packs @returns {unknown} */
const withoutSamples = (packs) =>
  JSON.parse(
    JSON.stringify(packs, (key, value) =>
      ['$schema', 'sample', 'counterSample'].includes(key) ? undefined : /** @type {unknown} */ (value),
    ),
  );

/** @param {string} folder */
const filesIn = (folder) =>
  readdirSync(inProject(folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [`${folder}/${entry.name}`] : [],
  );

describe('the compiled packs', () => {
  for (const platform of /** @type {const} */ (['node', 'browser'])) {
    it(`say in ${platform} what the sources say`, async () => {
      const [compiled, sources] = await Promise.all([unpack(platform), readPacks()]);
      assert.deepEqual(compiled.PACKS, withoutSamples(sources.PACKS));
      assert.deepEqual(compiled.TRANSLATIONS, withoutSamples(sources.TRANSLATIONS));
    });

    it(`are small in ${platform}`, async () => {
      const { length } = await compilePacks(platform);
      assert.ok(length < MOST_BYTES, `${length} bytes`);
    });
  }

  it('leave no file of the sources out', async () => {
    const { PACKS } = /** @type {Packs} */ (await readPacks());
    const ids = filesIn('server/data/packs').map((file) => /** @type {{ id: string }} */ (readJson(file)).id);
    assert.deepEqual(PACKS.map(({ id }) => id).sort(), ids.sort());
  });
});
