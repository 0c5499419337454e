import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const verdictOf = (status: string) =>
  onlyCrash(
    printAnalysis({
      headline: 'CRITICAL_PROCESS_DIED (ef)',
      parameters: ['ffffe00112345060', '0', '0', '0'],
      keys: ['PROCESS_NAME:  csrss.exe', `EXCEPTION_CODE: (NTSTATUS) ${status} - words of the debugger`],
      frames: ['nt!KeBugCheckEx', 'nt!PspCatchCriticalBreak+0x10', 'tailspinav!Watch+0x1'],
    }),
  ).verdict;

describe('a critical process that ended', () => {
  test('for want of a page that could not be read speaks of the disk', () => {
    const verdict = verdictOf('0xc0000006');
    assert.equal(verdict.category, 'storage');
    assert.equal(verdict.confidence, 'medium');
  });

  test('with another status tells it, and blames no driver that stood there', () => {
    const verdict = verdictOf('0xc0000005');
    assert.equal(verdict.category, 'unknown');
    assert.equal(verdict.blamed, null);
    assert.match(verdict.summary, /It ended with 0xc0000005, STATUS_ACCESS_VIOLATION/);
  });
});
