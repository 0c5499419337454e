import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Problem, ProblemCode } from '../../../server/src/packs/problem.js';
import type { ReadPack } from '../../../server/src/packs/readPack.js';
import { readPack } from '../../../server/src/packs/readPack.js';
import { wordsAt } from '../../helpers/text.js';
import { alwaysSteeperThan, fastest } from '../../helpers/timing.js';

const URI = 'file:///team/.dumplens/team.yaml';

/** A pack of functions of invented drivers, one entry a text. */
function symbols(...entries: readonly string[]): string {
  return ['pack: symbols', 'id: team-symbols', 'system: windows', 'entries:', ...entries].join('\n');
}

const GOOD = `  - id: contosonic!RxRing_Refill
    module: contosonic
    symbol: RxRing_Refill
    role: network
    meaning: Puts new buffers into the ring.
    basis: seen`;

const read = (text: string): ReadPack => readPack({ uri: URI, text });
const idsOf = ({ pack }: ReadPack): readonly string[] => (pack?.entries ?? []).map(({ id }) => id);

/** The only problem, with the words that it is about. */
function onlyProblem(text: string): Problem & { readonly words: string } {
  const { problems } = read(text);
  const [problem] = problems;
  assert.ok(problem && problems.length === 1, JSON.stringify(problems, null, 1));
  return { ...problem, words: wordsAt(text, problem.range) };
}

