import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { first, onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';

const HEARTBEAT = 'PCPU 2: no heartbeat (2/2 IPIs received)';
const SAVED = {
  heading: 'Saved backtrace from: pcpu 2 Heartbeat NMI',
  frames: ['Spin@(contosonic)#<None>+0x30', 'vmkWorldFunc+0x53'],
};

describe('a CPU without a heartbeat', () => {
  test('is the owner of the wait for it; the one that panicked only noticed', () => {
    const { waits, verdict } = onlyCrash(printScreen({ headline: HEARTBEAT, frames: ['Panic+0x1'] }));
    const wait = first(waits);
    assert.equal(wait.resource.type, 'cpu-heartbeat');
    assert.deepEqual(
      wait.owners.map(({ cpu, basis }) => [cpu, basis]),
      [[2, 'named']],
    );
    assert.equal(first(wait.waiters).cpu, 0);
    assert.equal(verdict.category, 'cpu-stall');
    assert.match(verdict.summary, /^PCPU 2 gave no sign of life; the CPU that panicked only noticed/);
  });

  test('without its stack nobody is blamed, and a stack would change that', () => {
    const { verdict } = onlyCrash(printScreen({ headline: HEARTBEAT, frames: ['Panic+0x1'] }));
    assert.equal(verdict.blamed, null);
    assert.ok(verdict.wouldChange.some((what) => what.includes('backtrace')));
  });

  test('with its stack the driver on it is blamed', () => {
    const text = printScreen({ headline: HEARTBEAT, frames: ['Panic+0x1'], saved: SAVED });
    const { stacks, waits, verdict } = onlyCrash(text);
    assert.equal(stacks[1]?.role, 'stalled');
    assert.equal(first(first(waits).owners).line, lineOf(text, 'Spin@(contosonic)'));
    assert.deepEqual(
      [verdict.blamed?.module, verdict.blamed?.symbol, verdict.confidence],
      ['contosonic', 'Spin', 'medium'],
    );
  });

  test('an NMI of another CPU with a heartbeat’s backtrace is the same', () => {
    const { kind, waits } = onlyCrash(
      printScreen({ headline: 'NMI IPI: Panic requested by another PCPU.', saved: SAVED }),
    );
    assert.equal(kind, 'heartbeat');
    assert.equal(first(first(waits).owners).cpu, 2);
  });

  test('a message that names no CPU accuses none', () => {
    const { waits, verdict } = onlyCrash(printScreen({ headline: 'Lost heartbeat', frames: ['Panic+0x1'] }));
    assert.deepEqual(first(waits).owners, []);
    assert.equal(verdict.blamed, null);
  });
});

test('CPUs that do not acknowledge a TLB flush are all owners', () => {
  const headline = 'PCPU 1 locked up. Failed to ack TLB invalidate (total of 2 locked up, PCPU(s): 1,3).';
  const { kind, waits, verdict } = onlyCrash(printScreen({ headline, frames: ['Panic+0x1'] }));
  assert.equal(kind, 'tlb-ack');
  assert.equal(first(waits).resource.type, 'tlb-ack');
  assert.deepEqual(
    first(waits).owners.map(({ cpu }) => cpu),
    [1, 3],
  );
  assert.match(verdict.summary, /PCPU 1, PCPU 3 did not acknowledge a TLB flush/);
});
