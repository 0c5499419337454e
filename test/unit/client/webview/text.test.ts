import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countOf, lineNumber, shorten, webAddress, wrap } from '../../../../client/webview/text.js';

test('a text that fits stays as it is', () => {
  assert.equal(shorten('iplLock', 7), 'iplLock');
});

test('a longer one ends in an ellipsis and never inside of a character', () => {
  assert.equal(shorten('iplLockTable', 8), 'iplLock…');
  assert.equal(shorten('🔒🔒🔒', 2), '🔒…');
});

test('a text is broken between words', () => {
  assert.deepEqual(wrap('busy-waits in PshedpWaitForOperationToComplete, line 28', 34, 3), [
    'busy-waits in',
    'PshedpWaitForOperationToComplete,',
    'line 28',
  ]);
});

test('the last line takes what is left, and is cut', () => {
  assert.deepEqual(wrap('one two three four five', 9, 2), ['one two', 'three fo…']);
});

test('a word without an end is cut', () => {
  assert.deepEqual(wrap('x'.repeat(100), 5, 3), ['xxxx…']);
});

test('editors count lines from one', () => {
  assert.equal(lineNumber(0), '1');
});

test('only addresses of the web are links', () => {
  assert.equal(webAddress('https://example.org/a?b=1'), 'https://example.org/a?b=1');
  assert.equal(webAddress('http://example.org/'), 'http://example.org/');
  for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'command:workbench.action.quit', 'KB 1020105', '']) {
    assert.equal(webAddress(url), null, url);
  }
  assert.equal(webAddress(null), null);
});

test('one candidate, two candidates', () => {
  assert.equal(countOf(1, 'candidate'), '1 candidate');
  assert.equal(countOf(2, 'candidate'), '2 candidates');
});
