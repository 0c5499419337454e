import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCrashArguments, readLocationArguments } from '../../../../client/src/commands/arguments.js';

test('a lens names document and crash', () => {
  assert.deepEqual(readCrashArguments(['file:///a.psod', 1]), { uri: 'file:///a.psod', index: 1 });
});

test('a menu names the document by a Uri, and gives more that means nothing here', () => {
  const uri = { scheme: 'file', path: '/a.psod', toString: () => 'file:///a.psod' };
  assert.deepEqual(readCrashArguments([uri, { groupId: 0 }]), { uri: 'file:///a.psod', index: null });
});

test('the palette names nothing', () => {
  assert.deepEqual(readCrashArguments([]), { uri: null, index: null });
});

test('nonsense names nothing', () => {
  assert.deepEqual(readCrashArguments([42, -1]), { uri: null, index: null });
  assert.deepEqual(readCrashArguments([null, 0.5]), { uri: null, index: null });
});

const position = { line: 11, character: 20 };
const range = { start: { line: 7, character: 0 }, end: { line: 7, character: 14 } };

test('a hover names a place and where to go from there', () => {
  assert.deepEqual(readLocationArguments(['file:///a.psod', position, [range]]), {
    uri: 'file:///a.psod',
    position,
    ranges: [range],
  });
});

test('places that are none are refused as a whole', () => {
  assert.equal(readLocationArguments(['file:///a.psod', position, [range, { start: position }]]), null);
  assert.equal(readLocationArguments(['file:///a.psod', { line: -1, character: 0 }, [range]]), null);
  assert.equal(readLocationArguments(['file:///a.psod', position, 'everywhere']), null);
  assert.equal(readLocationArguments([]), null);
});
