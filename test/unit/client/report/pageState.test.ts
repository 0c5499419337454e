import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPageState } from '../../../../client/src/report/pageState.js';

test('the state that a page has set is read back', () => {
  const state = { uri: 'file:///a.psod', index: 1, scroll: 240, folds: ['counterparts'] };
  assert.deepEqual(readPageState(state), state);
});

test('a state of before sections could be folded is one in which none is', () => {
  assert.deepEqual(readPageState({ uri: 'file:///a.psod', index: 1, scroll: 240 })?.folds, []);
});

for (const state of [undefined, null, 'file:///a.psod', {}, { uri: 7, index: 0, scroll: 0 }]) {
  test(`${JSON.stringify(state)} is no state`, () => {
    assert.equal(readPageState(state), null);
  });
}