describe('a pack without a fault', () => {
  test('is read from YAML', () => {
    const { pack, problems } = read(symbols(GOOD));
    assert.deepEqual(problems, []);
    assert.deepEqual(pack, {
      pack: 'symbols',
      id: 'team-symbols',
      system: 'windows',
      entries: [
        {
          id: 'contosonic!RxRing_Refill',
          module: 'contosonic',
          symbol: 'RxRing_Refill',
          role: 'network',
          meaning: 'Puts new buffers into the ring.',
          basis: 'seen',
        },
      ],
    });
  });

  test('is the same from JSON, with tabs, a byte-order mark and Windows line ends', () => {
    const { pack } = read(symbols(GOOD));
    const json = JSON.stringify(pack, null, '\t').replaceAll('\n', '\r\n');
    for (const text of [json, `\ufeff${json}`]) {
      assert.deepEqual(read(text).pack, pack);
      assert.deepEqual(read(text).problems, []);
    }
  });

  test('may break its texts over several lines', () => {
    const folded = GOOD.replace('Puts new buffers into the ring.', '|\n      Puts new buffers\n      into the ring.');
    assert.deepEqual(read(symbols(folded)).pack, read(symbols(GOOD)).pack);
  });

  test('may write a code without quotation marks', () => {
    const { pack, problems } = read(
      'pack: status\nid: team-status\nsystem: windows\nentries:\n' +
        '  - { id: a, code: 0xe0000001, name: TEAM_ERROR, meaning: Ours., kind: status }',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(pack?.entries, [
      { id: 'a', code: '0xe0000001', name: 'TEAM_ERROR', meaning: 'Ours.', kind: 'status' },
    ]);
  });

  test('tells where its entries and their fields stand', () => {
    const text = symbols(GOOD);
    const { rangeOfEntry } = read(text);
    assert.equal(wordsAt(text, rangeOfEntry('contosonic!RxRing_Refill')), 'contosonic!RxRing_Refill');
    assert.equal(wordsAt(text, rangeOfEntry('contosonic!RxRing_Refill', 'role')), 'network');
  });
});

describe('one wrong entry', () => {
  const FAULTS: readonly {
    readonly fault: string;
    readonly entry: string;
    readonly code: ProblemCode;
    readonly words: string;
    readonly says: RegExp;
  }[] = [
    {
      fault: 'a word that is none of the list',
      entry: GOOD.replace('role: network', 'role: netwrk'),
      code: 'schema',
      words: 'netwrk',
      says: /^`role` must be one of .*`network`.*; did you mean `network`\?$/,
    },
    {
      fault: 'a field that does not exist',
      entry: GOOD.replace('meaning:', 'meanning:').concat('\n    meaning: It does.'),
      code: 'schema',
      words: 'meanning',
      says: /^There is no field `meanning` here; did you mean `meaning`\?$/,
    },
    {
      fault: 'a field that is not there',
      entry: GOOD.replace(/ {4}meaning.*\n/, ''),
      code: 'schema',
      words: 'contosonic!RxRing_Refill',
      says: /^The field `meaning` is missing\.$/,
    },
    {
      fault: 'a list in the place of a text',
      entry: GOOD.replace('module: contosonic', 'module: [contosonic]'),
      code: 'schema',
      words: '[contosonic]',
      says: /^`module` must be a text .* or null\.$/,
    },
    {
      fault: 'a number in the place of a text',
      entry: GOOD.replace('symbol: RxRing_Refill', 'symbol: 42'),
      code: 'schema',
      words: '42',
      says: /^`symbol` must be a text \(in quotation marks, where it looks like a number\)\.$/,
    },
    {
      fault: 'an empty text',
      entry: GOOD.replace('symbol: RxRing_Refill', "symbol: ''"),
      code: 'schema',
      words: "''",
      says: /^`symbol` is empty\.$/,
    },
    {
      fault: 'an address that is not one of https',
      entry: `${GOOD}\n    source: http://wiki.example/ring`,
      code: 'link',
      words: 'http://wiki.example/ring',
      says: /https:\/\//,
    },
    {
      fault: 'a pattern with nine stars',
      entry: GOOD.replace('symbol: RxRing_Refill', `symbol: '${'a*'.repeat(9)}'`),
      code: 'pattern',
      words: `'${'a*'.repeat(9)}'`,
      says: /^`symbol` has 9 stars; at most 8/,
    },
    {
      fault: 'a pattern that is too long',
      entry: GOOD.replace('symbol: RxRing_Refill', `symbol: ${'a'.repeat(201)}`),
      code: 'pattern',
      words: 'a'.repeat(201),
      says: /longer than 200/,
    },
    {
      fault: 'a control character',
      entry: GOOD.replace('Puts new buffers into the ring.', '"\\u001b[31mred"'),
      code: 'text',
      words: '"\\u001b[31mred"',
      says: /control character/,
    },
    {
      fault: 'a sample that its pattern does not take',
      entry: `${GOOD.replace('symbol: RxRing_Refill', 'symbol: RxRing_*')}\n    sample: contosonic!TxRing_Refill`,
      code: 'sample',
      words: 'contosonic!TxRing_Refill',
      says: /does not take its own sample/,
    },
    {
      fault: 'a counter-sample that its pattern takes',
      entry: `${GOOD.replace('symbol: RxRing_Refill', 'symbol: RxRing_*')}\n    counterSample: contosonic!RxRing_Drop`,
      code: 'sample',
      words: 'contosonic!RxRing_Drop',
      says: /which it should leave/,
    },
    {
      fault: 'the id of another entry',
      entry: GOOD.replace('symbol: RxRing_Refill', 'symbol: Other')
        .replace('!RxRing_Refill', '!Other')
        .concat(
          '\n  - id: contosonic!Other\n    module: contosonic\n    symbol: Third\n    role: other\n    meaning: Third.\n    basis: seen',
        ),
      code: 'duplicate-id',
      words: 'contosonic!Other',
      says: /^Two entries have the id `contosonic!Other`/,
    },
  ];

  for (const { fault, entry, code, words, says } of FAULTS) {
    test(`with ${fault} is left out and told of; the others stay`, () => {
      const last = GOOD.replaceAll('RxRing_Refill', 'TxRing_Refill');
      const text = symbols(GOOD.replaceAll('RxRing_Refill', 'Start'), entry, last);
      const problem = onlyProblem(text);
      assert.deepEqual([problem.severity, problem.code, problem.words], ['error', code, words]);
      assert.match(problem.message, says);
      const ids = idsOf(read(text));
      assert.deepEqual([ids[0], ids.at(-1)], ['contosonic!Start', 'contosonic!TxRing_Refill']);
      assert.ok(!ids.includes('contosonic!RxRing_Refill'));
    });
  }

  test('about the same function as another is a warning, for only one of them is found', () => {
    const text = symbols(GOOD, GOOD.replace('contosonic!RxRing_Refill', 'again'));
    const problem = onlyProblem(text);
    assert.deepEqual([problem.severity, problem.code, problem.words], ['warning', 'duplicate-key', 'again']);
    assert.deepEqual(idsOf(read(text)), ['contosonic!RxRing_Refill', 'again']);
  });
});

describe('a file that is no pack', () => {
  const FILES: readonly { readonly what: string; readonly text: string; readonly says: RegExp }[] = [
    { what: 'nothing', text: '', says: /^The file is empty\.$/ },
    { what: 'only a comment', text: '# to be written\n', says: /^The file is empty\.$/ },
    { what: 'a list', text: '- pack: symbols\n', says: /has the fields `pack`, `id`, `system` and `entries`/ },
    { what: 'a word', text: 'hello', says: /has the fields/ },
    { what: 'no kind', text: 'id: team\nentries: []', says: /^The field `pack` is missing: one of `symbols`/ },
    { what: 'an unknown kind', text: 'pack: symbol\nentries: []', says: /^`pack` must be .*did you mean `symbols`\?$/ },
    { what: 'no system', text: 'pack: modules\nid: team\nentries: []', says: /^The field `system` is missing\.$/ },
    { what: 'no list of entries', text: 'pack: modules\nid: a\nsystem: esxi\nentries: {}', says: /must be a list/ },
    { what: 'cut JSON', text: '{ "pack": "modules", "entries": [', says: /./ },
    { what: 'a field twice', text: 'pack: modules\npack: modules\n', says: /`pack` stands here twice/ },
    { what: 'two packs', text: 'pack: modules\n---\npack: symbols\n', says: /^A file holds one pack/ },
    { what: 'too much', text: `# ${'x'.repeat(1_000_000)}`, says: /larger than 1 MB/ },
    {
      what: 'too many entries',
      text: JSON.stringify({ pack: 'modules', id: 'a', system: 'esxi', entries: Array<object>(5001).fill({}) }),
      says: /more than 5000 entries/,
    },
  ];
  for (const { what, text, says } of FILES) {
    test(`but ${what} is told of, and nothing comes of it`, () => {
      const { pack, problems } = read(text);
      assert.equal(pack, null);
      assert.ok(
        problems.some(({ message, severity }) => severity === 'error' && says.test(message)),
        JSON.stringify(problems),
      );
    });
  }

  test('binary data is told of too', () => {
    const { pack, problems } = read(String.fromCharCode(...Array.from({ length: 4096 }, (_, index) => index % 256)));
    assert.equal(pack, null);
    assert.ok(problems.length > 0);
  });
});

describe('a hostile file', () => {
  test('gets no alias: a bomb of them is not even begun', () => {
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [*${'abcdefghi'[index] ?? ''}, x]`),
    ];
    const { pack, problems } = read(bomb.join('\n'));
    assert.equal(pack, null);
    assert.ok(problems.every(({ code }) => code === 'not-plain'));
    assert.ok(problems.some(({ message }) => message.includes('aliases')));
  });

  test('gets no tag of its own', () => {
    const { pack, problems } = read(symbols(GOOD.replace('meaning: Puts', 'meaning: !!js/function Puts')));
    assert.equal(pack, null);
    assert.match(problems[0]?.message ?? '', /tags/);
  });

  test('gets no merge of fields', () => {
    const text = symbols(GOOD.concat('\n    <<: { note: merged }'));
    assert.match(onlyProblem(text).message, /no field `<<`/);
  });

  for (const name of ['__proto__', 'constructor', 'prototype', 'toString']) {
    test(`changes nothing by a field called ${name}`, () => {
      const json = `{ "pack": "modules", "id": "a", "system": "esxi", "entries": [], "${name}": { "polluted": true } }`;
      const { pack, problems } = read(json);
      assert.equal(pack, null);
      assert.match(problems[0]?.message ?? '', new RegExp(`no field \`${name}\``));
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });
  }

  test('that is nested without end is refused before anything is made of it', () => {
    for (const open of ['[', '{', '{a: [', '- ', '? ', 'a: {', '[{']) {
      const { pack, problems } = read(open.repeat(20_000));
      assert.equal(pack, null, open);
      assert.ok(problems.length > 0, open);
    }
  });

  for (const piece of ['{}', ']', '>\n a\n', '%a\n', '---\n', '"', '&a ', '*a ', 'a: b\n', '- a\n', '[]: ', 'x, ']) {
    test(`of ${JSON.stringify(piece)} again and again takes time by its length`, () => {
      const timeOf = (length: number): number => fastest(() => read(piece.repeat(length / piece.length)), 1);
      assert.ok(!alwaysSteeperThan(8, () => [timeOf(20_000), timeOf(80_000)]));
    });
  }

  test('with many faults is told of some of them, and soon', () => {
    const entries = Array.from({ length: 5000 }, () => ({ module: 1, symbol: 2, nonsense: 3 }));
    const { pack, problems } = read(JSON.stringify({ pack: 'symbols', id: 'a', system: 'esxi', entries }));
    assert.deepEqual(pack?.entries, []);
    assert.ok(problems.length > 0 && problems.length <= 200);
  });
});
