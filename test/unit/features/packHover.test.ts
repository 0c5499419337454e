import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hoverOn } from '../../helpers/packs.js';

const pack = (kind: string, entry: string, system = 'esxi'): string =>
  `pack: ${kind}\nid: team\nsystem: ${system}\nentries:\n${entry}`;

/** What a word of a pack is told to be; null where nothing is told. */
const WORDS: readonly (readonly [name: string, marked: string, expected: RegExp | null])[] = [
  ['a field', pack('known-issues', '  - che‸ckOnly: true'), /^\*\*checkOnly\*\*\n\nA person must look/],
  ['a field in braces', pack('known-issues', '  - when: { an‸yText: [abcd] }'), /any of them/],
  [
    'a function',
    pack('known-issues', '  - when: { frames: [SP_Wait‸Lock] }'),
    /^\*\*SP_WaitLock\*\* · vmkernel · spin-wait/,
  ],
  ['a module', pack('known-issues', "  - blames: 'netx‸en_nic'"), /^\*\*netxen_nic\*\*/],
  ['a bug check', pack('known-issues', "  - when: { bugChecks: ['0x1‸33'] }", 'windows'), /DPC_WATCHDOG_VIOLATION/],
  ['a documented case', pack('known-issues', '  - id: ‸nowhere-known'), null],
  ['prose', pack('known-issues', '  - cause: SP_Wait‸Lock'), null],
  ['a field that there is not', pack('known-issues', '  - co‸lour: red'), null],
  ['nothing', pack('known-issues', '  - id: a\n ‸'), null],
];

describe('a hover in a pack tells of', () => {
  for (const [name, marked, expected] of WORDS) {
    test(name, () => {
      const told = hoverOn(marked);
      if (expected === null) assert.equal(told, null);
      else assert.match(told ?? '', expected);
    });
  }

  test('names alone where the editor tells of fields itself', () => {
    assert.equal(hoverOn(pack('known-issues', '  - che‸ckOnly: true'), { schema: true }), null);
    assert.match(
      hoverOn(pack('known-issues', '  - when: { frames: [SP_Wait‸Lock] }'), { schema: true }) ?? '',
      /WaitLock/,
    );
  });

  test('fields and names without marks where the editor reads no Markdown', () => {
    const plain = { markdown: false };
    assert.match(
      hoverOn(pack('known-issues', '  - che‸ckOnly: true'), plain) ?? '',
      /^checkOnly\n\nA person must look/,
    );
    const told = hoverOn(pack('known-issues', '  - when: { frames: [SP_Wait‸Lock] }'), plain) ?? '';
    assert.match(told, /^SP_WaitLock · vmkernel · spin-wait\n\n/);
    assert.doesNotMatch(told, /[*\\]/);
  });
});
