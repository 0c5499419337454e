/** What docs/features.md promises is what there is, and each promise has a test. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { capabilitiesFor } from '../../server/src/capabilities.js';
import { ROWS } from '../vscode/features.js';

const PAGE = readFileSync('docs/features.md', 'utf8');

/** The first cells of the table below a heading. */
function firstCells(heading: string): readonly string[] {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) => (row.split('|')[1] ?? '').trim());
}

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
    const named = firstCells('Commands').map((cell) => cell.replaceAll('`', ''));
    assert.deepEqual(sorted(named), sorted(contributes.commands.map(({ command }) => command)));
  });

  test('names tests that there are', () => {
    const files = [...PAGE.matchAll(/test\/[\w./]+\.(?:mjs|ts)/g)].map(([file]) => file);
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
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

describe('the README', () => {
  test('names every setting', () => {
    const readme = readFileSync('README.md', 'utf8');
    const missing = Object.keys(contributes.configuration.properties).filter((name) => !readme.includes(`\`${name}\``));
    assert.deepEqual(missing, []);
  });
});
