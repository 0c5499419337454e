import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RestartAllowance } from '../../../../client/src/supervision/restartAllowance.js';

const MINUTE = 60_000;

test('five times in three minutes, then no more', () => {
  const allowance = new RestartAllowance(() => 0);
  assert.deepEqual(
    Array.from({ length: 6 }, () => allowance.take()),
    [true, true, true, true, true, false],
  );
});

test('what is long ago does not count', () => {
  let now = 0;
  const allowance = new RestartAllowance(() => now);
  for (let restart = 0; restart < 20; restart++) {
    assert.equal(allowance.take(), true);
    now += MINUTE;
  }
});

test('it is whole again when what was in the way is gone', () => {
  const allowance = new RestartAllowance(() => 0);
  while (allowance.take());
  allowance.renew();
  assert.equal(allowance.take(), true);
});
