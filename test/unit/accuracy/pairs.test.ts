import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePairs } from '../../accuracy/pairs.js';

const log = (bug: string | null, signature: string) => ({ bug, signature });
type Log = ReturnType<typeof log>;
const sameBug = (left: Log, right: Log): boolean | null =>
  left.bug === null || right.bug === null ? null : left.bug === right.bug;
const counts = (logs: readonly Log[]) => comparePairs('logs', logs, sameBug).map(({ hit, of }) => [hit, of]);

test('one signature for each bug: all pairs are right', () => {
  assert.deepEqual(counts([log('a', '1'), log('a', '1'), log('b', '2')]), [
    [1, 1],
    [1, 1],
  ]);
});

test('one signature for two bugs costs precision', () => {
  assert.deepEqual(counts([log('a', '1'), log('a', '1'), log('b', '1')]), [
    [1, 3],
    [1, 1],
  ]);
});

test('two signatures for one bug cost recall', () => {
  assert.deepEqual(counts([log('a', '1'), log('a', '1'), log('a', '2')]), [
    [1, 1],
    [1, 3],
  ]);
});

test('a pair of which nobody knows is not counted', () => {
  assert.deepEqual(counts([log('a', '1'), log(null, '1')]), [
    [0, 0],
    [0, 0],
  ]);
});
