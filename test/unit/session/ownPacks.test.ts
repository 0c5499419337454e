import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OwnPacks } from '../../../server/src/session/ownPacks.js';

const TEAM = 'file:///team/.dumplens/team.yaml';
const STORAGE = 'file:///srv/packs/storage.json';
const RIGHT = 'pack: terms\nid: team\nsystem: any\nentries: []\n';
const WRONG = RIGHT.replace('any', 'anyy');

describe('packs of one’s own', () => {
  test('are those in a folder of packs, and those that were handed over, as long as they are', () => {
    const packs = new OwnPacks();
    const known = (): readonly boolean[] => [TEAM, STORAGE, 'file:///logs/team.yaml'].map((uri) => packs.isPack(uri));
    assert.deepEqual(known(), [true, false, false]);
    packs.replace({ files: [{ uri: STORAGE, text: RIGHT }] });
    assert.deepEqual([known(), packs.elsewhere], [[true, true, false], [STORAGE]]);
    packs.replace({ files: [] });
    assert.deepEqual(known(), [true, false, false]);
  });

  for (const [uri, isPack] of [
    ['untitled:/team/.dumplens/new.yaml', true],
    ['vscode-vfs://github/team/logs/.dumplens/a.YML', true],
    ['file:///team/.dumplens/deeper/a.yaml', false],
    ['file:///team/.dumplens/notes.md', false],
    ['file:///team/dumplens/a.json', false],
  ] as const) {
    test(`${uri} is ${isPack ? 'one' : 'none'}`, () => assert.equal(new OwnPacks().isPack(uri), isPack));
  }

  test('are told of as they stand in the editor, or else in the file', () => {
    const packs = new OwnPacks();
    const count = (written: string | null): readonly number[] =>
      packs
        .replace({ files: [{ uri: TEAM, text: WRONG }] }, () => written)
        .diagnostics.map((each) => each.diagnostics.length);
    assert.deepEqual([count(null), count(RIGHT)], [[1], [0]]);
    assert.deepEqual([packs.problemsOf(TEAM).length, packs.check(TEAM, RIGHT).length], [1, 0]);
    assert.deepEqual(packs.problemsOf(STORAGE), []);
  });
});
