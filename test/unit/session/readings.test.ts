import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { LONGEST_REST, Readings } from '../../../server/src/session/readings.js';

/** Texts that take a while to read, and a clock that stands still in between. */
function readingTakes(milliseconds: number, t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const read: string[] = [];
  let time = 0;
  const readings = new Readings<{ readonly uri: string }>(
    ({ uri }) => {
      read.push(uri);
      time += milliseconds;
    },
    () => time,
  );
  readings.opened({ uri: 'a' });
  return { read, readings, pass: (rest: number): void => t.mock.timers.tick(rest) };
}

test('a text that was opened is read at once', (t) => {
  assert.deepEqual(readingTakes(400, t).read, ['a']);
});

test('a text that changes again and again is read once, after it has rested as long as reading takes', (t) => {
  const { read, readings, pass } = readingTakes(400, t);
  for (let key = 0; key < 10; key++) {
    readings.changed({ uri: 'a' });
    pass(399);
  }
  assert.deepEqual(read, ['a']);
  pass(1);
  assert.deepEqual(read, ['a', 'a']);
});

test('nothing rests for long, however large it is', (t) => {
  const { read, readings, pass } = readingTakes(60_000, t);
  readings.changed({ uri: 'a' });
  pass(LONGEST_REST);
  assert.deepEqual(read, ['a', 'a']);
});

test('who asks about a text that rests is answered when it was read', async (t) => {
  const { read, readings, pass } = readingTakes(400, t);
  await readings.waitFor('a');
  readings.changed({ uri: 'a' });
  const asked = readings.waitFor('a').then(() => read.length);
  readings.changed({ uri: 'a' });
  pass(400);
  assert.equal(await asked, 2);
});

test('who asks about a text that is closed meanwhile does not wait for ever, and it is not read', async (t) => {
  const { read, readings, pass } = readingTakes(400, t);
  readings.changed({ uri: 'a' });
  const asked = readings.waitFor('a');
  readings.closed('a');
  await asked;
  pass(400);
  assert.deepEqual(read, ['a']);
});
