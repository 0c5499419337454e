/** Says of a single line which of its words have which scope. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize, type Language } from './tokenize.js';

/** A line of a log, and for some of its words how their innermost scope begins. */
export interface LineCase {
  readonly what: string;
  readonly line: string;
  readonly scopes: Readonly<Record<string, string>>;
}

/** Makes a test of each case. */
export function testLines(language: Language, cases: readonly LineCase[]): void {
  for (const { what, line, scopes } of cases) {
    test(`${language}: ${what}`, async () => {
      const [tokenized] = await tokenize(language, line);
      const seen = new Map(tokenized?.tokens.map((token) => [token.text.trim(), token.scopes.at(-1) ?? '(none)']));
      for (const [word, scope] of Object.entries(scopes)) {
        const actual = seen.get(word) ?? '(no such token)';
        assert.ok(actual.startsWith(scope), `${word} is ${actual}, not ${scope}\n${[...seen].join('\n')}`);
      }
    });
  }
}
