import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEAD_LENGTH, readHead, type LineSource } from '../../../../client/src/detection/head.js';

/** A document that remembers the last line that was read of it. */
function documentOf(lines: readonly string[]): LineSource & { lastRead: number } {
  return {
    lineCount: lines.length,
    lastRead: -1,
    lineAt(line) {
      this.lastRead = line;
      return { text: lines[line] ?? '' };
    },
  };
}

test('a short document is its own head', () => {
  assert.equal(readHead(documentOf(['VMware ESXi', '', 'cr0=0x1'])), 'VMware ESXi\n\ncr0=0x1');
});

test('an empty document has an empty head', () => {
  assert.equal(readHead(documentOf([''])), '');
});

test('reading ends at the limit, however many lines follow', () => {
  const lines = Array.from({ length: 100_000 }, () => 'x'.repeat(63));
  const document = documentOf(lines);
  assert.ok(readHead(document).length <= HEAD_LENGTH);
  assert.equal(document.lastRead, HEAD_LENGTH / 64 - 1);
});

test('a line without an end is cut at the limit', () => {
  const document = documentOf(['y'.repeat(10 * HEAD_LENGTH), 'never read']);
  assert.equal(readHead(document).length, HEAD_LENGTH);
  assert.equal(document.lastRead, 0);
});
