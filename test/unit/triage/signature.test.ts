import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';

const signature = (text: string): string => onlyCrash(text).signature;

for (const sample of SAMPLES) {
  test(`${sample}: the same crash on another host has the same signature`, () => {
    const text = readSample(sample);
    const elsewhere = text
      .replaceAll(/0x[\da-f]{6,}(?=:\[)/g, '0x123450')
      .replaceAll(/(?<=\[0x)[\da-f]{6,}/g, '543210')
      .replaceAll(/(?<=[\da-f]{8}`)[\da-f]{8}/g, '0badcafe')
      .replaceAll(/(?<=ptime: )\d+/g, '77')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2022-02-02T02:02:02.222Z')
      .replaceAll(/210\d{4}|2097903/g, '9999999')
      .replaceAll('app01', 'other');
    assert.notEqual(elsewhere, text);
    assert.equal(signature(elsewhere), signature(text));
  });

  test(`${sample}: it carries no address`, () => {
    assert.doesNotMatch(signature(readSample(sample)), /0x[\da-f]{6,}|[\da-f]{8}`|\d{6,}/);
  });
}

test('another lock or another function is another crash', () => {
  const signatures = [
    printScreen(),
    printScreen({ headline: 'Spin count exceeded (netLock) - possible deadlock' }),
    printScreen({ frames: ['Panic+0x10', 'SP_WaitLock+0x1b6', 'Foo+0x1', 'Bar+0x2'] }),
  ].map(signature);
  assert.equal(new Set(signatures).size, signatures.length);
});

test('another CPU, time or list is the same crash', () => {
  const one = printScreen({ star: 1 });
  const other = printScreen({ star: 2, worlds: ['a', 'b', 'c'] }).replace('12:04:51:08.772', '1:00:00:00.000');
  assert.equal(signature(one), signature(other));
});
