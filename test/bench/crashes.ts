/** Crashes of as many frames as are asked for, one a kind of work that triage has with them. */
import { printScreen } from '../helpers/screens.js';
import { CLOCK_NOTICED, printAnalysis, printStack } from '../helpers/transcripts.js';

export interface CrashForm {
  readonly name: string;
  readonly write: (frames: number) => string;
}

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Frames of some functions that the packs know, some that they do not, and a few whose names cannot be right. */
const KERNEL = ['nt!IofCallDriver+0x59', 'nt!KeWaitForSingleObject+0x233', 'Ntfs!NtfsCommonRead+0x10'];
const mixed = (index: number): string =>
  index % 4 === 3
    ? (KERNEL[index % KERNEL.length] ?? '')
    : `contoso${index % 7}!Function${index % 700}+0x${(index % 0x9000).toString(16)}`;

const POOL = [
  'Net_PollWorld+0x53',
  'Ring_Send@(contosonic)#<None>+0x5f',
  'BH_Check+0x84',
  'CommonIntr+0xb',
  'etext+0x31d06',
];
const onScreen = (index: number): string => POOL[index % POOL.length] ?? '';

const address = (index: number): string => `ffffb40b${(0xa0000000 + index * 0x40).toString(16)}`;

/** A thread with a short stack, which waits for the lock of the next one. */
const lockOf = (index: number): string =>
  [
    `Resource @ 0x${address(index + 500_000)}    Exclusively owned`,
    '    NumberOfExclusiveWaiters = 1',
    `     Threads: ${address(index + 1)}-01<*>`,
    '     Threads Waiting On Exclusive Access:',
    `              ${address(index)}`,
  ].join('\n');

const threadOf = (index: number): string =>
  [
    `THREAD ${address(index)}  Cid 0004.0a10  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode Non-Alertable`,
    'Child-SP          RetAddr               : Args to Child : Call Site',
    printStack([
      'nt!KiSwapContext+0x76',
      'nt!KeWaitForSingleObject+0x256',
      'nt!ExpWaitForResource+0x6d',
      'contosofs!Flush+0x44',
    ]),
  ].join('\n');

export const CRASHES: readonly CrashForm[] = [
  {
    name: 'a purple screen',
    write: (frames) => printScreen({ frames: ['Panic+0x1', 'SP_WaitLock+0x2', ...times(frames, onScreen)] }),
  },
  {
    name: 'a screen with saved backtraces',
    write: (frames) =>
      printScreen({ headline: 'PCPU 2: no heartbeat (2/2 IPIs received)', frames: ['Panic+0x1'] }) +
      times(frames / 4, (index) =>
        [
          `Saved backtrace from: pcpu ${index % 1024} Heartbeat NMI`,
          ...times(4, (at) => `0x1802a00:[0x620000]${onScreen(index + at)} stack: 0x0`),
        ].join('\n'),
      ).join('\n'),
  },
  { name: 'a watchdog', write: (frames) => printAnalysis({ frames: [...CLOCK_NOTICED, ...times(frames, mixed)] }) },
  {
    name: 'a fault',
    write: (frames) =>
      printAnalysis({
        headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
        parameters: ['28', '2', '0', 'fffff8078a3d3d2c'],
        frames: ['nt!KeBugCheckEx', 'nt!KiPageFault+0x469', ...times(frames, mixed)],
      }),
  },
  {
    name: 'threads that wait for each other',
    write: (frames) =>
      ['0: kd> !locks', ...times(frames / 4, lockOf), '0: kd> !process 0 7', ...times(frames / 4, threadOf), ''].join(
        '\n',
      ),
  },
];
