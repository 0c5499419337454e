import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Knowledge } from '../../../server/src/service.js';
import { openCase, readOwnPacks } from '../../../server/src/service.js';
import type { Writing } from '../../helpers/packs.js';
import { accept, complete } from '../../helpers/packs.js';
import { readSample } from '../../helpers/samples.js';

const labels = (marked: string, writing?: Writing): readonly string[] =>
  complete(marked, writing).items.map(({ label }) => label);

/** An entry of a pack of one kind, from its second line on. */
const pack = (kind: string, entry: string, system = 'esxi'): string =>
  `pack: ${kind}\nid: team\nsystem: ${system}\nentries:\n${entry}`;

const screen = openCase(readSample('psod-spin-count.psod'));

/** What is offered, from the first on. */
const FORMS: readonly (readonly [name: string, marked: string, first: readonly string[]])[] = [
  ['an empty file', '‸', ['new pack: symbols', 'new pack: modules']],
  ['a file that begins', 'id: team\n‸', ['pack', 'system', 'entries']],
  ['a key that is being typed', 'pack: terms\nid: team\nsy‸', ['system', 'entries']],
  ['the kind', 'pack: ‸', ['symbols', 'modules', 'bugchecks', 'known-issues']],
  ['the kind that is changed', 'pack: sym‸bols', ['symbols', 'modules']],
  ['a list that begins', pack('terms', '  ‸'), ['- new entry']],
  ['a dash', pack('terms', '  - ‸'), ['new entry', 'id', 'dialect', 'kind', 'term']],
  ['a dash that is being typed', pack('terms', '  - { id: a }\n  -‸'), ['- new entry']],
  ['a line below an entry', pack('terms', '  - id: a\n  ‸'), ['- new entry']],
  [
    'an empty line in an entry',
    pack('terms', '  - id: a\n    ‸\n    kind: trap'),
    ['dialect', 'term', 'meaning', 'basis'],
  ],
  ['an entry with lines below', pack('terms', '  - id: a\n    te‸\n  - id: b'), ['dialect', 'kind', 'term']],
  [
    'a nested group',
    pack('known-issues', '  - id: a\n    when:\n      ‸'),
    ['bugChecks', 'kinds', 'message', 'frames'],
  ],
  ['a group in braces', pack('known-issues', '  - id: a\n    when: { kinds: [a], ‸ }'), ['bugChecks', 'message']],
  ['a group in braces that is open', pack('known-issues', '  - id: a\n    when: { mo‸'), ['bugChecks', 'kinds']],
  ['names that are numbers', pack('known-issues', '  - when:\n      parameters:\n        ‸'), ['1', '2', '3', '4']],
  ['a list in a list', pack('known-issues', '  - references:\n      - id: x\n        ‸'), ['title', 'url']],
  ['words of the schema', pack('terms', '  - basis: ‸'), ['documented', 'seen', 'recalled']],
  ['a word that is begun', pack('terms', '  - { id: a, dialect: ps‸ }'), ['psod', 'windbg', 'linux']],
  ['true and false', pack('modules', '  - inbox: ‸'), ['false', 'true']],
  ['nothing where nothing is known', pack('known-issues', '  - fix: ‸'), ['null']],
  ['the name of a field that has a value', pack('terms', '  - te‸rm: x'), ['id', 'dialect', 'kind', 'term']],
];

describe('by the schema, a pack is completed with', () => {
  for (const [name, marked, first] of FORMS) {
    test(name, () => assert.deepEqual(labels(marked).slice(0, first.length), first));
  }
});

/** Where there is nothing to offer. */
const SILENT: readonly (readonly [name: string, marked: string])[] = [
  ['prose', pack('terms', '  - meaning: It is ‸')],
  ['prose of several lines', pack('terms', '  - meaning: It is\n      what ‸')],
  ['a block of text', pack('terms', '  - meaning: |\n      sy‸')],
  ['a comment', pack('terms', '  - id: a # ba‸')],
  ['a field that there is not', pack('terms', '  - colour: ‸')],
  ['a list that is no list', 'pack: ‸terms: [\n- {'],
  ['a group that would begin on the line of its name', pack('known-issues', '  - when: ‸')],
  ['a file that is deeper than any pack', `${'['.repeat(50_000)}‸`],
];

