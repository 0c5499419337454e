import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { PAGE_FAULT } from '../../helpers/traps.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const row = (date: string): string =>
  `fffff805\`26e10000 fffff805\`26e3e000   contosonic contosonic.sys ${date} (5F9FCD41)`;

/** What is said of the driver's age, where the text has these lines around the analysis. */
function told(before: readonly string[], after: readonly string[], keys: readonly string[] = []): string {
  const analysis = printAnalysis({
    headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
    parameters: ['28', '2', '0', 'fffff80312345678'],
    keys,
    frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
  });
  const { verdict } = onlyCrash([...before, analysis, '0: kd> lm t n', ...after, ''].join('\n'));
  return verdict.evidence.map(({ why }) => why).find((why) => why.includes('years')) ?? '';
}

describe('the age of the driver that is blamed', () => {
  test('is told against the time of the crash', () => {
    const session = ['Debug session time: Fri Feb  3 09:12:44.123 2023 (UTC + 1:00)'];
    assert.equal(
      told(session, [row('Mon Nov  2 10:21:05 2015')]),
      'contosonic is of November 2015, 7 years before the crash',
    );
  });

  test('is told against the build of the system where no time is printed', () => {
    const keys = ['BUILD_VERSION_STRING:  17763.1.amd64fre.rs5_release.180914-1434'];
    assert.equal(
      told([], [row('Mon Nov  2 10:21:05 2009')], keys),
      'contosonic is of November 2009, 8 years before this build of the system',
    );
  });

  test('is left out where only one of the dates is printed', () => {
    assert.equal(told([], [row('Mon Nov  2 10:21:05 2009')]), '');
    assert.equal(told(['Debug session time: Fri Feb  3 09:12:44.123 2023 (UTC + 1:00)'], []), '');
  });

  test('is left out where the driver is young, or its date is a hash that points to the future', () => {
    const session = ['Debug session time: Fri Feb  3 09:12:44.123 2023 (UTC + 1:00)'];
    assert.equal(told(session, [row('Mon Nov  2 10:21:05 2022')]), '');
    assert.equal(told(session, [row('Mon Nov  2 10:21:05 2093')]), '');
  });
});
