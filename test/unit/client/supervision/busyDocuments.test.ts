import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BusyDocuments, MOST_ENDS } from '../../../../client/src/supervision/busyDocuments.js';

test('what the server read when it ended is set aside, but not at the first time', () => {
  const busy = new BusyDocuments();
  for (let end = 1; end <= MOST_ENDS; end++) {
    assert.equal(busy.isSetAside('a'), false);
    busy.begin('a', 'reading');
    assert.equal(busy.serverEnded(), 'a');
  }
  assert.equal(busy.isSetAside('a'), true);
});

test('the first of several is suspected: the others were not begun', () => {
  const busy = new BusyDocuments();
  const isRead = busy.begin('a', 'reading');
  busy.begin('b', 'reading');
  busy.begin('c', 'reading');
  isRead();
  assert.equal(busy.serverEnded(), 'b');
});

test('a text that is being read comes before a question that was asked earlier', () => {
  const busy = new BusyDocuments();
  busy.begin('a', 'question');
  busy.begin('b', 'reading');
  assert.equal(busy.serverEnded(), 'b');
});

test('where nothing was read, it was the question', () => {
  const busy = new BusyDocuments();
  busy.begin('a', 'question');
  assert.equal(busy.serverEnded(), 'a');
});

test('a server that had nothing to do blames nobody', () => {
  const busy = new BusyDocuments();
  busy.begin('a', 'reading')();
  assert.equal(busy.serverEnded(), null);
});

test('a document that was closed, and all on wish, get another chance', () => {
  const busy = new BusyDocuments();
  for (const uri of ['a', 'a', 'b', 'b']) {
    busy.begin(uri, 'reading');
    busy.serverEnded();
  }
  busy.forget('a');
  assert.deepEqual([busy.isSetAside('a'), busy.isSetAside('b')], [false, true]);
  busy.forgetAll();
  assert.equal(busy.isSetAside('b'), false);
});