describe('nothing is offered in', () => {
  for (const [name, marked] of SILENT) {
    test(name, () => assert.deepEqual(labels(marked), []));
  }
});

/** What is offered first, with the crash of the sample open. */
const NAMES: readonly (readonly [name: string, marked: string, expected: readonly string[]])[] = [
  [
    'functions',
    pack('known-issues', '  - dialect: psod\n    when: { frames: [SP_Wait‸] }'),
    ['SP_WaitLock', 'SP_WaitLockIRQ'],
  ],
  ['the kind of crash', pack('known-issues', '  - when: { kinds: [‸] }'), ['spin-count']],
  [
    'the message',
    pack('known-issues', '  - when:\n      message:\n        - ‸'),
    ['Spin count exceeded (pathListLock) - possible deadlock'],
  ],
  ['modules', pack('known-issues', '  - when:\n      modules:\n      - vmker‸'), ['vmkernel']],
  ['who may be to blame', pack('known-issues', '  - blames: firm‸'), ['firmware']],
  [
    'bug checks by their names',
    pack('known-issues', "  - when: { bugChecks: ['DPC_WATCHDOG_V‸'] }", 'windows'),
    ['0x133'],
  ],
  ['functions with their modules', pack('symbols', '  - id: vmkernel!SP_WaitL‸'), ['vmkernel!SP_WaitLock']],
  [
    'functions of the module',
    pack('symbols', '  - module: hal\n    symbol: HalpTimerSta‸', 'windows'),
    ['HalpTimerStallExecutionProcessor'],
  ],
  ['counterparts', pack('symbols', '  - counterpart: spin-lo‸'), ['spin-lock']],
  ['classes of modules', pack('modules', '  - class: replica‸'), ['replication-filter']],
  ['ids of what the product knows', pack('bugchecks', '  - id: bugcheck-13‸', 'windows'), ['bugcheck-13']],
  ['commands', pack('commands', '  - command: "!runn‸"', 'windows'), ['!running']],
];

describe('from what is known, a pack is completed with', () => {
  for (const [name, marked, expected] of NAMES) {
    test(name, () => assert.deepEqual(labels(marked, { cases: [screen] }).slice(0, expected.length), expected));
  }

  test('the open crashes first, and never more than can be looked through', () => {
    const { items, isIncomplete } = complete(pack('symbols', '  - id: ‸'), { cases: [screen] });
    assert.deepEqual([items.length, isIncomplete], [100, true]);
    assert.match(items[0]?.detail ?? '', /in an open crash$/);
    assert.equal(complete(pack('symbols', '  - id: vmkernel!SP_‸')).isIncomplete, false);
  });

  test('names of another system only where the pack is about any', () => {
    const frames = (system: string): readonly string[] =>
      labels(pack('known-issues', '  - when: { frames: [KeBugCheck‸] }', system));
    assert.ok(frames('windows').includes('KeBugCheckEx'));
    assert.ok(frames('any').includes('KeBugCheckEx'));
    assert.ok(!frames('esxi').includes('KeBugCheckEx'));
  });
});

/** What stands in the text after the first item with the label was taken. */
const EDITS: readonly (readonly [name: string, marked: string, label: string, expected: string, isJson?: true])[] = [
  ['a word', 'pack: ‸', 'terms', 'pack: terms'],
  ['a name in brackets', 'pack: terms\nentries: [{ kind: tr‸ }]', 'trap', 'pack: terms\nentries: [{ kind: trap }]'],
  ['a name of which half stands behind the cursor', 'pack: kn‸own', 'known-issues', 'pack: known-issues'],
  ['a name in quotation marks', "pack: 'te‸'", 'terms', "pack: 'terms'"],
  ['a code, which is quoted', pack('bugchecks', '  - code: 0x13‸'), '0x133', pack('bugchecks', "  - code: '0x133'")],
  ['a field name alone', pack('terms', '  - te‸: x'), 'term', pack('terms', '  - term: x')],
  [
    'a field with a group',
    pack('known-issues', '  - id: a\n    wh‸'),
    'when',
    pack('known-issues', '  - id: a\n    when:\n      ${1}'),
  ],
  ['a field behind a dash', pack('known-issues', '  - wh‸'), 'when', pack('known-issues', '  - when:\n      ${1}')],
  [
    'a field with a list',
    pack('known-issues', '  - when:\n      fr‸'),
    'frames',
    pack('known-issues', '  - when:\n      frames: [${1}]'),
  ],
  [
    'a field in JSON',
    '{ "pack": "terms", "‸" }',
    'system',
    '{ "pack": "terms", "system": ${1|"windows","esxi","linux","any"|} }',
    true,
  ],
  [
    'an entry',
    pack('status', '  ‸', 'windows'),
    '- new entry',
    pack(
      'status',
      '  - id: ${1}\n    code: ${2}\n    name: ${3}\n    meaning: ${4}\n    kind: ${5|status,exception,status-and-exception|}',
      'windows',
    ),
  ],
];

