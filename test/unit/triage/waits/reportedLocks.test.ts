import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { first, onlyCrash } from '../../../helpers/ask.js';
import { lineOf } from '../../../helpers/text.js';

const namesOf = (parties: readonly { readonly name: string }[]): readonly string[] => parties.map(({ name }) => name);

describe('queued spin locks of !running', () => {
  const RUNNING = `0: kd> !running

System Processors:  (0000000000000007)
  Idle Processors:  (0000000000000000)

       Prcbs             Current         (pri) Next            (pri) Idle
  0    fffff80002c0be80  fffffa800462d060 ( 8)                       fffff80002c19cc0  ....O...........
  1    fffff880009e7180  fffffa8004a1b2c0 ( 8)                       fffff880009f2040  ....W...........
  2    fffff88002f64180  fffffa8004b1c3d0 ( 8)                       fffff88002f6f040  ................
`;

  test('O has it, W waits for it, and a dot has nothing to do with it', () => {
    const [wait, ...others] = onlyCrash(RUNNING).waits;
    assert.deepEqual(others, []);
    assert.equal(wait?.resource.type, 'spinlock');
    assert.equal(wait.resource.name, 'queued spin lock 4');
    assert.deepEqual([namesOf(wait.waiters), namesOf(wait.owners)], [['CPU 1'], ['CPU 0']]);
  });

  test('what nobody waits for is no wait', () => {
    assert.deepEqual(onlyCrash(RUNNING.replace('W', '.')).waits, []);
  });
});

test('a mutex below a thread names its owner', () => {
  const text = `0: kd> !thread fffffa8004a1b2c0
THREAD fffffa8004a1b2c0  Cid 0004.0a10  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode Non-Alertable
    fffffa80042f6f28  Mutant - owning thread fffffa800462d060
`;
  const wait = first(onlyCrash(text).waits);
  assert.deepEqual([wait.resource.type, wait.resource.address], ['mutex', '0xfffffa80042f6f28']);
  assert.deepEqual(namesOf(wait.waiters), ['thread 0xfffffa8004a1b2c0']);
  assert.deepEqual(namesOf(wait.owners), ['thread 0xfffffa800462d060']);
});

describe('one resource that several commands report', () => {
  const LOCKS = `0: kd> !locks
Resource @ 0xffffdf821ce68448    Exclusively owned
    NumberOfExclusiveWaiters = 1
     Threads: ffffdf8217a30040-01<*>
     Threads Waiting On Exclusive Access:
              ffffdf821f4b8040
`;
  const MEX = `0: kd> !mex.eresource ffffdf821ce68448
nt!_ERESOURCE @ ffffdf821ce68448 [verbose]
Contention count: 1

Exclusive owner:
    Process Thread             Time Wait Function
    ======= ================ ====== ==================================
    System  ffffdf8217a30040 2s.343 contosofs!DeleteThread+0x38

Exclusive Waiters: 1
    Process Thread             Time Wait Function
    ======= ================ ====== ==================================
    System  ffffdf821f4b9990 1s.120 contosofs!MoveThread+0x34
Shared Waiters: 0
`;

  test('is one wait with all its waiters', () => {
    const [wait, ...others] = onlyCrash(LOCKS + MEX).waits;
    assert.deepEqual(others, []);
    assert.deepEqual(
      wait?.waiters.map(({ thread }) => thread),
      ['0xffffdf821f4b8040', '0xffffdf821f4b9990'],
    );
    assert.deepEqual(
      wait.owners.map(({ thread }) => thread),
      ['0xffffdf8217a30040'],
    );
  });

  test('rows of a table of threads are no frames', () => {
    const { crash } = onlyCrash(MEX);
    assert.deepEqual(crash.stacks, []);
    assert.deepEqual(crash.unparsed, []);
  });

  test('and whoever is seen to wait on a stack is shown at its frame, not told twice', () => {
    const stack = `0: kd> !thread ffffdf821f4b8040
THREAD ffffdf821f4b8040  Cid 0004.1d5c  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (WrResource) KernelMode Non-Alertable
Child-SP          RetAddr               Call Site
ffffdc8b\`3e30f060 fffff802\`80a0e4ad     nt!KeWaitForSingleObject+0x233
ffffdc8b\`3e30f150 fffff802\`80a08eee     nt!ExpWaitForResource+0x6d
ffffdc8b\`3e30f1d0 fffff802\`7d7013c4     contosofs!MoveThread+0x34
`;
    const text = LOCKS + stack;
    const [wait, ...others] = onlyCrash(text).waits;
    assert.deepEqual(others, []);
    assert.equal(wait?.waiters[0]?.line, lineOf(text, 'ExpWaitForResource'));
    assert.equal(wait.owners.length, 1);
  });
});

describe('a thread of !deadlock', () => {
  const DEADLOCK = `2: kd> !deadlock
Thread 0 (ffffa80012345040) took locks in the following order:

    Lock A -- ffffa80055550010 (Spinlock)
    Stack:   contosonic!TakeFirst+0x63

    Lock B -- ffffa80055550090 (Spinlock)
    Stack:   contosonic!TakeSecond+0x2d

Thread 1 (ffffa80012346080) took locks in the following order:

    Lock B -- ffffa80055550090 (Spinlock)
    Stack:   contosonic!RxDone+0x5d

    Lock A -- ffffa80055550010 (Spinlock)
    Stack:   contosonic!RxRetry+0x5d
`;
  const NOW = `2: kd> !thread ffffa80012345040
THREAD ffffa80012345040  Cid 0004.0a10  Teb: 0000000000000000 Win32Thread: 0000000000000000 RUNNING on processor 2
Child-SP          RetAddr               Call Site
ffff8f00\`12345000 fffff805\`12ddc5b7     contosonic!Worker+0x256
`;
  const ownerOfFirst = (text: string) =>
    first(first(onlyCrash(text).waits.filter(({ resource }) => resource.address === '0xffffa80055550010')).owners);

  test('is to be seen where it took a lock, which is not what it does now', () => {
    assert.deepEqual(
      [ownerOfFirst(DEADLOCK).line, ownerOfFirst(DEADLOCK).stack],
      [lineOf(DEADLOCK, 'TakeFirst'), null],
    );
  });

  test('is to be seen on its present stack, where there is one', () => {
    const text = DEADLOCK + NOW;
    assert.equal(ownerOfFirst(text).line, lineOf(text, 'Worker'));
    assert.notEqual(ownerOfFirst(text).stack, null);
  });
});
