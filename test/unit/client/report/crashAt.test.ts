import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashAt } from '../../../../client/src/report/crashAt.js';

const crashes = [{ line: 4 }, { line: 40 }, { line: 90 }];

test('the cursor is in the crash that began last', () => {
  assert.deepEqual(
    [4, 39, 40, 5000].map((line) => crashAt(crashes, line)),
    [0, 0, 1, 2],
  );
});

test('above the first crash the first is meant', () => {
  assert.equal(crashAt(crashes, 0), 0);
});
