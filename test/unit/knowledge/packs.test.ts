import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { builtinKnowledge } from '../../../server/src/knowledge/builtin.js';
import type { System } from '../../../server/src/knowledge/store.js';
import type { AnyPack, KnownIssue, Pack, SymbolEntry } from '../../../server/src/knowledge/types.js';
import { FRAME_ROLES, RESOURCE_TYPES } from '../../../server/src/model/roles.js';
import { literalLength, matchesGlob } from '../../../server/src/util/glob.js';

const PACKS = 'server/data/packs';
const SCHEMAS = 'server/data/schemas';

const packs = readdirSync(PACKS)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    file,
    text: readFileSync(`${PACKS}/${file}`, 'utf8'),
    pack: JSON.parse(readFileSync(`${PACKS}/${file}`, 'utf8')) as AnyPack,
  }));

const packsOf = <Name extends AnyPack['pack']>(name: Name): readonly Pack<Name>[] =>
  packs.map(({ pack }) => pack).filter((pack) => pack.pack === name) as unknown as readonly Pack<Name>[];

const knowledge = builtinKnowledge();

describe('the form of each pack', () => {
  const ajv = new Ajv({ allErrors: true, formats: { uri: /^https:\/\/\S+$/ } });
  for (const { file, pack } of packs) {
    test(`${file} is as its schema says`, () => {
      const validate = ajv.compile(JSON.parse(readFileSync(`${SCHEMAS}/${pack.pack}.schema.json`, 'utf8')) as object);
      const valid = validate(pack);
      assert.ok(valid, ajv.errorsText(validate.errors));
      assert.equal(validate({ ...pack, entries: [{}] }), false, 'the schema refuses an empty entry');
    });

    test(`${file}: every id is unique`, () => {
      const ids = pack.entries.map(({ id }) => id);
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
      );
    });

    test(`${file}: no text is empty, breaks its line or shouts`, () => {
      const texts: string[] = [];
      JSON.stringify(pack.entries, (key, value: unknown) => {
        if (typeof value === 'string' && ['meaning', 'note', 'cause', 'fix', 'title', 'idea'].includes(key))
          texts.push(value);
        return value;
      });
      // "!analyze" and "nt!Function" are names, not exclamations.
      assert.deepEqual(
        texts.filter((text) => text.trim() === '' || text.includes('\n') || /!(?:\s|$)/.test(text)),
        [],
      );
    });
  }

  test('packs have unique names', () => {
    assert.equal(new Set(packs.map(({ pack }) => pack.id)).size, packs.length);
  });
});

describe('symbols', () => {
  for (const pack of packsOf('symbols')) {
    const system = pack.system as System;
    const answered = (printed: string): SymbolEntry | null => {
      const at = printed.indexOf('!');
      return knowledge.symbol(system, printed.slice(0, at), printed.slice(at + 1));
    };

    test(`${pack.id}: roles and resources are words of the contract`, () => {
      const wrong = pack.entries.filter(
        ({ role, waitsFor, shows }) =>
          !(FRAME_ROLES as readonly string[]).includes(role) ||
          [waitsFor, shows].some((what) => what && !(RESOURCE_TYPES as readonly string[]).includes(what.type)),
      );
      assert.deepEqual(
        wrong.map(({ id }) => id),
        [],
      );
    });

    test(`${pack.id}: every pattern has a sample that it takes and one that it leaves`, () => {
      const patterns = pack.entries.filter(({ module, symbol }) => `${module ?? ''}${symbol}`.includes('*'));
      assert.ok(patterns.length > 0);
      const takes = ({ module, symbol }: SymbolEntry, printed: string): boolean => {
        const at = printed.indexOf('!');
        const fitsModule = module === null || matchesGlob(module.toLowerCase(), printed.slice(0, at).toLowerCase());
        return fitsModule && matchesGlob(symbol, printed.slice(at + 1));
      };
      const wrong = patterns.filter(
        (entry) =>
          !entry.sample || !entry.counterSample || !takes(entry, entry.sample) || takes(entry, entry.counterSample),
      );
      assert.deepEqual(
        wrong.map(({ id }) => id),
        [],
      );
    });

    test(`${pack.id}: a sample is answered by its entry, or by one that says more`, () => {
      const weight = ({ module, symbol }: SymbolEntry): number => literalLength(`${module ?? ''}${symbol}`);
      const wrong = pack.entries.filter((entry) => {
        const answer = entry.sample ? answered(entry.sample) : entry;
        return (
          answer === null || (answer.id !== entry.id && answer.symbol.includes('*') && weight(answer) < weight(entry))
        );
      });
      assert.deepEqual(
        wrong.map(({ id }) => id),
        [],
      );
    });

    test(`${pack.id}: an exact name is answered by its own entry`, () => {
      const exact = pack.entries.filter(({ module, symbol }) => !`${module ?? ''}${symbol}`.includes('*'));
      const wrong = exact.filter((entry) => knowledge.symbol(system, entry.module, entry.symbol)?.id !== entry.id);
      assert.deepEqual(
        wrong.map(({ id }) => id),
        [],
      );
    });

    test(`${pack.id}: counterparts exist`, () => {
      const lost = pack.entries.filter(
        ({ counterpart }) => counterpart !== undefined && !knowledge.counterpart(counterpart),
      );
      assert.deepEqual(
        lost.map(({ id }) => id),
        [],
      );
    });
  }
});

