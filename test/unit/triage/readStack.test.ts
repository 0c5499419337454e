import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { first, onlyCrash } from '../../helpers/ask.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { CLOCK_NOTICED, IDLE_DPCS, printAnalysis } from '../../helpers/transcripts.js';

/** `noticed: KeBugCheckEx..KiInterruptDispatch` for each part of the first stack. */
function partsOf(text: string): readonly string[] {
  const { frames, parts } = first(onlyCrash(text).stacks);
  const nameAt = (index: number): string => frames[index]?.frame.symbol?.value ?? '?';
  return parts.map(({ name, from, to, idle }) => `${name}${idle ? ' (idle)' : ''}: ${nameAt(from)}..${nameAt(to - 1)}`);
}

describe('the parts of a stack', () => {
  test('a clock interrupt noticed; a driver’s DPC was interrupted', () => {
    const frames = [...CLOCK_NOTICED, 'contosonic!Refill+0x1b4', ...IDLE_DPCS];
    assert.deepEqual(partsOf(printAnalysis({ frames })), [
      'noticed: KeBugCheckEx..KiInterruptDispatchNoLockNoEtw',
      'interrupted: Refill..KiIdleLoop',
    ]);
  });

  test('a fault: the trap noticed, the code below it was running', () => {
    const frames = ['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69', 'nt!KiPageFault+0x469', 'contosonic!Read+0x10'];
    assert.deepEqual(partsOf(printAnalysis({ headline: 'IRQL_NOT_LESS_OR_EQUAL (a)', frames })), [
      'noticed: KeBugCheckEx..KiPageFault',
      'running: Read..Read',
    ]);
  });

  test('the kernel’s own functions between the trap and the end noticed, too', () => {
    const frames = ['nt!KeBugCheckEx', 'nt!MiSystemFault+0x10', 'nt!MmAccessFault+0x29c', 'nt!KiPageFault+0x360'];
    assert.deepEqual(partsOf(printAnalysis({ frames: [...frames, 'contosonic!Read+0x10'] })), [
      'noticed: KeBugCheckEx..KiPageFault',
      'running: Read..Read',
    ]);
  });

  test('what a driver did while a fault was handled was running', () => {
    const frames = ['nt!KeBugCheckEx', 'contosodisk!Start+0x10', 'nt!IoPageRead+0x29c', 'nt!KiPageFault+0x360'];
    assert.deepEqual(partsOf(printAnalysis({ frames: [...frames, 'tailspin!Read+0x10'] })), [
      'noticed: KeBugCheckEx..KeBugCheckEx',
      'running: Start..KiPageFault',
      'running: Read..Read',
    ]);
  });

  test('a wait for a lock that ran out: noticed, asking, and what the interrupt came into', () => {
    assert.deepEqual(partsOf(printScreen()), [
      'noticed: Panic..SP_WaitLock',
      'asking: TimerBHHandlerLoop..CommonIntr',
      'interrupted (idle): CpuSchedDispatch..HostSyscall',
    ]);
  });

  test('what was interrupted is not idle where something is at work in it', () => {
    const frames = [
      'Panic+0x1',
      'SP_WaitLock+0x1',
      'BH_Check+0x1',
      'CommonIntr+0x1',
      'f@(contosonic)#<None>+0x1',
      'CpuSchedDispatch+0x1',
    ];
    assert.ok(partsOf(printScreen({ frames })).every((part) => !part.includes('idle')));
  });
});

for (const sample of SAMPLES) {
  test(`${sample}: the parts cover each stack without gap or overlap`, () => {
    for (const { frames, parts, start } of onlyCrash(readSample(sample)).stacks) {
      assert.deepEqual(
        parts.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
        frames.map((_, index) => index),
      );
      assert.ok(start === null || start < frames.length);
    }
  });
}

describe('names that are not to be believed', () => {
  const distrust = (text: string): readonly (string | null)[] =>
    first(onlyCrash(text).stacks).frames.map((frame) => frame.distrust?.kind ?? null);

  test('an offset larger than a function, and every frame of the same name', () => {
    const frames = ['Panic+0x10', 'etext+0x31d06', 'etext+0x10', 'BH_Check+0x84'];
    assert.deepEqual(distrust(printScreen({ frames })), [null, 'nearest', 'nearest', null]);
  });

  test('a placeholder of the debugger', () => {
    assert.deepEqual(distrust(printAnalysis({ frames: ['nt!KeBugCheckEx', "nt! ?? ::FNODOBFM::`string'+0x147d0"] })), [
      null,
      'placeholder',
    ]);
  });

  test('the end of the unwinder, only at the end', () => {
    const frames = ['Panic+0x1', 'Debug_IsInitialized+0xc', 'Foo+0x1', 'Debug_IsInitialized+0xc'];
    assert.deepEqual(distrust(printScreen({ frames })), [null, null, null, 'end']);
  });

  test('a large offset in the Windows kernel with true symbols is none', () => {
    assert.deepEqual(
      distrust(printAnalysis({ frames: CLOCK_NOTICED })),
      CLOCK_NOTICED.map(() => null),
    );
  });

  test('a large offset in a driver is', () => {
    assert.deepEqual(distrust(printAnalysis({ frames: ['nt!KeBugCheckEx', 'contosonic!DllUnload+0x1a3f7'] })), [
      null,
      'nearest',
    ]);
  });
});
