import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { DEFAULT_SETTINGS, readSettings, SettingsCache } from '../../../server/src/session/settings.js';

describe('what a client answers', () => {
  for (const odd of [
    null,
    undefined,
    {},
    { codeLens: null },
    { codeLens: { enabled: 'no' } },
    { codeLens: {} },
    { inlayHints: true },
    { inlayHints: { values: 1 } },
    7,
    'x',
  ]) {
    test(`${odd === undefined ? 'nothing' : JSON.stringify(odd)} counts as not set`, () => {
      assert.deepEqual(readSettings(odd), DEFAULT_SETTINGS);
    });
  }

  test('a lens can be switched off and on', () => {
    assert.equal(readSettings({ codeLens: { enabled: false } }).codeLens, false);
    assert.equal(readSettings({ codeLens: { enabled: true } }).codeLens, true);
  });

  test('each flag is read from its place', () => {
    const section = {
      codeLens: { enabled: false },
      diagnostics: { enabled: false },
      inlayHints: { values: false, roles: true },
    };
    assert.deepEqual(readSettings(section), {
      codeLens: false,
      diagnostics: false,
      hintValues: false,
      hintRoles: true,
    });
  });
});

describe('settings per document', () => {
  const asked: string[] = [];
  const answering = () =>
    new SettingsCache((uri) => {
      asked.push(uri);
      return Promise.resolve({ codeLens: { enabled: uri !== 'quiet' } });
    });

  test('are asked for once a document', async () => {
    asked.length = 0;
    const settings = answering();
    assert.equal((await settings.get('quiet')).codeLens, false);
    assert.equal((await settings.get('quiet')).codeLens, false);
    assert.equal((await settings.get('other')).codeLens, true);
    assert.deepEqual(asked, ['quiet', 'other']);
  });

  test('are forgotten when they change or the document closes', async () => {
    asked.length = 0;
    const settings = answering();
    await settings.get('a');
    settings.drop('a');
    await settings.get('a');
    settings.clear();
    await settings.get('a');
    assert.deepEqual(asked, ['a', 'a', 'a']);
  });

  test('a client that fails has the defaults', async () => {
    const settings = new SettingsCache(() => Promise.reject(new Error('gone')));
    assert.deepEqual(await settings.get('a'), DEFAULT_SETTINGS);
  });
});

test('the manifest has the same defaults', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { default: unknown }> } };
  };
  const { properties } = contributes.configuration;
  const { codeLens, diagnostics, hintValues, hintRoles } = DEFAULT_SETTINGS;
  assert.equal(properties['dumplens.codeLens.enabled']?.default, codeLens);
  assert.equal(properties['dumplens.diagnostics.enabled']?.default, diagnostics);
  assert.equal(properties['dumplens.inlayHints.values']?.default, hintValues);
  assert.equal(properties['dumplens.inlayHints.roles']?.default, hintRoles);
});
