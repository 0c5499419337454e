import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PackPath } from '../../../../client/src/packs/packPath.js';
import { fitsName, isInPackFolder, readPackPath } from '../../../../client/src/packs/packPath.js';

describe('a path of the setting for packs', () => {
  const PATHS: Readonly<Record<string, PackPath>> = {
    'team.yaml': { from: 'workspace', names: ['team.yaml'], patterns: [] },
    './packs/': { from: 'workspace', names: ['packs'], patterns: [] },
    'packs/*.yaml': { from: 'workspace', names: ['packs'], patterns: ['*.yaml'] },
    'teams/*/packs/*.json': { from: 'workspace', names: ['teams'], patterns: ['*', 'packs', '*.json'] },
    '../shared': { from: 'workspace', names: ['..', 'shared'], patterns: [] },
    '~/packs': { from: 'home', names: ['packs'], patterns: [] },
    '~\\packs\\a.yml': { from: 'home', names: ['packs', 'a.yml'], patterns: [] },
    '/srv/packs': { from: { root: '/' }, names: ['srv', 'packs'], patterns: [] },
    'C:\\packs\\*.yml': { from: { root: 'C:\\' }, names: ['packs'], patterns: ['*.yml'] },
    '\\\\server\\share\\packs': { from: { root: '\\\\server\\' }, names: ['share', 'packs'], patterns: [] },
    ' team.yaml ': { from: 'workspace', names: ['team.yaml'], patterns: [] },
  };
  for (const [path, expected] of Object.entries(PATHS)) {
    test(`${path} begins where a person expects it`, () => assert.deepEqual(readPackPath(path), expected));
  }
});

test('files with packs lie in the folder for them and are called like it', () => {
  assert.ok(isInPackFolder('/home/jane/logs/.dumplens/team.yaml'));
  assert.ok(isInPackFolder('/.dumplens/team.JSON'));
  assert.ok(!isInPackFolder('/logs/.dumplens/deeper/team.yaml'));
  assert.ok(!isInPackFolder('/logs/.dumplens/README.md'));
  assert.ok(!isInPackFolder('/logs/team.yaml'));
});

test('a star stands for any run of characters of a name, and nothing else has a meaning', () => {
  assert.ok(fitsName('*.yaml', 'team.yaml'));
  assert.ok(fitsName('team-*-v*.json', 'team-storage-v2.json'));
  assert.ok(!fitsName('*.yaml', 'team.yaml.bak'));
  assert.ok(!fitsName('a.b', 'axb'));
  assert.ok(fitsName('(a+)+', '(a+)+'));
  assert.ok(fitsName('**', 'anything'));
  assert.ok(!fitsName('ab*ba', 'aba'), 'a character is not used twice');
});
