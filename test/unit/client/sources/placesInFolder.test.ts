import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesInFolder } from '../../../../client/src/sources/placesInFolder.js';

test('the fullest path comes first, on either system', () => {
  assert.deepEqual(placesInFolder('d:\\build\\net\\dispatch.c'), [
    'build/net/dispatch.c',
    'net/dispatch.c',
    'dispatch.c',
  ]);
  assert.deepEqual(placesInFolder('bora/vmkernel/world.c'), ['bora/vmkernel/world.c', 'vmkernel/world.c', 'world.c']);
  assert.deepEqual(placesInFolder('/src/world.c'), ['src/world.c', 'world.c']);
});

test('no path leads out of the folder', () => {
  assert.deepEqual(placesInFolder('../../etc/passwd'), ['etc/passwd', 'passwd']);
  assert.deepEqual(placesInFolder('a/../../b.c'), ['b.c']);
  assert.deepEqual(placesInFolder('..'), []);
});

test('what can be no file is none', () => {
  for (const printed of ['', 'sys\\', 'd:', '*.c', 'a|b']) assert.deepEqual(placesInFolder(printed), [], printed);
});

test('a path of very many folders is followed from its end', () => {
  const places = placesInFolder(`${'deep/'.repeat(1000)}world.c`);
  assert.equal(places.length, 12);
  assert.equal(places.at(-1), 'world.c');
});
