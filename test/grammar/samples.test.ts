import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { drawTokens, matchSnapshot } from './snapshot.js';
import { tokenize, type Language, type TokenizedLine } from './tokenize.js';

const samples = (await readdir('samples')).filter((name) => !name.endsWith('.md'));

const languageOf = (sample: string): Language => (sample.endsWith('.psod') ? 'psod' : 'windbg');
const readSample = (sample: string) => readFile(`samples/${sample}`, 'utf8');

for (const sample of samples) {
  test(`${sample} has the colours that it had`, async () => {
    await matchSnapshot(sample, drawTokens(await tokenize(languageOf(sample), await readSample(sample))));
  });
}

/** How a log looks after it went through a mail, a web page or another system. */
const CARRIERS: readonly { readonly name: string; readonly wrap: (text: string) => string }[] = [
  { name: 'with CRLF', wrap: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'with a blank line between every two lines', wrap: (text) => text.replaceAll('\n', '\n\n') },
  { name: 'quoted', wrap: (text) => text.replaceAll(/^/gm, '> ') },
];

for (const sample of samples) {
  for (const { name, wrap } of CARRIERS) {
    test(`${sample} ${name} has the same colours`, async () => {
      const text = await readSample(sample);
      const plain = await tokenize(languageOf(sample), text);
      const carried = await tokenize(languageOf(sample), wrap(text));
      assert.deepEqual(listScopedTokens(carried), listScopedTokens(plain));
    });
  }
}

/** The tokens that have a colour. A mark of quotation belongs to none of them. */
function listScopedTokens(lines: readonly TokenizedLine[]): readonly string[] {
  return lines.flatMap(({ tokens }) =>
    tokens
      .map(({ text, scopes }) => ({ text: text.replace(/^> /, ''), scopes }))
      .filter(({ text, scopes }) => scopes.length > 0 && text !== '')
      .map(({ text, scopes }) => `${text} | ${scopes.join(' ')}`),
  );
}
