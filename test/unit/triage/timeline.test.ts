import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crashText } from '../../../server/src/report/text.js';
import { crashMarkdown } from '../../../server/src/report/markdown.js';
import { openCase } from '../../../server/src/service.js';
import { printAnalysis } from '../../helpers/transcripts.js';

/** A panic as a digest tells of it, with its time and the host's uptime. */
const panicAt = (time: string, uptime: string | null): string =>
  [
    `Panic Details: Crash at ${time} on CPU 3 running world 4711 - sh.${uptime === null ? '' : ` VMK Uptime:${uptime}`}`,
    'Panic Message: @BlueScreen: CrashMe',
    'Backtrace:',
    '0x451aa6c9be10:[0x41803a70bb65]PanicvPanicInt@vmkernel#nover+0x439 stack: 0x0',
    '0x451aa6c9be40:[0x41803a70bb99]Do_Something@vmkernel#nover+0x39 stack: 0x0',
    '',
  ].join('\n');

const placesOf = (text: string) => openCase(text).crashes.map(({ place }) => place);
const relationsOf = (...panics: readonly string[]): readonly string[] =>
  placesOf(panics.join('\n')).map(({ relation }) => relation);

describe('the first panic against those that follow', () => {
  test('one panic is the first', () => {
    assert.deepEqual(relationsOf(panicAt('2022-04-05T06:07:08.901Z', '1:02:03:04.005')), ['first']);
  });

  test('whatever comes seconds later, in the same boot, follows from it', () => {
    const [first, second] = placesOf(
      panicAt('2022-04-05T06:07:08.901Z', '1:02:03:04.005') + panicAt('2022-04-05T06:07:12.901Z', '1:02:03:08.005'),
    );
    assert.deepEqual([first?.number, first?.count, first?.relation], [1, 2, 'first']);
    assert.deepEqual([second?.relation, second?.after, second?.gap], ['follows', 1, '4 s']);
  });

  test('an uptime that began anew tells of another boot, and one after that follows from it', () => {
    const places = placesOf(
      panicAt('2022-04-05T06:07:08.901Z', '1:02:03:04.005') +
        panicAt('2022-04-07T09:10:11.000Z', '0:01:00:00.000') +
        panicAt('2022-04-07T09:10:41.000Z', '0:01:00:30.000'),
    );
    assert.deepEqual(
      places.map(({ relation, after, gap }) => [relation, after, gap]),
      [
        ['first', null, null],
        ['another-boot', 1, '2 d 3 h 3 min'],
        ['follows', 2, '30 s'],
      ],
    );
  });

  test('without uptimes the time between them tells, where it is short or long', () => {
    const at = (time: string): string => panicAt(`2022-04-05T${time}Z`, null);
    assert.deepEqual(relationsOf(at('06:00:00.000'), at('06:00:30.000')), ['first', 'follows']);
    assert.deepEqual(relationsOf(at('06:00:00.000'), at('07:00:00.000')), ['first', 'another-boot']);
    assert.deepEqual(relationsOf(at('06:00:00.000'), at('06:05:00.000')), ['first', 'unclear']);
  });

  test('times count, not the order in which a log was put together', () => {
    const later = panicAt('2022-04-07T09:10:11.000Z', '0:01:00:00.000');
    const earlier = panicAt('2022-04-05T06:07:08.901Z', '1:02:03:04.005');
    assert.deepEqual(relationsOf(later, earlier), ['another-boot', 'first']);
  });

  test('each bug check of Windows ended a boot of its own', () => {
    const dumps = [
      printAnalysis({ headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)' }),
      printAnalysis({ headline: 'PAGE_FAULT_IN_NONPAGED_AREA (50)', parameters: ['1', '2', '3', '4'] }),
    ];
    assert.deepEqual(relationsOf(...dumps), ['first', 'another-boot']);
  });
});

describe('the report', () => {
  const text =
    panicAt('2022-04-05T06:07:08.901Z', '1:02:03:04.005') + panicAt('2022-04-05T06:07:12.901Z', '1:02:03:08.005');
  const crashes = openCase(text).crashes;

  test('says which panic is the first and which follows', () => {
    const [first = '', second = ''] = crashes.map((crash) => crashText(crash));
    assert.match(first, /first of 2 crashes in this log/);
    assert.match(second, /crash 2 of 2 in this log, 4 s after crash 1 in the same boot: it follows from that one/);
    assert.ok(crashes.every((crash) => /of 2 (?:crashes )?in this log/.test(crashMarkdown(crash))));
  });

  test('says nothing of it where there is one', () => {
    const [only] = openCase(panicAt('2022-04-05T06:07:08.901Z', null)).crashes;
    assert.ok(only);
    assert.doesNotMatch(crashText(only), /in this log/);
  });
});
