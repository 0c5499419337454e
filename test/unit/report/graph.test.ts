import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildGraph } from '../../../server/src/report/graph.js';
import type { ReportGraph } from '../../../server/src/report/reportModel.js';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';

const graphOf = (text: string): ReportGraph => buildGraph(onlyCrash(text));

/** Each node as `kind: label (detail)`. */
const outline = ({ nodes }: ReportGraph): readonly string[] =>
  nodes.map(({ kind, label, detail }) => `${kind}: ${label}${detail === null ? '' : ` (${detail})`}`);

const DEADLOCK = `2: kd> !deadlock

Deadlock detected (2 resources in 2 threads):

Thread 0: A B
Thread 1: B A

Where:
Thread 0 = ffffa80012345040
Thread 1 = ffffa80012346080
Lock A =   ffffa80055550010 Type 'Spinlock'
Lock B =   contosonic!TxLock Type 'Spinlock'
`;

describe('a deadlock', () => {
  const graph = graphOf(DEADLOCK);

  test('is a ring: who waits and who owns is one node', () => {
    assert.deepEqual([...outline(graph)].sort(), [
      'owner: thread 0xffffa80012345040 (named by the log; waits, line 9)',
      'owner: thread 0xffffa80012346080 (named by the log; waits, line 10)',
      'resource: a spinlock (0xffffa80055550010)',
      'resource: contosonic!TxLock (spinlock)',
    ]);
    const next = new Map(graph.edges.map(({ from, to }) => [from, to]));
    const start = graph.nodes[0]?.id ?? '';
    const path = [1, 2, 3, 4].reduce<readonly string[]>((ids) => [...ids, next.get(ids.at(-1) ?? '') ?? ''], [start]);
    assert.equal(new Set(path).size, 4);
    assert.equal(path.at(-1), start);
  });

  test('is marked on every link that belongs to it', () => {
    assert.deepEqual(
      graph.edges.map(({ style }) => style),
      ['cycle', 'cycle', 'cycle', 'cycle'],
    );
  });

  test('is told to those who do not see the picture', () => {
    assert.match(
      graph.description,
      /^Deadlock: thread 0xffffa80012346080, thread 0xffffa80012345040 wait for each other\. Thread /,
    );
  });

  test('is none where both take the locks in the same order', () => {
    const { edges, description } = graphOf(DEADLOCK.replace('Thread 1: B A', 'Thread 1: A B'));
    assert.equal(
      edges.some(({ style }) => style === 'cycle'),
      false,
    );
    assert.doesNotMatch(description, /Deadlock/);
  });
});

describe('a chain', () => {
  const text = printScreen({
    headline: 'Spin count exceeded - possible deadlock with PCPU 3',
    saved: {
      heading: 'Saved backtrace from: pcpu 3 SpinLock spin out NMI',
      frames: ['MCSWaitForUnblock+0xe0', 'MCS_LockWait+0xad', 'MCSLockWithFlagsWork+0x23', 'PShare_RemoveHint+0x3f'],
    },
  });

  test('goes on from an owner that waits itself', () => {
    const graph = graphOf(text);
    const owner = graph.nodes.filter(({ label }) => label.startsWith('PCPU 3'));
    assert.equal(owner.length, 1);
    assert.equal(owner[0]?.kind, 'owner');
    const id = owner[0].id;
    assert.deepEqual(
      graph.edges.filter(({ from, to }) => from === id || to === id).map(({ label }) => label),
      ['held by', 'waits for'],
    );
  });
});

describe('the words of a picture', () => {
  test('say once what a lock is that has no name', () => {
    const [lock] = graphOf(printScreen({ headline: 'Spin count exceeded - possible deadlock' })).nodes;
    assert.equal(lock?.label, 'a spinlock');
    assert.doesNotMatch(lock.detail ?? '', /spinlock/);
  });

  test('do not say of an answer that somebody holds it', () => {
    const { edges } = graphOf(
      printScreen({
        headline: 'PCPU 2 locked up. Failed to ack TLB invalidate (total of 1 locked up, PCPU(s): 2).',
        frames: ['Panic+0x10', 'TLBDoInvalidate+0x3b5'],
      }),
    );
    assert.deepEqual(
      edges.map(({ label }) => label),
      ['waits for', 'expected from'],
    );
  });

  test('name a thread by its address once', () => {
    for (const { label } of graphOf(DEADLOCK).nodes) assert.equal(label.match(/0xffffa8001234\w+/g)?.length ?? 1, 1);
  });
});
