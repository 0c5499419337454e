/** Whatever is read, nothing throws, every place lies in the text, and the same text gives the same answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText } from '../../server/src/util/decode.js';
import { DISGUISES } from '../helpers/disguises.js';
import { doEverything } from '../helpers/everything.js';
import { readSample, SAMPLES } from '../helpers/samples.js';
import { linesOf } from '../helpers/text.js';

/** A failing run prints its seed and path, with which it can be run again. */
const RUNS = { numRuns: 150 };

const allLines = SAMPLES.flatMap((sample) => linesOf(readSample(sample)));
const anyLine = fc.constantFrom(...allLines);
const anySample = fc.constantFrom(...SAMPLES).map(readSample);

/** A line of a sample with some characters lost, doubled or exchanged. */
const damagedLine = fc
  .tuple(anyLine, fc.nat(), fc.nat({ max: 20 }), fc.string({ maxLength: 6, unit: 'binary' }))
  .map(([line, at, length, put]) => {
    const from = at % (line.length + 1);
    return line.slice(0, from) + put + line.slice(from + length);
  });

function assertSound(text: string): void {
  assert.deepEqual(doEverything(text), []);
}

test('any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), assertSound), RUNS);
});

test('any bytes', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
    const decoded = decodeText(bytes);
    if ('text' in decoded) assertSound(decoded.text);
    else assert.equal(decoded.error.code, 'EBINARY');
  });
  fc.assert(property, RUNS);
});

test('the lines of all samples in any order', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 120 }), (lines) => assertSound(lines.join('\n'))),
    RUNS,
  );
});

test('damaged lines among whole ones', () => {
  const lines = fc.array(fc.oneof(anyLine, damagedLine), { maxLength: 80 });
  fc.assert(
    fc.property(lines, (some) => assertSound(some.join('\n'))),
    RUNS,
  );
});

test('a sample with a piece cut out of it', () => {
  const property = fc.property(anySample, fc.nat(), fc.nat({ max: 2000 }), (text, at, length) => {
    const from = at % text.length;
    assertSound(text.slice(0, from) + text.slice(from + length));
  });
  fc.assert(property, RUNS);
});

test('samples one behind the other, each in any disguise', () => {
  const disguised = fc.tuple(anySample, fc.constantFrom(...DISGUISES)).map(([text, { put }]) => put(text));
  fc.assert(
    fc.property(fc.array(disguised, { maxLength: 4 }), (texts) => assertSound(texts.join('\n'))),
    { numRuns: 60 },
  );
});
