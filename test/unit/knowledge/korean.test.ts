import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { createKnowledge } from '../../../server/src/knowledge/store.js';
import type { AnyPack, Translation } from '../../../server/src/knowledge/types.js';
import { openCase } from '../../../server/src/service.js';
import { readSample } from '../../helpers/samples.js';

const PACKS = 'server/data/packs';
const KOREAN = `${PACKS}/ko`;

type Texts = Readonly<Record<string, unknown>>;

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const jsonIn = (folder: string): readonly string[] => readdirSync(folder).filter((file) => file.endsWith('.json'));

const packs = jsonIn(PACKS).map((file) => readJson(`${PACKS}/${file}`) as AnyPack);
const translations = jsonIn(KOREAN).map((file) => ({
  file,
  translation: readJson(`${KOREAN}/${file}`) as Translation,
}));

/** The English entries of the pack that a file translates, by id. */
function englishOf({ translates }: Translation): ReadonlyMap<string, Texts> {
  const pack = packs.find(({ id }) => id === translates);
  return new Map((pack?.entries ?? []).map((entry) => [entry.id, entry as unknown as Texts]));
}

/** Every translated text with its English, named as a person would look for it. */
const pairs = translations.flatMap(({ translation }) =>
  Object.entries(translation.entries).flatMap(([id, texts]) =>
    Object.entries(texts).map(([field, korean]) => ({
      place: `${translation.translates}: ${id}: ${field}`,
      korean,
      english: englishOf(translation).get(id)?.[field],
    })),
  ),
);

const placesOf = (wrong: typeof pairs): readonly string[] => wrong.map(({ place }) => place);

describe('the form of the Korean texts', () => {
  const validate = new Ajv({ allErrors: true }).compile(
    readJson('server/data/schemas/translation.schema.json') as object,
  );

  for (const { file, translation } of translations) {
    test(`${file} is as the schema says, and is called like its pack`, () => {
      assert.ok(validate(translation), JSON.stringify(validate.errors));
      assert.equal(file, `${translation.translates}.json`);
      assert.equal(translation.language, 'ko');
    });

    test(`${file}: every entry is one of the pack`, () => {
      const english = englishOf(translation);
      assert.deepEqual(
        Object.keys(translation.entries).filter((id) => !english.has(id)),
        [],
      );
    });
  }

  test('the schema refuses an empty text and a field that is no text', () => {
    const of = (texts: object) => ({ translates: 'terms', language: 'ko', entries: { some: texts } });
    assert.equal(validate(of({ meaning: '뜻' })), true);
    assert.equal(validate(of({ meaning: '' })), false);
    assert.equal(validate(of({ role: 'idle' })), false);
    assert.equal(validate(of({})), false);
  });

  test('every field is a text of its entry', () => {
    assert.deepEqual(placesOf(pairs.filter(({ english }) => typeof english !== 'string')), []);
  });
});

describe('the Korean texts themselves', () => {
  test('are Korean', () => {
    assert.deepEqual(
      placesOf(pairs.filter(({ korean, english }) => !/[가-힣]/.test(korean) || korean === english)),
      [],
    );
  });

  test('are polite to the end of each sentence, and calm', () => {
    const titles = pairs.filter(({ place }) => place.endsWith(': title'));
    const wrong = pairs.filter(
      (pair) => !titles.includes(pair) && !/(?:니다|십시오)(?:\([^()]*\))?\.$/.test(pair.korean),
    );
    assert.deepEqual(placesOf(wrong), []);
    assert.deepEqual(placesOf(pairs.filter(({ korean }) => /!(?:\s|$)|\n/.test(korean))), []);
  });

  test('leave names and numbers as they are', () => {
    /** Functions, keys, commands and hex numbers: `SP_WaitLock`, `!poolused`, `0x133`, `KeFlushMultipleRangeTb`. */
    const NAMES = /0x[\dA-Fa-f]+|![A-Za-z.]\w+|\b[A-Za-z]\w*_\w+|\b[A-Z][a-z]+[A-Z]\w*/g;
    const wrong = pairs.filter(({ korean, english }) => {
      const words = String(english);
      return (korean.match(NAMES) ?? []).some((name) => !words.includes(name));
    });
    assert.deepEqual(placesOf(wrong), []);
  });
});

describe('what is there in Korean', () => {
  const korean = createKnowledge(
    packs,
    translations.map(({ translation }) => translation),
  );
  const isKorean = (text: string | undefined): boolean => /[가-힣]/.test(text ?? '');

  test('sixty entries and more', () => {
    const entries = translations.reduce((sum, { translation }) => sum + Object.keys(translation.entries).length, 0);
    assert.ok(entries >= 60, `${entries}`);
  });

  test('all counterparts', () => {
    const all = packs
      .filter(({ pack }) => pack === 'counterparts')
      .flatMap(({ entries }): readonly { readonly id: string }[] => entries);
    assert.deepEqual(
      all.filter(({ id }) => !isKorean(korean.counterpart(id)?.idea)).map(({ id }) => id),
      [],
    );
  });

  for (const sample of ['psod-spin-count.psod', 'windbg-0x133.txt']) {
    test(`${sample}: its symbols, documented cases and counterparts`, () => {
      const { crashes } = openCase(readSample(sample), korean);
      const [crash] = crashes;
      assert.ok(crash);
      const system = crash.crash.dialect === 'psod' ? 'esxi' : 'windows';
      const symbols = crash.stacks
        .flatMap(({ frames }) => frames)
        .flatMap(({ frame }) => {
          const name = frame.symbol?.value;
          return name === undefined ? [] : (korean.symbol(system, frame.module?.value ?? null, name) ?? []);
        });
      assert.ok(symbols.length > 5);
      assert.deepEqual(
        symbols.filter(({ symbol, meaning }) => !symbol.includes('*') && !isKorean(meaning)).map(({ id }) => id),
        [],
      );
      const fitting = korean.knownIssues.filter(({ references }) =>
        references.some(({ id }) => crash.verdict.references.some((reference) => reference.id === id)),
      );
      assert.ok(fitting.length > 0);
      assert.ok(fitting.some(({ title, cause, fix }) => [title, cause, fix ?? ''].every(isKorean)));
      assert.ok(crash.verdict.counterparts.length > 0);
      assert.ok(crash.verdict.counterparts.every(({ windows }) => isKorean(windows)));
    });
  }

  test('nothing else changes: the same verdict in either language', () => {
    const text = readSample('windbg-0x133.txt');
    const [inKorean, inEnglish] = [openCase(text, korean), openCase(text, createKnowledge(packs))].map(
      ({ crashes }) => crashes[0],
    );
    assert.equal(inKorean?.verdict.category, inEnglish?.verdict.category);
    assert.equal(inKorean?.signature, inEnglish?.signature);
    assert.deepEqual(inKorean?.verdict.blamed, inEnglish?.verdict.blamed);
  });
});
