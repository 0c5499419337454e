import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { DUMP_LANGUAGES, PLAIN_LANGUAGES, dialectLabel, isDumpLanguage } from '../../../client/src/languages.js';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: { readonly languages: readonly { readonly id: string }[] };
}

test('the languages are those of the manifest', async () => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;
  assert.deepEqual(
    manifest.contributes.languages.map(({ id }) => id),
    [...DUMP_LANGUAGES],
  );
  const activating = [...DUMP_LANGUAGES, ...PLAIN_LANGUAGES].map((language) => `onLanguage:${language}`);
  const byLanguage = manifest.activationEvents.filter((event) => event.startsWith('onLanguage:'));
  assert.deepEqual(byLanguage.sort(), activating.sort());
});

test('plain text is no dump, and neither is nothing', () => {
  assert.equal(isDumpLanguage('psod'), true);
  assert.equal(isDumpLanguage('plaintext'), false);
  assert.equal(isDumpLanguage(null), false);
});

test('a dialect has a name that people use; an unknown one keeps its own', () => {
  assert.equal(dialectLabel('windbg'), 'WinDbg');
  assert.equal(dialectLabel('aix'), 'aix');
});
