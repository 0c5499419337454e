/** What engineers paste beside an analysis: locks, deadlocks, threads, running CPUs, modules. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import type { LockReport } from '../../../server/src/model/lock.js';
import { openCase } from '../../../server/src/service.js';
import { first, onlyCrash } from '../../helpers/ask.js';
import { outdent, wordsAt } from '../../helpers/text.js';
import { printAnalysis, printStack } from '../../helpers/transcripts.js';

const read = (text: string): Crash => onlyCrash(text).crash;

const summary = ({ kind, name, address, owners, waiters, unnamedWaiters }: LockReport) => ({
  kind,
  what: name?.value ?? address?.value ?? null,
  owners: owners.map(({ value }) => value),
  waiters: waiters.map(({ value }) => value),
  unnamedWaiters,
});

describe('!locks', () => {
  const LOCKS = outdent(`
    0: kd> !locks
    **** DUMP OF ALL RESOURCE OBJECTS ****

    Resource @ contosofs!VolumeLock (0xffffb40bc8deb908)    Exclusively owned
        Contention Count = 12
        NumberOfExclusiveWaiters = 2
         Threads: ffffb40ba7fa5080-01<*>
         Threads Waiting On Exclusive Access:
                  ffffb40ba6fa1080       ffffb40ba6fa2080
    Resource @ 0xffffb40bc8deb9aa    Shared 1 owning threads
        NumberOfExclusiveWaiters = 1
         Threads: ffffb40ba7fa5999-01<*>
  `);

  test('owner, waiters, and those that are only counted', () => {
    const [exclusive, shared, ...others] = read(LOCKS).locks.map(summary);
    assert.deepEqual(others, []);
    assert.deepEqual(exclusive, {
      kind: 'resource',
      what: 'contosofs!VolumeLock',
      owners: ['0xffffb40ba7fa5080'],
      waiters: ['0xffffb40ba6fa1080', '0xffffb40ba6fa2080'],
      unnamedWaiters: 0,
    });
    assert.deepEqual(shared, {
      kind: 'resource',
      what: '0xffffb40bc8deb9aa',
      owners: ['0xffffb40ba7fa5999'],
      waiters: [],
      unnamedWaiters: 1,
    });
  });

  test('places are those of the printed words', () => {
    const lock = first(read(LOCKS).locks);
    assert.equal(wordsAt(LOCKS, first(lock.owners).range), 'ffffb40ba7fa5080');
    assert.equal(wordsAt(LOCKS, first(lock.waiters).range), 'ffffb40ba6fa1080');
  });

  test('becomes a wait in which the log names both sides', () => {
    const wait = first(onlyCrash(LOCKS).waits);
    assert.equal(wait.resource.type, 'resource');
    assert.equal(wait.resource.name, 'contosofs!VolumeLock');
    assert.deepEqual(
      wait.owners.map(({ thread, basis }) => [thread, basis]),
      [['0xffffb40ba7fa5080', 'named']],
    );
    assert.deepEqual(
      wait.waiters.map(({ thread, basis }) => [thread, basis]),
      [
        ['0xffffb40ba6fa1080', 'named'],
        ['0xffffb40ba6fa2080', 'named'],
      ],
    );
  });

  test('the owner is looked for on its own stack where the log has it', () => {
    const owner =
      '0: kd> !thread ffffb40ba7fa5080\nTHREAD ffffb40ba7fa5080  Cid 0e34.3814  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode\n';
    const text = `${LOCKS}${owner}${printStack(['nt!KiSwapContext+0x76', 'contosofs!Flush+0x10'])}\n`;
    const { waits, stacks } = onlyCrash(text);
    assert.equal(first(first(waits).owners).stack, stacks[0]?.stack.id);
    assert.equal(stacks[0]?.stack.thread, '0xffffb40ba7fa5080');
  });

  test('a resource that nobody waits for is no wait', () => {
    const text = outdent(`
      0: kd> !locks
      Resource @ 0xffffb40bc8deb908    Exclusively owned
           Threads: ffffb40ba7fa5080-01<*>
    `);
    assert.equal(read(text).locks.length, 1);
    assert.deepEqual(onlyCrash(text).waits, []);
  });
});

test('!deadlock: each thread holds what the other waits for', () => {
  const text = outdent(`
    0: kd> !deadlock
    Deadlock detected (2 resources in 2 threads):

    Thread 0: A B
    Thread 1: B A

    Where:
    Thread 0 = 8d3ba030
    Thread 1 = 8d15c030
    Lock A =   bba2af30 Type 'Spinlock'
    Lock B =   contoso!GlobalLock Type 'Spinlock'
  `);
  assert.deepEqual(read(text).locks.map(summary), [
    { kind: 'spinlock', what: '0xbba2af30', owners: ['0x8d3ba030'], waiters: ['0x8d15c030'], unnamedWaiters: 0 },
    {
      kind: 'spinlock',
      what: 'contoso!GlobalLock',
      owners: ['0x8d15c030'],
      waiters: ['0x8d3ba030'],
      unnamedWaiters: 0,
    },
  ]);
  const held = onlyCrash(text).waits.map(({ waiters, owners }) => [waiters[0]?.thread, owners[0]?.thread]);
  assert.deepEqual(held, [
    ['0x8d15c030', '0x8d3ba030'],
    ['0x8d3ba030', '0x8d15c030'],
  ]);
});

describe('threads', () => {
  test('one that runs, one that waits, and their process', () => {
    const { threads, stacks } = read(
      outdent(`
        0: kd> !thread
        THREAD ffffcb088f0a4480  Cid 0e34.3814  Teb: 000000b2d417f000 Win32Thread: 0000000000000000 RUNNING on processor b
        Owning Process            ffffcb08905397c0       Image:         contoso.exe
      `) + `${printStack(['nt!KeBugCheckEx'])}\n`,
    );
    const thread = first(threads);
    assert.deepEqual(
      [thread.address.value, thread.id, thread.cpu, thread.process],
      ['0xffffcb088f0a4480', '0e34.3814', 11, 'contoso.exe'],
    );
    assert.equal(first(stacks).thread, '0xffffcb088f0a4480');
    assert.equal(first(stacks).cpu, 11);
  });

  test('!stacks prints nothing but symbols below each thread', () => {
    const { threads, stacks } = read(
      outdent(`
        0: kd> !stacks 2
           4.001560 ffffd98de769b5c0 0003a1f Blocked    nt!KiSwapContext+0x76
                                              nt!KeWaitForSingleObject+0x233
                                              contoso!Worker+0x10
      `),
    );
    assert.deepEqual(
      threads.map(({ id, waitReason }) => [id, waitReason]),
      [['4.001560', 'Blocked']],
    );
    assert.ok(first(stacks).frames.some(({ symbol }) => symbol?.value === 'Worker'));
  });
});

test('!running: a CPU a row', () => {
  const { cpus } = read(
    outdent(`
      0: kd> !running -i

      System Processors:  (0000000000000003)
        Idle Processors:  (0000000000000000)

           Prcbs             Current         (pri) Next            (pri) Idle
        0    fffff80152a80180  ffffcb088f0a4480                   ................
        1    ffffa78158ec0180  ffffcb088f0a5080                   ................
    `) + `${printStack(['nt!KeBugCheckEx'])}\n`,
  );
  assert.deepEqual(
    cpus.map(({ number, worldId }) => [number, worldId]),
    [
      [0, '0xffffcb088f0a4480'],
      [1, '0xffffcb088f0a5080'],
    ],
  );
});

describe('modules', () => {
  const LMVM = outdent(`
    0: kd> lmvm contosonic
    start             end                 module name
    fffff805\`26e10000 fffff805\`26e3e000   contosonic   (private pdb symbols)  contosonic.pdb
        Image name: contosonic.sys
        Timestamp:        Mon Nov  2 10:21:05 2020 (5F9FCD41)
        File version:     4.12.7.310
  `);

  test('name, version and date', () => {
    const module = first(read(printAnalysis({ frames: ['nt!KeBugCheckEx'] }) + LMVM).modules);
    assert.deepEqual(
      [module.name.value, module.version?.value, module.date?.value],
      ['contosonic', '4.12.7.310', 'Mon Nov  2 10:21:05 2020'],
    );
  });

  test('a list of modules alone is no crash', () => {
    const { document } = openCase(LMVM);
    assert.deepEqual(document.crashes, []);
    assert.equal(document.dialect, 'windbg');
  });
});
