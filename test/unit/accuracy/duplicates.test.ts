import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areDuplicates, printOf } from '../../accuracy/duplicates.js';
import { onlyCrash } from '../../helpers/ask.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const FUNCTIONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'].map((name) => `contosofs!${name}+0x10`);
const OTHERS = FUNCTIONS.map((name) => name.replace('contosofs', 'tailspin'));
const print = (frames: readonly string[], headline = 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)') =>
  printOf(onlyCrash(printAnalysis({ headline, frames })).crash);

test('nearly the same functions are the same crash', () => {
  assert.equal(areDuplicates(print(FUNCTIONS), print(FUNCTIONS.slice(1))), true);
});

test('other functions, or another bug check, are another crash', () => {
  assert.equal(areDuplicates(print(FUNCTIONS), print(OTHERS)), false);
  assert.equal(areDuplicates(print(FUNCTIONS), print(FUNCTIONS, 'PAGE_FAULT_IN_NONPAGED_AREA (50)')), false);
});

test('between the two, and with hardly a function, nobody can tell', () => {
  assert.equal(areDuplicates(print(FUNCTIONS), print([...FUNCTIONS.slice(0, 6), ...OTHERS.slice(6)])), null);
  assert.equal(areDuplicates(print(FUNCTIONS.slice(0, 2)), print(FUNCTIONS.slice(0, 2))), null);
});
