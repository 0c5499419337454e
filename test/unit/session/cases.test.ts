import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtinKnowledge, knowledgeWith } from '../../../server/src/knowledge/builtin.js';
import { CaseCache } from '../../../server/src/session/cases.js';

const source = (uri: string, version: number, text = 'nothing') => ({ uri, version, getText: () => text });

test('a text is read once a version', () => {
  const read: string[] = [];
  const cases = new CaseCache(({ uri, version }) => read.push(`${uri} ${version}`));
  const first = cases.get(source('a', 1));
  assert.equal(cases.get(source('a', 1)), first);
  assert.notEqual(cases.get(source('a', 2)), first);
  assert.deepEqual(read, ['a 1', 'a 2']);
});

test('a text is looked at only if it has been read, at this version', () => {
  const read: string[] = [];
  const cases = new CaseCache(({ uri, version }) => read.push(`${uri} ${version}`));
  assert.equal(cases.peek(source('a', 1)), null);
  const opened = cases.get(source('a', 1));
  assert.equal(cases.peek(source('a', 1)), opened);
  assert.equal(cases.peek(source('a', 2)), null);
  assert.deepEqual(read, ['a 1']);
});

test('a dropped text is read anew', () => {
  const cases = new CaseCache();
  const first = cases.get(source('a', 1));
  cases.drop('a');
  assert.notEqual(cases.get(source('a', 1)), first);
});

test('of very many texts the one that was used longest ago is forgotten', () => {
  const cases = new CaseCache();
  const first = cases.get(source('first', 1));
  const second = cases.get(source('second', 1));
  for (let index = 0; index < 18; index++) cases.get(source(`other ${index}`, 1));
  assert.equal(cases.get(source('first', 1)), first, 'used again');
  cases.get(source('one more', 1));
  assert.equal(cases.get(source('first', 1)), first);
  assert.notEqual(cases.get(source('second', 1)), second);
});

test('all texts are read anew when what is known has become another', () => {
  let knowledge = builtinKnowledge();
  const cases = new CaseCache(
    () => undefined,
    () => knowledge,
  );
  assert.equal(cases.get(source('a', 1)).knowledge, knowledge);
  knowledge = knowledgeWith([]);
  cases.clear();
  assert.equal(cases.get(source('a', 1)).knowledge, knowledge);
});
