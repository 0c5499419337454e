import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationWords } from '../../../server/src/util/duration.js';

const DURATIONS: Readonly<Record<string, string>> = {
  '6:09:43:15.399': '6 d 9 h 43 min',
  '0:00:03:59.000': '3 min',
  '0:00:00:42.001': '42 s',
  '63:15:27:04.916': '63 d 15 h 27 min',
  '8 days 14:02:31.640': '8 d 14 h 2 min',
  '1 day 0:00:31.640': '1 d',
  'not set': 'not set',
};

for (const [printed, words] of Object.entries(DURATIONS)) {
  test(`${printed} is ${words}`, () => {
    assert.equal(durationWords(printed), words);
  });
}
