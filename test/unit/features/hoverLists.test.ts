import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Asked } from '../../helpers/ask.js';

const LISTS = `0: kd> !locks
Resource @ 0xffffa98312345000    Exclusively owned
    Contention Count = 4
    NumberOfExclusiveWaiters = 2
     Threads: ffffa983aaaa1080-01<*>
     Threads Waiting On Exclusive Access:
              ffffa983bbbb2080       ffffa983cccc3080

0: kd> !thread ffffa983bbbb2080
THREAD ffffa983bbbb2080  Cid 0004.0f30  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (WrResource) KernelMode Non-Alertable
    ffffa98377777000  SynchronizationEvent
Child-SP          RetAddr           Call Site
fffff880\`0c4a5000 fffff800\`62a12d69 nt!KiSwapContext+0x7a
fffff880\`0c4a5100 fffff800\`62a0f4e5 nt!KiCommitThreadWait+0x1d2
fffff880\`0c4a5200 fffff800\`62a0f000 nt!ExpWaitForResource+0x1ae
0: kd> !thread ffffa983aaaa1080
THREAD ffffa983aaaa1080  Cid 0004.0aa0  Teb: 0000000000000000 Win32Thread: 0000000000000000 RUNNING on processor 1
`;

/** A link says from where it is followed. */
const withoutLinks = (hover: string): string => hover.replace(/\(command:[^)]*\)/g, '');

describe('what a debugger lists is explained:', () => {
  const lists = new Asked(LISTS);

  test('a lock by who owns it and how many wait, with the way to them', () => {
    const mark = 'Resource @ ⟦0xffffa98312345000⟧';
    assert.match(lists.hover(mark), /^\*\*0xffffa98312345000\*\* · \*executive resource\*/);
    assert.match(lists.hover(mark), /^\*\*Here:\*\* owned by thread 0xffffa983aaaa1080\. \[show the owner\]/m);
    assert.match(lists.hover(mark), /^\*\*Here:\*\* 2 wait for it\. \[show who waits\]/m);
  });

  test('a thread that waits by its reason, the lock that it wants, and its stack', () => {
    const hover = lists.hover('THREAD ⟦ffffa983bbbb2080⟧');
    assert.match(hover, /\*thread\* · .*0004\\?\.0f30/);
    assert.match(hover, /it waits; the kernel gives the reason as WrResource\./);
    assert.match(hover, /it waits for the executive resource 0xffffa98312345000\. \[show the lock\]/);
    assert.match(hover, /its stack is in this text\. \[show\]/);
    const asWaiter = lists.hover('⟦ffffa983bbbb2080⟧       ffffa983cccc3080');
    assert.deepEqual(withoutLinks(asWaiter), withoutLinks(hover));
  });

  test('a thread that runs by its CPU and what it owns', () => {
    const hover = lists.hover('Threads: ⟦ffffa983aaaa1080⟧-01<*>');
    assert.match(hover, /it was running on CPU 1\./);
    assert.match(hover, /it owns the executive resource 0xffffa98312345000\./);
  });

  test('a thread of which nothing more is told by what it is', () => {
    assert.match(lists.hover('       ⟦ffffa983cccc3080⟧'), /^\*\*0xffffa983cccc3080\*\* · \*thread\*\n\nA thread/);
  });
});

test('a line of the sources in a frame is explained', () => {
  const text = `nt!KeBugCheckEx\ncontosonic!Poll+0x2c [c:\\src\\poll.c @ 112]\nnt!KiRetireDpcList+0x1a\n`;
  const asked = new Asked(`DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)\n0: kd> kL\n${text}`);
  assert.match(asked.hover('[⟦c:\\src\\poll.c @ 112⟧]'), /\*source line\*\n\nThe line of the sources/);
});
