import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarkupRequests } from '../../../../client/src/report/markupRequests.js';

test('all who wait get what the page sends', async () => {
  const requests = new MarkupRequests();
  const both = Promise.all([requests.wait(), requests.wait()]);
  assert.equal(requests.areOpen, true);
  requests.answer('<main></main>');
  assert.deepEqual(await both, ['<main></main>', '<main></main>']);
  assert.equal(requests.areOpen, false);
});

test('who waits for a page that is closed is told that nothing comes', async () => {
  const requests = new MarkupRequests();
  const waiting = requests.wait();
  requests.answer(null);
  assert.equal(await waiting, null);
});

test('an answer is for those who asked before it', async () => {
  const requests = new MarkupRequests();
  requests.answer('old');
  const waiting = requests.wait();
  requests.answer('new');
  assert.equal(await waiting, 'new');
});
