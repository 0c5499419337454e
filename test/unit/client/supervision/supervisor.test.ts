import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf } from '../../../../client/src/supervision/supervisor.js';

test('the document that a request is about', () => {
  assert.equal(documentOf({ textDocument: { uri: 'file:///a' }, position: {} }), 'file:///a');
  assert.equal(documentOf({ uri: 'file:///b', index: 0 }), 'file:///b');
});

for (const params of [undefined, null, 'file:///a', {}, { query: 'x' }, { uri: 7 }, { textDocument: null, uri: [] }]) {
  test(`${JSON.stringify(params)} is about no document`, () => {
    assert.equal(documentOf(params), null);
  });
}
