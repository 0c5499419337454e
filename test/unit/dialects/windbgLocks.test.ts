/** Locks as the debugger's commands report them: who holds what, and who waits for it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import type { LockReport } from '../../../server/src/model/lock.js';
import { openCase } from '../../../server/src/service.js';
import { first, onlyCrash } from '../../helpers/ask.js';
import { outdent, wordsAt } from '../../helpers/text.js';
import { printStack } from '../../helpers/transcripts.js';

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

  const CHANGED: Readonly<Record<string, (text: string) => string>> = {
    'runs of blanks became one': (text) => text.replace(/ +/g, ' '),
    'runs of blanks became two': (text) => text.replace(/ {2,}/g, '  '),
    'blanks between the CPUs were lost': (text) => text.replace('0  1  2  3', '0 1 2 3'),
  };
  for (const [what, change] of Object.entries(CHANGED)) {
    test(`nobody can tell the columns any more once ${what}`, () => {
      const { document } = openCase(change(QLOCKS));
      assert.deepEqual(
        document.crashes.flatMap(({ locks }) => locks),
        [],
      );
    });
  }
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
    const later = LISTED.replace('Thread 0 (8D14F750)', 'Thread 0: TERMINATED');
    assert.deepEqual(
      read(`${LISTED}\n${later}`).locks.map(({ owners, waiters }) => owners.length + waiters.length),
      [1, 1],
    );
  });
});
