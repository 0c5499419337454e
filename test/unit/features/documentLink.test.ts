import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Asked } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { printAnalysis } from '../../helpers/transcripts.js';

test('the code of a bug check leads to its page', () => {
  assert.deepEqual(new Asked(printAnalysis()).links(), [
    ['133', 'https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x133-dpc-watchdog-violation'],
  ]);
});

test('the number of an article leads to it, however it is written', () => {
  const text = `Looks like KB 1020105 or KB#1020105, see also KB-1020105.\n${printScreen()}`;
  const address = 'https://kb.vmware.com/s/article/1020105';
  assert.deepEqual(new Asked(text).links(), [
    ['KB 1020105', address],
    ['KB#1020105', address],
    ['KB-1020105', address],
  ]);
});

test('the number that an article had before leads to where it is now', () => {
  const address = 'https://knowledge.broadcom.com/external/article/318955';
  assert.deepEqual(new Asked('see KB 67774 (KB 318955)\n').links(), [
    ['KB 67774', address],
    ['KB 318955', address],
  ]);
});

test('an article that nobody knows leads nowhere', () => {
  assert.deepEqual(new Asked('see KB 99999999 and 1020105 and KB\n').links(), []);
});
