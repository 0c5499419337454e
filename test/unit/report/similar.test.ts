import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSimilar, openCase } from '../../../server/src/service.js';
import { readSample } from '../../helpers/samples.js';
import { lineOf } from '../../helpers/text.js';

const spin = readSample('psod-spin-count.psod');
const watchdog = readSample('windbg-0x133.txt');
const document = { uri: 'file:///cases/host12.psod', opened: openCase(spin) };

test('the same crash in another open document, by the name of its file', () => {
  const text = `${watchdog}\n${spin}`;
  const other = { uri: 'file:///cases/all%20hosts.txt?raw', opened: openCase(text) };
  assert.deepEqual(findSimilar(document, 0, [other]), [
    {
      uri: other.uri,
      index: 1,
      document: 'all hosts.txt',
      headline: 'Spin count exceeded (pathListLock) - possible deadlock',
      line: lineOf(text, 'VMware ESX Server'),
    },
  ]);
});

test('the same crash again in the same document; the crash itself is not similar to itself', () => {
  const twice = { uri: document.uri, opened: openCase(`${spin}\n${spin}`) };
  assert.deepEqual(
    findSimilar(twice, 1, [twice]).map(({ index }) => index),
    [0],
  );
});

test('another crash is not similar', () => {
  assert.deepEqual(findSimilar(document, 0, [{ uri: 'file:///other.txt', opened: openCase(watchdog) }]), []);
});

test('a name that is no valid address is shown as it is', () => {
  const [found] = findSimilar(document, 0, [{ uri: 'file:///100%.psod', opened: openCase(spin) }]);
  assert.equal(found?.document, '100%.psod');
});

test('of hundreds, twenty are listed', () => {
  const many = { uri: document.uri, opened: openCase(`${spin}\n`.repeat(300)) };
  assert.equal(many.opened.crashes.length, 300);
  assert.equal(findSimilar(many, 150, []).length, 20);
});
