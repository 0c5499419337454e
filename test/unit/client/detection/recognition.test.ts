import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namePatterns, recognisedBy } from '../../../../client/src/detection/recognition.js';

const psod = { id: 'psod', extensions: ['.psod'], filenamePatterns: ['*psod*.txt'], firstLine: '^VMware ESX' };

test('extensions and patterns are names', () => {
  assert.deepEqual(namePatterns(psod), ['*.psod', '*psod*.txt']);
  assert.deepEqual(namePatterns({ id: 'none' }), []);
});

test('the name comes first, as it does in VS Code', () => {
  assert.equal(recognisedBy(psod, true, 'VMware ESX Server'), 'name');
  assert.equal(recognisedBy(psod, false, 'VMware ESX Server'), 'first line');
});

test('neither: somebody else gave it the language', () => {
  assert.equal(recognisedBy(psod, false, 'hello'), null);
  assert.equal(recognisedBy({ id: 'none' }, false, ''), null);
});
