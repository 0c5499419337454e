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

  test('is told by the interrupts that it took whether it still ran', () => {
    const TOLD: readonly (readonly [headline: string, words: RegExp | null])[] = [
      ['PCPU 2: no heartbeat, IPIs received (0/1).', /took none of the interrupts that it was sent \(0 of 1\)/],
      ['PCPU 2: no heartbeat (2/2 IPIs received)', /took interrupts that it was sent \(2 of 2\): it still ran/],
      ['PCPU 2: no heartbeat', null],
    ];
    for (const [headline, words] of TOLD) {
      const { verdict } = onlyCrash(printScreen({ headline, frames: ['Panic+0x1'] }));
      const why = verdict.evidence.find(({ line }) => line === 1)?.why ?? '';
      if (words) assert.match(why, words);
      else assert.equal(why, 'the message names PCPU 2');
    }
  });

  test('is shown with what ran there, and with what the log had warned of', () => {
    const warning = (cpu: number, seconds: number): string =>
      `0:01:00:00.000 cpu0:1024)Heartbeat: 618: PCPU ${cpu} didn't have a heartbeat for ${seconds} seconds. *may* be locked up\n`;
    const screen = printScreen({ headline: HEARTBEAT, frames: ['Panic+0x1'] });
    const { evidence } = onlyCrash(`${warning(2, 8)}${warning(2, 14)}${warning(3, 8)}${screen}`).verdict;
    const why = evidence.map((each) => each.why);
    assert.ok(why.includes('PCPU 2 had given no sign of life for 14 seconds'));
    assert.ok(why.includes('PCPU 3 had given no sign of life for 8 seconds'));
    assert.ok(why.some((words) => words.includes('PCPU 2 ran vmware-vm')));
  });

  test('that was idle is held by something below the operating system', () => {
    const frames = ['Power_ArchSetCState@vmkernel#nover+0x10a', 'CpuSchedIdleLoopInt@vmkernel#nover+0x39c'];
    const text = printScreen({ headline: HEARTBEAT, frames: ['Panic+0x1'], saved: { ...SAVED, frames } });
    const { verdict } = onlyCrash(text);
    assert.match(verdict.summary, /shows it idle: something below the operating system held it/);
    assert.equal(verdict.blamed, null);
  });

  test('that spins for a lock is a victim itself, and so is the driver that called it', () => {
    const frames = ['SP_WaitLock@vmkernel#nover+0x10a', 'Send@(contosonic)#<None>+0x39c'];
    const text = printScreen({ headline: HEARTBEAT, frames: ['Panic+0x1'], saved: { ...SAVED, frames } });
    const { verdict, waits } = onlyCrash(text);
    assert.equal(verdict.blamed, null);
    assert.match(verdict.summary, /It waited for a lock itself, in SP_WaitLock/);
    assert.deepEqual(
      waits.map(({ resource }) => resource.type),
      ['cpu-heartbeat', 'spinlock'],
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
  assert.match(verdict.summary, /^PCPU 1 and 3 did not acknowledge a TLB flush/);
});