describe('what is taken becomes', () => {
  for (const [name, marked, label, expected, isJson = false] of EDITS) {
    test(name, () => {
      const item = complete(marked, { isJson, cases: [screen] }).items.find((each) => each.label === label);
      assert.equal(accept(marked, item), expected);
    });
  }

  test('a whole pack of each kind that lacks nothing but its words', () => {
    for (const item of complete('‸').items.filter(({ label }) => label.startsWith('new pack'))) {
      const text = accept('‸', item)
        .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
        .replace(/\$\{\d+:(.*?)\}/g, '$1');
      const filled = text
        .replace(/when:\n\s+\$\{\d+\}/, 'when: { text: [word] }')
        .replace(/code: \$\{\d+\}/, "code: '0xc0000001'")
        .replace(/build: \$\{\d+\}/, 'build: 1\n    source: https://example.com')
        .replace(/\$\{\d+\}/g, 'word');
      const [read] = readOwnPacks([{ uri: 'file:///a.yaml', text: filled }]).packs;
      const wrong = read?.problems.filter(({ severity, code }) => severity === 'error' && code === 'schema');
      assert.deepEqual([item.label, wrong], [item.label, []], filled);
    }
  });
});

describe('an editor that', () => {
  test('knows no places to fill in gets plain words', () => {
    const items = complete(pack('known-issues', '  - wh‸'), { abilities: { snippets: false } }).items;
    assert.ok(items.every(({ insertTextFormat }) => insertTextFormat === undefined));
    assert.equal(
      accept(
        pack('known-issues', '  - wh‸'),
        items.find(({ label }) => label === 'when'),
      ),
      pack('known-issues', '  - when: '),
    );
  });

  test('shows no Markdown gets plain text', () => {
    const marked = pack('symbols', '  - id: vmkernel!SP_WaitL‸');
    const [plain] = complete(marked, { abilities: { markdown: false } }).items;
    assert.match(JSON.stringify(plain?.documentation), /^"SP_WaitLock · vmkernel/);
    assert.match(JSON.stringify(complete(marked).items[0]?.documentation), /"markdown".*SP_WaitLock/);
  });

  test('completes by the schema itself gets names alone', () => {
    const writing = { isJson: true, abilities: { schema: true } };
    assert.deepEqual(labels('{ "pack": "‸" }', writing), []);
    const entry = '{ "pack": "known-issues", "entries": [{ "blames": "hardw‸" }] }';
    assert.deepEqual(labels(entry, writing), ['hardware']);
  });
});

test('a large pack is completed in a moment', () => {
  const entries = Array.from(
    { length: 5000 },
    (_, index) => `  - { id: a${index}, term: word, meaning: Some words on it }\n`,
  );
  const started = performance.now();
  assert.ok(labels(pack('terms', `${entries.join('')}  - ba‸`)).includes('basis'));
  assert.ok(performance.now() - started < 5000);
});

test('the entries of a kind are read once, however many keys are typed, and anew once other packs are known', () => {
  let reads = 0;
  const counting = (): Knowledge => ({
    ...screen.knowledge,
    entries: (name, system, isWanted) => {
      reads += 1;
      return screen.knowledge.entries(name, system, isWanted);
    },
  });
  const type = (known: Knowledge): readonly (readonly string[])[] =>
    ['SP_', 'SP_Wai', 'SP_WaitL'].map((typed) =>
      labels(pack('known-issues', `  - when: { frames: [${typed}‸] }`), { known }),
    );
  const known = counting();
  assert.ok(type(known).every((offered) => offered.includes('SP_WaitLock')));
  type(known);
  assert.equal(reads, 1);
  type(counting());
  assert.equal(reads, 2);
});
