import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SemanticTokensDelta } from 'vscode-languageserver-types';
import { TokenCache } from '../../../server/src/session/tokenCache.js';

const A = 'file:///a';

/** The edits from one list of numbers to another, and what they make of the first. */
function edits(before: readonly number[], after: readonly number[]) {
  const cache = new TokenCache();
  const { resultId = '' } = cache.whole(A, { data: [...before] });
  const delta = cache.since(A, resultId, { data: [...after] });
  assert.ok('edits' in delta);
  const patched = delta.edits.reduce<number[]>(
    (data, { start, deleteCount, data: added = [] }) => data.toSpliced(start, deleteCount, ...added),
    [...before],
  );
  assert.deepEqual(patched, after);
  return delta.edits;
}

describe('what became different', () => {
  test('a number in the middle', () => {
    assert.deepEqual(edits([1, 2, 3, 4, 5], [1, 2, 9, 4, 5]), [{ start: 2, deleteCount: 1, data: [9] }]);
  });

  test('numbers that came or went', () => {
    assert.deepEqual(edits([1, 2, 3], [1, 7, 7, 2, 3]), [{ start: 1, deleteCount: 0, data: [7, 7] }]);
    assert.deepEqual(edits([1, 7, 7, 2, 3], [1, 2, 3]), [{ start: 1, deleteCount: 2, data: [] }]);
    assert.deepEqual(edits([], [1]), [{ start: 0, deleteCount: 0, data: [1] }]);
    assert.deepEqual(edits([1], []), [{ start: 0, deleteCount: 1, data: [] }]);
  });

  test('numbers that repeat what stands before or behind', () => {
    edits([1, 1, 1], [1, 1]);
    edits([1, 1], [1, 1, 1]);
    edits([0, 5, 0, 5], [0, 5, 0, 5, 0, 5]);
  });

  test('nothing', () => {
    assert.deepEqual(edits([1, 2, 3], [1, 2, 3]), []);
    assert.deepEqual(edits([], []), []);
  });
});

describe('each answer has a name', () => {
  test('to which only the next one may refer', () => {
    const cache = new TokenCache();
    const first = cache.whole(A, { data: [1] });
    const second = cache.since(A, first.resultId ?? '', { data: [2] }) as SemanticTokensDelta;
    assert.notEqual(second.resultId, first.resultId);
    const late = cache.since(A, first.resultId ?? '', { data: [3] });
    assert.deepEqual('data' in late && late.data, [3]);
  });

  test('that does not hold for another document, or once the document was closed', () => {
    const cache = new TokenCache();
    const { resultId = '' } = cache.whole(A, { data: [1] });
    assert.ok('data' in cache.since('file:///b', resultId, { data: [1] }));
    cache.drop(A);
    assert.ok('data' in cache.since(A, resultId, { data: [1] }));
  });
});
