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

describe('!locks with threads in between', () => {
  const LOCKS = outdent(`
    0: kd> !locks -v 0xffffbd81d41e4250

    Resource @ 0xffffbd81d41e4250    Exclusively owned
        Contention Count = 1
        NumberOfExclusiveWaiters = 1
         Threads: ffffbd81a5175080-01<*> ffffbd81a5176080-01

         THREAD ffffbd81a5175080  Cid 0004.0a14  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode Non-Alertable
         Owning Process            ffffbd81a0000040       Image:         backup agent.exe
         Child-SP          RetAddr           Call Site
         ffff9301\`1e6ae2b0 fffff801\`0c2a1b3f nt!KiSwapContext+0x76

         Threads Waiting On Exclusive Access:
                  ffffbd81a5178080

    1 total locks, 1 locks currently held
  `);

  test('the waiters below the owner’s stack are still its waiters', () => {
    const { locks, threads, stacks } = read(LOCKS);
    assert.deepEqual(locks.map(summary), [
      {
        kind: 'resource',
        what: '0xffffbd81d41e4250',
        owners: ['0xffffbd81a5175080'],
        waiters: ['0xffffbd81a5176080', '0xffffbd81a5178080'],
        unnamedWaiters: 0,
      },
    ]);
    assert.equal(first(threads).process, 'backup agent.exe');
    assert.equal(first(stacks).thread, '0xffffbd81a5175080');
  });

  test('a list over several lines, in which low bits hide the owners', () => {
    const { locks } = read(
      outdent(`
        0: kd> !locks
        Resource @ 0x80e97620    Shared 3 owning threads
             Threads: 80ed0023-01<*> *** Actual Thread 80ed0020
                      80ed1023-01<*> *** Actual Thread 80ed1020
                      89bd1234-01<*> 896d2020-01
      `),
    );
    const { owners, waiters } = summary(first(locks));
    assert.deepEqual(owners, ['0x80ed0020', '0x80ed1020', '0x89bd1234']);
    assert.deepEqual(waiters, ['0x896d2020']);
  });
});

describe('!qlocks', () => {
  const QLOCKS = outdent(`
    0: kd> !qlocks
    Key: O = Owner, 1-n = Wait order, blank = not owned/waiting, C = Corrupt

                           Processor Number
        Lock Name         0  1  2  3

    KE   - Dispatcher     2  O     1
    MM   - PFN                  O
    EX   - WorkQueue
  `);

  test('CPUs by number, the waiting ones in their order', () => {
    const { locks } = read(QLOCKS);
    assert.deepEqual(
      locks.map(summary).map(({ what, owners, waiters }) => [what, owners, waiters]),
      [
        ['KE - Dispatcher', ['1'], ['3', '0']],
        ['MM - PFN', ['2'], []],
      ],
    );
    assert.equal(wordsAt(QLOCKS, first(first(locks).owners).range), 'O');
  });

  test('once a page changed the blanks, nobody can tell the columns any more', () => {
    const { document } = openCase(QLOCKS.replace(/ +/g, ' '));
    assert.deepEqual(
      document.crashes.flatMap(({ locks }) => locks),
      [],
    );
  });
});

describe('!deadlock, lock by lock', () => {
  const LISTED = outdent(`
    0: kd> !deadlock 1

    Thread 0 (8D14F750) took locks in the following order:

        Lock A -- b7906f30 (Spinlock)
        Stack:   contosonic!Activate+0x63
                 contosonic!Open+0x2E1

        Lock B -- contosonic!GlobalLock (Spinlock)
        Stack:   contosonic!Queue+0x2D

    Thread 1: c4ae2040 (ThreadEntry = 86833a08) took locks in the following order:

    Lock B =     contosonic!GlobalLock - Type 'Spinlock'.
    Lock B -- contosonic!GlobalLock (Spinlock)
        Stack:   97dd65ef contosonic!RxDone+0x0000025d

    Lock A =     b7906f30 (contosonic!FirstLock+0x00000000) - Type 'Spinlock'.
        Stack:   << Current stack >>
  `);

  test('the last lock of each thread is the one that it waits for', () => {
    assert.deepEqual(
      read(LISTED)
        .locks.map(summary)
        .map(({ what, owners, waiters }) => [what, owners, waiters]),
      [
        ['contosonic!FirstLock', ['0x8d14f750'], ['0xc4ae2040']],
        ['contosonic!GlobalLock', ['0xc4ae2040'], ['0x8d14f750']],
      ],
    );
  });

  test('each stack is that of the thread that took the lock', () => {
    assert.deepEqual(
      read(LISTED).stacks.map(({ title, thread, frames }) => [title, thread, frames.length]),
      [
        ['Lock A -- b7906f30 (Spinlock)', '0x8d14f750', 2],
        ['Lock B -- contosonic!GlobalLock (Spinlock)', '0x8d14f750', 1],
        ['Lock B -- contosonic!GlobalLock (Spinlock)', '0xc4ae2040', 1],
      ],
    );
  });

  test('a thread that has ended holds nothing any more', () => {
    const text = LISTED.replace('Thread 0 (8D14F750)', 'Thread 0: TERMINATED');
    assert.deepEqual(
      read(text).locks.map(({ owners, waiters }) => owners.length + waiters.length),
      [1, 1],
    );
  });
});

