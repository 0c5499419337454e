import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSourcePlaces } from '../../../server/src/service.js';
import { Asked } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { wordsAt } from '../../helpers/text.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const places = (text: string) =>
  findSourcePlaces(new Asked(text).opened).map(({ range, file, line }) => [wordsAt(text, range), file, line]);

test('a frame with private symbols names its source file and line', () => {
  const frames = ['nt!KeBugCheckEx', 'contosonic!Send+0x10 [d:\\sys\\dispatch.c @ 43]'];
  assert.deepEqual(places(printAnalysis({ frames })), [['d:\\sys\\dispatch.c @ 43', 'd:\\sys\\dispatch.c', 43]]);
});

test('an assertion of a purple screen does', () => {
  const headline = 'ASSERT bora/vmkernel/main/dlmalloc.c:4944';
  assert.deepEqual(places(printScreen({ headline }))[0], [
    'bora/vmkernel/main/dlmalloc.c',
    'bora/vmkernel/main/dlmalloc.c',
    4944,
  ]);
});

test('a stack without source files names none', () => {
  assert.deepEqual(places(printScreen()), []);
});
