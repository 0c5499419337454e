import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAtWord } from '../../../server/src/util/cutAtWord.js';

test('a short text stays as it is', () => {
  assert.equal(cutAtWord('waits for a lock', 16), 'waits for a lock');
});

test('a long one ends at a word', () => {
  assert.equal(cutAtWord('waits for a lock', 12), 'waits for a …');
  assert.equal(cutAtWord('waits for a lock', 15), 'waits for a …');
});

test('a word that is longer by itself ends inside', () => {
  assert.equal(cutAtWord('x'.repeat(100_000), 8), 'xxxxxxxx…');
});