test('!running with priorities: each CPU, its thread and its stack', () => {
  const { cpus, stacks } = read(
    outdent(`
      2: kd> !running -ti

           Prcbs             Current         (pri) Next            (pri) Idle
      0    fffff80152a80180  ffffcb088f0a4480 (15)                       fffff80152b1f700  ................

       # Child-SP          RetAddr               Call Site
      00 fffff801\`590a6c88 fffff801\`522fb0d1     nt!KxWaitForSpinLockAndAcquire+0x1c

      a    ffffa78158ec0180  ffffcb088f0a5080 ( 8)  ffffcb088f0a6080 ( 9)  ffffa78158ecb140  .OW.............

       # Child-SP          RetAddr               Call Site
      00 fffff801\`591a6c88 fffff801\`522fb0d1     contosonic!Poll+0x44
    `),
  );
  assert.deepEqual(
    cpus.map(({ number, worldId }) => [number, worldId]),
    [
      [0, '0xffffcb088f0a4480'],
      [10, '0xffffcb088f0a5080'],
    ],
  );
  assert.deepEqual(
    stacks.map(({ cpu, thread }) => [cpu, thread]),
    [
      [0, '0xffffcb088f0a4480'],
      [10, '0xffffcb088f0a5080'],
    ],
  );
});

test('the blocker in a row of !stacks is the first frame', () => {
  const text = outdent(`
    0: kd> !stacks 2
       4.00001c  ffffcb088f0a7080 fff1bc01 Blocked    nt!KiSwapContext+0x76
                                            contosonic!Wait+0x10
       4.000020  827d0030  READY      nt!KiSwapThread+0xc5
  `);
  const { stacks } = read(text);
  assert.deepEqual(
    stacks.map(({ thread, frames }) => [thread, frames.map(({ symbol }) => symbol?.value)]),
    [
      ['0xffffcb088f0a7080', ['KiSwapContext', 'Wait']],
      ['0x827d0030', ['KiSwapThread']],
    ],
  );
  assert.equal(wordsAt(text, first(first(stacks).frames).range), 'nt!KiSwapContext+0x76');
});

describe('mex', () => {
  test('!mex.running: what runs on each CPU', () => {
    const { cpus, threads } = read(
      outdent(`
        1: kd> !mex.running
        Process      PID Thread             Id Pri Base Pri Next CPU CSwitches User    Kernel State         Time Reason
        Idle           0 fffff80149f4d700    0   0        0        0    619812    0 7m:30.000 Running          0 Executive
        contoso ui  1b60 ffffc181f06a8080  554  11        8        2       453    0      78ms Running 15m:08.984 Executive
      `),
    );
    assert.deepEqual(
      cpus.map(({ number, worldId, worldName }) => [number, worldId, worldName]),
      [
        [0, '0xfffff80149f4d700', 'Idle'],
        [2, '0xffffc181f06a8080', 'contoso ui'],
      ],
    );
    assert.deepEqual(
      threads.map(({ id, cpu }) => [id, cpu]),
      [
        ['0.0', 0],
        ['1b60.554', 2],
      ],
    );
  });

  test('!mex.us: a stack that threads share', () => {
    const { stacks } = read(
      outdent(`
        1: kd> !mex.us -cpu
        1 thread [stats]: ffffc181ef7ea540 --> waits for a spin lock
            fffff8014944059c nt!KxWaitForSpinLockAndAcquire+0x1c --> here
            fffff8016d431153 <Unloaded_contosonic.sys>+0x1153
            0000000000000080 0x80

        2 threads: ffffc181e8f35080 fffff80149f4d700
            fffff80149476011 nt!PoIdle+0x361
      `),
    );
    assert.deepEqual(
      stacks.map(({ thread, frames }) => [thread, frames.map(({ module }) => module?.value)]),
      [
        ['0xffffc181ef7ea540', ['nt', 'contosonic']],
        ['0xffffc181e8f35080', ['nt']],
      ],
    );
  });

  const WAITING = outdent(`
    0: kd> !mex.lt ffffdf8215882040 -wr WrResource
    Process PID Thread             Id State     Time Reason
    System    4 ffffdf821f4b8040 3304 Waiting 3s.218 WrResource
    0: kd> !mex.t ffffdf821f4b8040
    Process                   Thread                       CID       UserTime KernelTime ContextSwitches Wait Reason   Time State
    System (ffffdf8215882040) ffffdf821f4b8040 (E|K|W|R|V) 4.3304           0      234ms              18 WrResource  3s.218 Waiting

    # Child-SP         Return           Call Site                               Info
    0 ffffdc8b3e30edd0 fffff80280a0c800 nt!KiSwapContext+0x76
    1 ffffdc8b3e30f1d0 fffff8027d7013c4 nt!ExAcquireResourceExclusiveLite+0x1fe Thread: ffffdf8217a30040 (System) exclusive owner of EResource: ffffdf821ce68448
  `);

  test('a thread that two commands describe is one thread', () => {
    assert.deepEqual(
      read(WAITING).threads.map(({ address, id, waitReason, process }) => [address.value, id, waitReason, process]),
      [['0xffffdf821f4b8040', '4.3304', 'WrResource', 'System']],
    );
  });

  test('the note behind a waiting frame names the owner', () => {
    assert.deepEqual(read(WAITING).locks.map(summary), [
      {
        kind: 'resource',
        what: '0xffffdf821ce68448',
        owners: ['0xffffdf8217a30040'],
        waiters: ['0xffffdf821f4b8040'],
        unnamedWaiters: 0,
      },
    ]);
    const wait = first(onlyCrash(WAITING).waits);
    assert.equal(first(wait.waiters).thread, '0xffffdf821f4b8040');
  });
});

test('lm with dates', () => {
  const rows =
    '0: kd> lm t n\nfffff800`20000000 fffff800`20010000   contosonic contosonic.sys Mon Nov  2 10:21:05 2020 (5F9FCD41)\n';
  const module = first(read(printAnalysis({ frames: ['nt!KeBugCheckEx'] }) + rows).modules);
  assert.deepEqual([module.name.value, module.date?.value], ['contosonic', 'Mon Nov  2 10:21:05 2020']);
});
