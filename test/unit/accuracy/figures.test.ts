import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findFallen, percentage, printTable } from '../../accuracy/figures.js';

const figure = (hit: number, of: number, name = 'blame') => ({ name, hit, of });

describe('a figure', () => {
  test('is a percentage, and a dash where there is no case', () => {
    assert.equal(percentage(figure(9, 10)), '90.0 %');
    assert.equal(percentage(figure(0, 0)), '-');
  });

  test('is printed with its counts', () => {
    assert.match(printTable('Blame', [figure(9, 10)]), /^Blame\nblame +9 \/ 10 +90\.0 %$/);
  });
});

describe('compared with the baseline', () => {
  test('what is worse has fallen, and what is as good or better has not', () => {
    assert.deepEqual(findFallen([figure(8, 10)], [figure(9, 10)]), ['blame: 8 of 10, was 9 of 10']);
    assert.deepEqual(findFallen([figure(9, 10)], [figure(9, 10)]), []);
    assert.deepEqual(findFallen([figure(19, 20)], [figure(9, 10)]), []);
  });

  test('what is no longer measured has fallen, and what is new has not', () => {
    assert.deepEqual(findFallen([figure(1, 1, 'new')], [figure(9, 10)]), ['blame: no longer measured']);
  });

  test('where nothing is claimed any more, nothing is wrong', () => {
    assert.deepEqual(findFallen([figure(0, 0)], [figure(9, 10)]), []);
  });
});
