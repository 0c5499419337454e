/** What docs/features.md promises is what there is, and each promise has a test. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { capabilitiesFor } from '../../server/src/capabilities.js';
import { ROWS } from '../vscode/features.js';

const PAGE = readFileSync('docs/features.md', 'utf8');

/** The cells of the table below a heading, without its head. */
function cells(heading: string): readonly (readonly string[])[] {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

const firstCells = (heading: string): readonly string[] => cells(heading).map(([cell = '']) => cell);

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
};

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

describe('the page of features', () => {
  test('names every feature that is tested in VS Code, and no other', () => {
    assert.deepEqual(sorted(firstCells('In the text')), sorted(ROWS.map(({ feature }) => feature)));
  });

  test('names every command', () => {
    assert.deepEqual(sorted(firstCells('Commands')), sorted(contributes.commands.map(({ command }) => command)));
  });

  test('names every setting, and a test that speaks of it', () => {
    const settings = cells('Settings').map(([setting = '', , file = '']) => ({ setting, file }));
    assert.deepEqual(
      sorted(settings.map(({ setting }) => setting)),
      sorted(Object.keys(contributes.configuration.properties)),
    );
    const untested = settings.filter(({ setting, file }) => {
      const names = [setting, setting.replace('dumplens.', '')].map((name) => `'${name}'`);
      return !names.some((name) => readFileSync(file, 'utf8').includes(name));
    });
    assert.deepEqual(untested, []);
  });

  test('names every test in VS Code, and tests that there are', () => {
    const named = [...PAGE.matchAll(/\btest\/[\w./]+\.(?:mjs|ts)/g)].map(([file]) => file);
    assert.deepEqual(
      named.filter((file) => !existsSync(file)),
      [],
    );
    const tests = ['host', 'ui', 'web'].flatMap((folder) =>
      readdirSync(`test/vscode/${folder}`).map((file) => `test/vscode/${folder}/${file}`),
    );
    const unnamed = tests.filter((file) => /\.(?:mocha\.ts|test\.mjs)$/.test(file) && !named.includes(file));
    assert.deepEqual(unnamed, []);
  });
});

describe('what the server offers', () => {
  test('is tested in VS Code, each of it', () => {
    const offered = Object.keys(capabilitiesFor({ textDocument: { diagnostic: {} } }));
    const tested = new Set(ROWS.map(({ provider }) => provider));
    assert.deepEqual(
      offered.filter((name) => name.endsWith('Provider') && !tested.has(name)),
      [],
    );
  });
});

describe('each feature', () => {
  const tested = (language: string) =>
    new Set(ROWS.filter(({ sample }) => sample.includes(language)).map(({ feature }) => feature));
  const [psod, windbg] = [tested('psod'), tested('windbg')];

  for (const feature of new Set(ROWS.map((row) => row.feature))) {
    test(`is tried on a screen and on a transcript: ${feature}`, () => {
      const isOfPacks = feature.endsWith('in packs');
      assert.deepEqual([psod.has(feature), windbg.has(feature)], [!isOfPacks, !isOfPacks]);
    });
  }
});

describe('the README', () => {
  test('names every setting', () => {
    const readme = readFileSync('README.md', 'utf8');
    const missing = Object.keys(contributes.configuration.properties).filter((name) => !readme.includes(`\`${name}\``));
    assert.deepEqual(missing, []);
  });
});
