import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findCycles } from '../../../server/src/triage/cycles.js';
import type { OwnerBasis, Party, Wait } from '../../../server/src/triage/verdict.js';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';

const party = (name: string, cpu: number | null = null): Party => ({ cpu, thread: name, line: 0, stack: null, name });

/** `waiter` waits for a lock that `owner` has. */
const wait = (waiter: Party, owner: Party, basis: OwnerBasis = 'named'): Wait => ({
  resource: { type: 'spinlock', name: `lock of ${owner.name}`, address: null, addressIsGuess: false },
  waiters: [{ ...waiter, basis: 'named', confidence: 'high' }],
  owners: [{ ...owner, basis, confidence: 'high' }],
});
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => party(name)) as [Party, Party, Party, Party];
const told = (waits: readonly Wait[]) =>
  findCycles(waits).map((cycle) => cycle.map(({ waiter }) => waiter.name).join(' '));

describe('a deadlock', () => {
  test('is a cycle of who waits for whom, step by step; who only waits for it is no part of it', () => {
    assert.deepEqual(told([wait(d, a), wait(a, b), wait(b, c), wait(c, a)]), ['a b c']);
  });

  test('of one step is a party that waits for itself', () => {
    assert.deepEqual(told([wait(a, a)]), ['a']);
  });

  test('is none where the chain ends, and none along candidates', () => {
    assert.deepEqual(told([wait(a, b), wait(b, c)]), []);
    assert.deepEqual(told([wait(a, b), wait(b, a, 'candidate')]), []);
  });

  test('several that have nothing in common are all told', () => {
    assert.deepEqual(told([wait(a, b), wait(b, a), wait(c, d), wait(d, c)]), ['a b', 'c d']);
  });

  test('a CPU and the thread that runs on it are one party', () => {
    const cpu: Party = { cpu: 3, thread: null, line: 0, stack: null, name: 'CPU 3' };
    assert.deepEqual(told([wait(party('a', 3), b), wait(b, cpu)]), ['a b']);
  });

  test('a long chain takes time in proportion to its length', () => {
    const parties = Array.from({ length: 20_000 }, (_, index) => party(`thread ${index}`));
    const waits = parties.flatMap((each, index) => wait(each, parties[index + 1] ?? each));
    assert.deepEqual(told(waits), ['thread 19999']);
  });
});

test('a PCPU that asks for its own lock again is in deadlock with itself', () => {
  const headline = 'CPU 1 / World 1025 tried to re-acquire lock';
  const { waits } = onlyCrash(printScreen({ headline, star: 1, frames: ['Panic+0x1', 'SP_WaitLock+0x2'] }));
  assert.deepEqual(told(waits), ['PCPU 1']);
});