describe('bug checks', () => {
  const entries = packsOf('bugchecks').flatMap((pack) => pack.entries);

  test('codes are lower-case hex without padding, each once', () => {
    const codes = entries.map(({ code }) => code);
    assert.deepEqual(
      codes.filter((code) => !/^0x[1-9a-f][\da-f]*$/.test(code)),
      [],
    );
    assert.equal(new Set(codes).size, codes.length);
  });

  test('conditions on other arguments are ones that can hold', () => {
    const wrong = entries.filter(({ parameters }) =>
      parameters.some(({ n, when = {} }) =>
        Object.entries(when).some(
          ([other, values]) =>
            !/^[1-4]$/.test(other) ||
            Number(other) === n ||
            values.some((value) => !/^0x(?:0|[1-9a-f][\da-f]*)$/.test(value)),
        ),
      ),
    );
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });

  test('commands refer to arguments that exist', () => {
    const places = entries.flatMap(({ commands }) =>
      commands.flatMap(({ command }) => command.match(/\{[^}]*\}/g) ?? []),
    );
    assert.deepEqual(
      places.filter((place) => !/^\{[1-4]\}$/.test(place)),
      [],
    );
  });
});

describe('known issues', () => {
  const entries: readonly KnownIssue[] = packsOf('known-issues').flatMap((pack) => pack.entries);

  test('each says how to know it and refers to something, by an https address or by none', () => {
    const wrong = entries.filter(
      ({ when, references }) =>
        Object.keys(when).length === 0 ||
        references.length === 0 ||
        references.some(
          ({ id, title, url }) => id === '' || title === '' || !(url === null || /^https:\/\/\S+$/.test(url)),
        ),
    );
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });

  test('the article on spin counts goes by the one number that is known', () => {
    const ids = entries
      .flatMap(({ references }) => references.map(({ id }) => id))
      .filter((id) => id.includes('1020105'));
    assert.deepEqual([...new Set(ids)], ['KB 1020105']);
  });
});

describe('commands', () => {
  const entries = packsOf('commands').flatMap((pack) => pack.entries);

  test('each is found by what one types, with arguments behind it', () => {
    const lost = entries.filter(
      ({ id, command }) => knowledge.command(command)?.id !== id || knowledge.command(`${command} 0x1234`)?.id !== id,
    );
    assert.deepEqual(
      lost.map(({ id }) => id),
      [],
    );
  });

  test('one that is documented says where, or says what else it is founded on', () => {
    const wrong = entries.filter(({ url, basis }) => (basis === 'documented') !== (url !== null));
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });
});

test('every address in every pack is one of https', () => {
  const addresses = packs.flatMap(({ text }) => text.match(/"(?:url|source)": ?"[^"]*"/g) ?? []);
  assert.ok(addresses.length > 0);
  assert.deepEqual(
    addresses.filter((address) => !/: ?"https:\/\/[^\s"]+"$/.test(address)),
    [],
  );
});
