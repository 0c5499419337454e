import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ageWords, dateWords, dayOf, monthWords } from '../../../server/src/util/dates.js';

describe('the day of a printed time', () => {
  const days: readonly (readonly [string, string | null])[] = [
    ['2015-08-24T14:19:25.710Z', '2015-08-24'],
    ['2015-08-24', '2015-08-24'],
    ['Mon Apr  8 22:17:47.016 2013 (UTC + 2:00)', '2013-04-08'],
    ['Fri Dec 29 14:25:52.320 2023 (UTC - 8:00)', '2023-12-29'],
    ['Fri Foo 29 14:25:52.320 2023 (UTC - 8:00)', null],
    ['6:09:43:15.399', null],
    ['', null],
  ];
  for (const [printed, day] of days) {
    test(`${printed === '' ? 'no text' : printed}: ${day ?? 'none'}`, () => {
      assert.equal(dayOf(printed), day);
    });
  }
});

describe('a date in words', () => {
  test('is as exact as the date', () => {
    assert.equal(dateWords('2013-04-05'), '5 April 2013');
    assert.equal(dateWords('2013-04'), 'April 2013');
    assert.equal(dateWords('2013'), '2013');
  });

  test('leaves the day out where it does not matter', () => {
    assert.equal(monthWords('2013-04-05'), 'April 2013');
    assert.equal(monthWords('2013'), '2013');
  });
});

describe('an age', () => {
  const ages: readonly (readonly [string, string, string | null])[] = [
    ['2020-10-06', '2020-10-06', '0 days'],
    ['2020-10-06', '2020-10-07', '1 day'],
    ['2020-10-06', '2020-12-05', '60 days'],
    ['2020-02-20', '2021-02-19', '11 months'],
    ['2020-02-20', '2021-02-20', '12 months'],
    ['2013-04-25', '2015-04-24', '23 months'],
    ['2013-04-25', '2015-04-25', '2 years'],
    ['2013-04-25', '2016-04-24', '2 years'],
    ['2020-10-06', '2020-10-05', null],
    ['2007-12', '2020-10-05', null],
  ];
  for (const [from, to, age] of ages) {
    test(`from ${from} to ${to}: ${age ?? 'not told'}`, () => {
      assert.equal(ageWords(from, to), age);
    });
  }
});
