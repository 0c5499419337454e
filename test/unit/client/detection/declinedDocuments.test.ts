import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeclinedDocuments,
  MAX_REMEMBERED,
  type DeclinableDocument,
  type Memory,
} from '../../../../client/src/detection/declinedDocuments.js';

function memoryOf(values = new Map<string, unknown>()): Memory {
  return {
    get: (key) => values.get(key),
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

/** A document object as an editor hands out: a new one each time that the same file is opened. */
function open(uri: string): DeclinableDocument {
  return { uri: { scheme: new URL(uri).protocol.slice(0, -1), toString: () => uri } };
}

test('a declined file is remembered when it is opened again, also in a new window', async () => {
  const memory = memoryOf();
  await new DeclinedDocuments(memory).add(open('file:///notes.txt'));
  assert.equal(new DeclinedDocuments(memory).has(open('file:///notes.txt')), true);
  assert.equal(new DeclinedDocuments(memory).has(open('file:///other.txt')), false);
});

test('a file that is a dump after all is forgotten', async () => {
  const memory = memoryOf();
  const declined = new DeclinedDocuments(memory);
  await declined.add(open('file:///notes.txt'));
  await declined.remove(open('file:///notes.txt'));
  assert.equal(new DeclinedDocuments(memory).has(open('file:///notes.txt')), false);
});

test('an untitled document is remembered as long as it is open, its name is not', async () => {
  const declined = new DeclinedDocuments(memoryOf());
  const draft = open('untitled:Untitled-1');
  await declined.add(draft);
  assert.equal(declined.has(draft), true);
  assert.equal(declined.has(open('untitled:Untitled-1')), false);
});

test('the list is bounded: the oldest is forgotten first', async () => {
  const declined = new DeclinedDocuments(memoryOf());
  for (let number = 0; number <= MAX_REMEMBERED; number++) await declined.add(open(`file:///${number}.txt`));
  assert.equal(declined.has(open('file:///0.txt')), false);
  assert.equal(declined.has(open('file:///1.txt')), true);
  assert.equal(declined.has(open(`file:///${MAX_REMEMBERED}.txt`)), true);
});

test('what another version has left in the memory does no harm', () => {
  const memory = memoryOf(new Map([['dumplens.declinedDocuments', { broken: true }]]));
  assert.equal(new DeclinedDocuments(memory).has(open('file:///notes.txt')), false);
});
