/** Bug checks that look like a driver's fault, or like nobody's, and are the other. */
import assert from 'node:assert/strict';
import type { Trap } from '../../../helpers/traps.js';
import { EXCEPTION, testTraps, THREAD_START } from '../../../helpers/traps.js';
import { CLOCK_NOTICED, IDLE_DPCS, printAnalysis } from '../../../helpers/transcripts.js';

const OWNED = `
0: kd> !locks
Resource @ 0xffffe00112ab4250    Exclusively owned
    NumberOfExclusiveWaiters = 2
     Threads: ffffe00112380040-01<*>
     Threads Waiting On Exclusive Access:
              ffffe00112381080       ffffe00112382080
`;

const repeat = (frames: readonly string[], times: number): readonly string[] =>
  Array.from({ length: times }, () => frames).flat();

const TRAPS: readonly Trap[] = [
  {
    name: 'an exception that is a page that could not be read, with an antivirus on the stack',
    why: 'STATUS_IN_PAGE_ERROR speaks of the way to the disk; who read is innocent',
    text: printAnalysis({
      headline: 'SYSTEM_THREAD_EXCEPTION_NOT_HANDLED (7e)',
      parameters: ['ffffffffc0000006', 'fffff80312345678', 'ffffd00012345678', 'ffffd00012345000'],
      frames: ['nt!CcCopyBytesToUserBuffer+0x1', 'tailspinav!Scan+0x10', ...THREAD_START],
    }),
    blamed: null,
    category: 'storage',
  },
  {
    name: 'a failed check of a driver, without a debugger to catch it',
    why: 'the breakpoint is compiled into the code that ran',
    text: printAnalysis({
      headline: 'KMODE_EXCEPTION_NOT_HANDLED (1e)',
      parameters: ['ffffffff80000003', 'fffff80312345678', '0', '0'],
      frames: [...EXCEPTION.slice(0, 4), 'nt!KiBreakpointTrap+0x320', 'contosonic!Assert+0x1', ...THREAD_START],
    }),
    blamed: 'contosonic',
    category: 'driver-bug',
    also: ({ verdict }) => assert.match(verdict.summary, /breakpoint or a check of its own that failed/),
  },
  {
    name: 'an error of the hypervisor that interrupts a driver',
    why: 'what Windows ran while the hypervisor below it failed is innocent',
    text: printAnalysis({
      headline: 'HYPERVISOR_ERROR (20001)',
      parameters: ['11', '2a5b8c', '1005', '10000405950'],
      frames: ['nt!KeBugCheckEx', 'nt!KxNmiInterruptProcess+0x1', 'nt!KiNmiInterrupt+0x1', 'contosonic!Poll+0x1'],
    }),
    blamed: null,
    category: 'unknown',
  },
  {
    name: 'a dump that somebody asked for, with a lock that is held',
    why: 'nothing crashed: the owner of the lock is the answer, not who wrote the dump',
    text:
      printAnalysis({
        headline: 'LIVE_SYSTEM_DUMP (161)',
        parameters: ['5461736b6d6772', '0', '0', '0'],
        frames: ['nt!IopLiveDumpEndMirroringCallback+0x1', 'contosonic!Idle+0x1'],
      }) + OWNED,
    blamed: null,
    category: 'lock-contention',
    also: ({ verdict }) => assert.match(verdict.summary, /owns the resource .* and 2 threads wait for it/),
  },
  {
    name: 'a dump of the running system without a lock',
    why: 'the thread that is shown is any thread',
    text: printAnalysis({
      headline: 'LIVE_SYSTEM_DUMP (161)',
      parameters: ['5461736b6d6772', '0', '0', '0'],
      frames: ['nt!KiSwapContext+0x76', 'contosonic!Idle+0x1'],
    }),
    blamed: null,
    category: 'deliberate',
    also: ({ verdict }) => assert.match(verdict.summary, /Nothing crashed/),
  },
  {
    name: 'a dump that somebody asked for, of a driver that waits for a mutex',
    why: 'the driver is a victim; who holds the mutex is not shown',
    text: printAnalysis({
      headline: 'MANUALLY_INITIATED_CRASH (e2)',
      parameters: ['0', '0', '0', '0'],
      frames: ['nt!KeWaitForSingleObject+0x233', 'nt!ExpAcquireFastMutexContended+0x7a', 'contosonic!Move+0x38'],
    }),
    blamed: null,
    category: 'deliberate',
    also: ({ verdict }) =>
      assert.match(
        verdict.summary,
        /Read it as a hang\. This thread waits in .*, called by Move of contosonic\. Who holds/,
      ),
  },
  {
    name: 'a check of Verifier within the function that takes a spin lock',
    why: 'the call was stopped there, so that nobody waits for the lock',
    text: printAnalysis({
      headline: 'DRIVER_VERIFIER_DETECTED_VIOLATION (c4)',
      parameters: ['30', '2', '0', '0'],
      frames: [
        'nt!KeBugCheckEx',
        'nt!VerifierBugCheckIfAppropriate+0x6b',
        'nt!VerifierKeAcquireSpinLock+0x1',
        'contosonic!Send+0x1',
      ],
    }),
    blamed: 'contosonic',
    category: 'driver-bug',
    also: ({ waits }) => assert.deepEqual(waits, []),
  },
  {
    name: 'a pause of the kernel for an answer of other processors',
    why: 'the pause alone is no lock: its caller waits for an answer',
    text: printAnalysis({
      parameters: ['0, A single DPC or ISR exceeded its time allotment', '501', '500', '0'],
      frames: [...CLOCK_NOTICED, 'nt!KeYieldProcessorEx+0x1b', 'nt!IopCorralProcessors+0x2d', ...IDLE_DPCS],
    }),
    blamed: null,
    category: 'cpu-stall',
    also: ({ waits, verdict }) => {
      assert.deepEqual(waits, []);
      assert.match(verdict.summary, /It interrupted IopCorralProcessors of nt/);
    },
  },
  {
    name: 'a kernel stack that two filters used up together',
    why: 'neither of them has a third of the frames of its own doing; both belong to the answer',
    text: printAnalysis({
      headline: 'UNEXPECTED_KERNEL_MODE_TRAP (7f)',
      parameters: ['8', 'ffff800012345678', 'fffff80312345678', 'fffff80312345679'],
      frames: [
        ...['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69', 'nt!KiDoubleFaultAbort+0x2c3'],
        ...repeat(['FLTMGR!FltpPassThrough+0x1', 'tailspinav!PreCreate+0x10', 'contosoenc!PreCreate+0x20'], 8),
      ],
    }),
    blamed: null,
    category: 'unknown',
    also: ({ verdict }) => assert.match(verdict.summary, /8 are tailspinav's, 8 are contosoenc's/),
  },
  {
    name: 'the variant of a bug check that a minidump has',
    why: 'it is the same crash, judged by the same rule',
    text: printAnalysis({
      headline: 'KERNEL_MODE_EXCEPTION_NOT_HANDLED_M (1000008e)',
      parameters: ['c0000005', '80512345', 'f7a12345', '0'],
      frames: ['contosonic!Copy+0x10', 'nt!IofCallDriver+0x59'],
    }),
    blamed: 'contosonic',
    category: 'driver-bug',
    also: ({ verdict }) => assert.match(verdict.summary, /raised an exception that nobody handled/),
  },
  {
    name: 'a stack buffer that a driver overran',
    why: 'the check stands in the function that has the buffer',
    text: printAnalysis({
      headline: 'DRIVER_OVERRAN_STACK_BUFFER (f7)',
      parameters: ['ffff800012345678', 'f80012345678', 'ffff07ffedcba987', '0'],
      frames: ['nt!KeBugCheckEx', 'contosonic!Format+0x85', 'nt!IofCallDriver+0x59'],
    }),
    blamed: 'contosonic',
    category: 'memory-corruption',
  },
];

testTraps('bug checks that say more than their stack', TRAPS);
