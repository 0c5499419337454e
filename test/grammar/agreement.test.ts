/** The grammar colours a log before the server has read it; the semantic tokens that come later repaint nothing. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { findSemanticTokens, openCase, SEMANTIC_TOKENS_LEGEND } from '../../server/src/service.js';
import { readSample, SAMPLES } from '../helpers/samples.js';
import { describeToken, readTokens, type ReadToken } from '../helpers/semanticTokens.js';
import { linesOf } from '../helpers/text.js';
import { tokenize, type Language, type TokenizedLine } from './tokenize.js';

interface Manifest {
  readonly contributes: {
    readonly semanticTokenTypes: readonly { readonly id: string }[];
    readonly semanticTokenModifiers: readonly { readonly id: string }[];
    readonly semanticTokenScopes: readonly {
      readonly language: Language;
      readonly scopes: Readonly<Record<string, readonly string[]>>;
    }[];
  };
}

const { contributes } = JSON.parse(await readFile('package.json', 'utf8')) as Manifest;

const languageOf = (sample: string): Language => (sample.endsWith('.psod') ? 'psod' : 'windbg');
const readSampleTokens = (text: string): readonly ReadToken[] => readTokens(text, findSemanticTokens(openCase(text)));

/** The scope whose colour VS Code gives to a token: that of a modifier, else that of the type. */
function scopeOf(language: Language, { type, modifiers }: ReadToken): string {
  const scopes = contributes.semanticTokenScopes.find((each) => each.language === language)?.scopes ?? {};
  const names = [...modifiers.map((modifier) => `${type}.${modifier}`), type];
  const [stack = '(no scope)'] = names.flatMap((name) => scopes[name] ?? []);
  return stack.split(' ').at(-1) ?? stack;
}

/** The innermost scope of the one token of the grammar that holds columns `from` up to `to`. */
function innermostScope({ tokens }: TokenizedLine, from: number, to: number): string {
  let end = 0;
  for (const { text, scopes } of tokens) {
    end += text.length;
    if (from >= end) continue;
    return to <= end ? (scopes.at(-1) ?? '(no colour)') : '(more than one token)';
  }
  return '(beyond the line)';
}

for (const sample of SAMPLES) {
  describe(sample, () => {
    const text = readSample(sample);
    const language = languageOf(sample);
    const tokens = readSampleTokens(text);

    test('every semantic token lies in a token of the grammar that has its colour', async () => {
      const lines = await tokenize(language, text);
      const disagreements = tokens.flatMap((token) => {
        const expected = scopeOf(language, token);
        const actual = innermostScope(lines[token.line] ?? { line: '', tokens: [] }, token.from, token.to);
        const agrees = actual === expected || actual.startsWith(`${expected}.`);
        return agrees ? [] : [`line ${token.line}, ${describeToken(token)}: ${actual} is not ${expected}`];
      });
      assert.deepEqual(disagreements, []);
      assert.ok(tokens.length > 0);
    });

    test('the semantic tokens are words of the text, in its order and without an overlap', () => {
      const lines = linesOf(text);
      tokens.forEach(({ line, from, to, words }, index) => {
        assert.ok(from < to && to <= (lines[line] ?? '').length, `line ${line}, from ${from} to ${to}`);
        assert.match(words, /^\S(?:.*\S)?$/);
        const before = tokens[index - 1];
        assert.ok(!before || before.line < line || before.to <= from, `${before?.words ?? ''} and ${words} overlap`);
      });
    });

    test('CRLF changes no token', () => {
      assert.deepEqual(readSampleTokens(text.replaceAll('\n', '\r\n')), tokens);
    });
  });
}

describe('VS Code is told', () => {
  const { tokenTypes, tokenModifiers } = SEMANTIC_TOKENS_LEGEND;

  for (const { language, scopes } of contributes.semanticTokenScopes) {
    test(`${language}: the scope of every type, and of no other`, () => {
      const types = new Set(Object.keys(scopes).map((selector) => selector.split('.')[0]));
      assert.deepEqual([...types].sort(), [...tokenTypes].sort());
    });
  }

  test('what types and modifiers are not the standard’s', () => {
    assert.deepEqual(
      contributes.semanticTokenTypes.map(({ id }) => id),
      ['heading'],
    );
    assert.deepEqual(
      contributes.semanticTokenModifiers.map(({ id }) => id),
      tokenModifiers.filter((modifier) => modifier !== 'defaultLibrary'),
    );
    assert.ok(tokenTypes.includes('heading'));
  });
});
