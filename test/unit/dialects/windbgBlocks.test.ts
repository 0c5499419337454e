/** What engineers paste beside an analysis: threads, running CPUs, modules. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import { openCase } from '../../../server/src/service.js';
import { first, onlyCrash } from '../../helpers/ask.js';
import { outdent, wordsAt } from '../../helpers/text.js';
import { printAnalysis, printStack } from '../../helpers/transcripts.js';

const read = (text: string): Crash => onlyCrash(text).crash;

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
    const { kind, address, owners, waiters } = first(read(WAITING).locks);
    assert.deepEqual([kind, address?.value], ['resource', '0xffffdf821ce68448']);
    assert.deepEqual(
      [owners, waiters].map((threads) => threads.map(({ value }) => value)),
      [['0xffffdf8217a30040'], ['0xffffdf821f4b8040']],
    );
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
