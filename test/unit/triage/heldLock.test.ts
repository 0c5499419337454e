import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { lineOf } from '../../helpers/text.js';

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

describe('locks that wait for each other', () => {
  test('are a deadlock, told step by step', () => {
    const { verdict, waits } = onlyCrash(DEADLOCK);
    assert.equal(verdict.category, 'lock-contention');
    assert.match(verdict.summary, /^Deadlock: 2 threads wait for each other/);
    assert.deepEqual(
      verdict.evidence.map(({ line }) => line),
      [lineOf(DEADLOCK, 'Thread 0 ='), lineOf(DEADLOCK, 'Thread 1 =')],
    );
    assert.equal(verdict.blamed, null);
    assert.equal(waits.length, 2);
  });

  test('are none where the threads take them in the same order', () => {
    const ordered = DEADLOCK.replace('Thread 1: B A', 'Thread 1: A B');
    assert.doesNotMatch(onlyCrash(ordered).verdict.summary, /Deadlock/);
  });
});

const LOCKS = `0: kd> !locks
**** DUMP OF ALL RESOURCE OBJECTS ****

Resource @ 0xffffb40bc8deb908    Exclusively owned
    Contention Count = 4
    NumberOfExclusiveWaiters = 2
     Threads: ffffb40ba7fa5080-01<*>
     Threads Waiting On Exclusive Access:
              ffffb40ba7fbc080       ffffb40bade9e080

1 total locks, 1 locks currently held
`;

describe('a resource with an owner and waiters', () => {
  test('names its owner and counts who waits', () => {
    const { verdict, waits } = onlyCrash(LOCKS);
    assert.match(
      verdict.summary,
      /^Thread 0xffffb40ba7fa5080 owns the resource 0xffffb40bc8deb908, and 2 threads wait/,
    );
    assert.deepEqual(
      waits[0]?.owners.map(({ thread, basis }) => [thread, basis]),
      [['0xffffb40ba7fa5080', 'named']],
    );
    assert.equal(verdict.nextSteps[0]?.command, '!thread 0xffffb40ba7fa5080');
  });

  test('blames the driver that the owner is in, where its stack follows', () => {
    const owner = `0: kd> !thread ffffb40ba7fa5080
THREAD ffffb40ba7fa5080  Cid 0004.0a10  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode Non-Alertable
Child-SP          RetAddr               Call Site
ffff8f00\`12345000 fffff805\`12ddc5b7     nt!KeWaitForSingleObject+0x256
ffff8f00\`12345100 fffff805\`26e18ac4     contosonic!WaitForRing+0x44
`;
    const { verdict } = onlyCrash(LOCKS + owner);
    assert.deepEqual([verdict.blamed?.module, verdict.blamed?.basis], ['contosonic', 'stack']);
    assert.equal(verdict.confidence, 'medium');
    assert.match(verdict.summary, /It is in WaitForRing of contosonic, and waits itself\.$/);
  });

  test('says so where the owner is seen without a driver', () => {
    const owner = `0: kd> !thread ffffb40ba7fa5080
THREAD ffffb40ba7fa5080  Cid 0004.0a10  Teb: 0000000000000000 Win32Thread: 0000000000000000 RUNNING on processor 1
Child-SP          RetAddr               Call Site
ffff8f00\`12345000 fffff805\`12ddc5b7     nt!MiZeroPages+0x56
ffff8f00\`12345100 fffff805\`26e18ac4     nt!PspSystemThreadStartup+0x44
`;
    const { verdict } = onlyCrash(LOCKS + owner);
    assert.equal(verdict.blamed, null);
    assert.match(verdict.summary, /Its stack shows no third-party driver\.$/);
  });

  test('with one waiter has one that waits', () => {
    assert.match(onlyCrash(LOCKS.replace('       ffffb40bade9e080', '')).verdict.summary, /and 1 thread waits for it/);
  });

  test('without waiters is no wait and no verdict on locks', () => {
    const quiet = LOCKS.replace(/ {4}NumberOf.*\n/, '').replace(/ +Threads Waiting[\s\S]*?\n\n/, '\n');
    const { waits, verdict } = onlyCrash(quiet);
    assert.deepEqual(waits, []);
    assert.equal(verdict.category, 'unknown');
  });
});
