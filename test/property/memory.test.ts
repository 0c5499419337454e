/** What is kept of a text grows with it, and not more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openCase, type Case } from '../../server/src/service.js';
import { readSample } from '../helpers/samples.js';

/** Bytes that may be kept for each character. */
const MOST_BYTES = 60;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function bytesKept(text: string): { readonly bytes: number; readonly opened: Case } {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const opened = openCase(text);
  collectGarbage();
  return { bytes: process.memoryUsage().heapUsed - before, opened };
}

for (const sample of ['psod-spin-count.psod', 'windbg-0x133.txt']) {
  test(`300 crashes like ${sample}`, () => {
    const text = Array.from({ length: 300 }, (_, index) =>
      readSample(sample).replaceAll('pathList', `list${index}`),
    ).join('\n');
    // What is known is loaded with the first crash.
    openCase(readSample(sample));
    const { bytes, opened } = bytesKept(text);
    assert.equal(opened.crashes.length, 300);
    assert.ok(bytes <= text.length * MOST_BYTES, `${Math.round(bytes / text.length)} bytes a character`);
  });
}
