import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchAddress } from '../../../../client/src/commands/searchAddress.js';

test('the words of a search are put where the address has a place for them', () => {
  assert.equal(
    searchAddress('https://www.bing.com/search?q={query}&count=5', 'nt!Send & more'),
    'https://www.bing.com/search?q=nt!Send%20%26%20more&count=5',
  );
});

test('an address without a place for words, or one that is not secure, is not used', () => {
  for (const template of ['', 'https://example.com/', 'http://example.com/?q={query}', 'command:x?{query}']) {
    assert.equal(searchAddress(template, 'words'), 'https://duckduckgo.com/?q=words');
  }
});
