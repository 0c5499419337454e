/** Damaged memory and failing hardware: whoever trips over them is seldom the one who did it. */
import assert from 'node:assert/strict';
import { printScreen } from '../../../helpers/screens.js';
import type { Trap } from '../../../helpers/traps.js';
import { EXCEPTION, PAGE_FAULT, testTraps, THREAD_START } from '../../../helpers/traps.js';
import { printAnalysis } from '../../../helpers/transcripts.js';

const FREE: readonly string[] = ['nt!KeBugCheckEx', 'nt!ExFreeHeapPool+0x1657', 'nt!ExFreePoolWithTag+0x9'];

const DAMAGE: readonly Trap[] = [
  {
    name: 'an innocent driver finds damaged pool while it frees its own block',
    why: 'the head of its block was overwritten by a neighbour that may be long gone',
    text: printAnalysis({
      headline: 'BAD_POOL_HEADER (19)',
      parameters: ['20', 'ffffc30112345060', 'ffffc30112345160', '5100010'],
      frames: [...FREE, 'tailspin!CloseFile+0x31', ...THREAD_START],
    }),
    blamed: null,
    category: 'memory-corruption',
  },
  {
    name: 'a driver frees an address that is no block',
    why: 'here nothing is damaged: the call itself is wrong, and the caller is on the stack',
    text: printAnalysis({
      headline: 'BAD_POOL_HEADER (19)',
      parameters: ['22', 'ffffc30112345060', '1', '0'],
      frames: [...FREE, 'tailspin!CloseFile+0x31', ...THREAD_START],
    }),
    blamed: 'tailspin',
    category: 'driver-bug',
  },
  {
    name: 'a driver frees a block twice',
    why: 'the caller is on the stack, though the first free may have been the wrong one: no more than medium',
    text: printAnalysis({
      headline: 'BAD_POOL_CALLER (c2)',
      parameters: ['7', '0', '0', 'ffffc30112345060'],
      frames: [...FREE, 'tailspin!CloseFile+0x31', ...THREAD_START],
    }),
    blamed: 'tailspin',
    category: 'driver-bug',
    also: ({ verdict }) => assert.equal(verdict.confidence, 'medium'),
  },
  {
    name: 'a damaged page-table entry is found while a driver maps memory',
    why: 'page tables belong to the system; often a single bit of the memory is bad',
    text: printAnalysis({
      headline: 'MEMORY_MANAGEMENT (1a)',
      parameters: ['41792', 'ffffc30112345060', '8000000000', '0'],
      frames: ['nt!KeBugCheckEx', 'nt!MiDeletePteRun+0x1c', 'nt!MmUnmapLockedPages+0x49', 'contosonic!Unmap+0x20'],
    }),
    blamed: null,
    category: 'memory-corruption',
  },
  {
    name: 'a function finds its own stack buffer overrun',
    why: 'other than with pool, the check stands in the very function whose buffer it is',
    text: printAnalysis({
      headline: 'KERNEL_SECURITY_CHECK_FAILURE (139)',
      parameters: ['2', 'ffffc30112345060', 'ffffc30112345160', '0'],
      frames: [
        'nt!KeBugCheckEx',
        'nt!KiBugCheckDispatch+0x69',
        'nt!KiFastFailDispatch+0xd0',
        'nt!KiRaiseSecurityCheckFailure+0x30b',
        'fabrikamusb!_report_gsfailure+0x5',
        'fabrikamusb!ParseReply+0x91',
      ],
    }),
    blamed: 'fabrikamusb',
    category: 'memory-corruption',
  },
  {
    name: 'the kernel finds a damaged list while it works for a driver far below',
    why: 'the list is the kernel’s; the driver only asked for memory through a file system',
    text: printAnalysis({
      headline: 'KERNEL_SECURITY_CHECK_FAILURE (139)',
      parameters: ['3', 'ffffc30112345060', 'ffffc30112345160', '0'],
      frames: [
        'nt!KeBugCheckEx',
        'nt!KiFastFailDispatch+0xd0',
        'nt!KiRaiseSecurityCheckFailure+0x30b',
        'win32kfull!RemoveFromList+0x11',
        'tailspin!Hook+0x91',
      ],
    }),
    blamed: null,
    category: 'memory-corruption',
  },
  {
    name: 'the heap of a purple screen was damaged',
    why: 'the driver that allocated only walked over the damage',
    text: printScreen({
      headline: 'PANIC bora/vmkernel/main/dlmalloc.c:4924 - Usage error in dlmalloc',
      frames: ['Panic+0x10', 'DLM_free+0x1', 'csnicFree@(contosonic)#<None>+0x5f'],
    }),
    blamed: null,
    category: 'memory-corruption',
  },
  {
    name: 'a failed check of the kernel, with a driver further down',
    why: 'the kernel checks its own state here; only a driver’s own check would accuse the driver',
    text: printScreen({
      headline: 'ASSERT bora/vmkernel/sched/cpusched.c:1234',
      frames: ['Panic+0x10', 'CpuSchedDispatch@vmkernel#nover+0x2', 'csnicPoll@(contosonic)#<None>+0x5f'],
    }),
    blamed: null,
    category: 'os-bug',
  },
];

testTraps('damaged memory', DAMAGE);

const MACHINE: readonly Trap[] = [
  {
    name: 'a machine check interrupts a driver',
    why: 'the hardware says by itself what failed; what ran is chance',
    text: printScreen({
      headline: 'MC: PCPU3 B:7 S:0xbe00000000010090 M:0x200400c08b501e86 A:0x3f58a3f80 5',
      frames: ['csnicPoll@(contosonic)#<None>+0x5f'],
    }),
    blamed: 'hardware',
    category: 'hardware',
    also: ({ verdict }) => assert.match(verdict.summary, /memory module/),
  },
  {
    name: 'WHEA reports a cache error, with a driver on the stack',
    why: 'the two halves of the status stand in arguments 3 and 4 and speak of the processor',
    text: printAnalysis({
      headline: 'WHEA_UNCORRECTABLE_ERROR (124)',
      parameters: ['0, Machine Check Exception', 'ffffc30112345060', 'be000000', '800400'],
      frames: ['nt!KeBugCheckEx', 'hal!HalBugCheckSystem+0xca', 'contosonic!Poll+0x10'],
    }),
    blamed: 'hardware',
    category: 'hardware',
    also: ({ verdict }) => assert.match(verdict.summary, /internal timer/),
  },
  {
    name: 'the instruction pointer lies between two instructions',
    why: 'no driver can jump there by a bug of its own; the processor or the memory failed',
    text: printAnalysis({
      headline: 'SYSTEM_THREAD_EXCEPTION_NOT_HANDLED (7e)',
      parameters: ['c000001d', 'fffff80312345679', 'ffffc30112345060', 'ffffc30112345160'],
      keys: ['MISALIGNED_IP: ', 'contosonic!Poll+1', 'fffff803`12345679 0000            add     byte ptr [rax],al'],
      frames: ['contosonic!Poll+0x1', 'nt!KiRetireDpcList+0x5d7', 'nt!KiIdleLoop+0x9e'],
    }),
    blamed: 'hardware',
    category: 'hardware',
  },
  {
    name: 'a pointer of the kernel is one bit off',
    why: 'the right value stands in another register: software writes bytes, faulty memory flips bits',
    text: printAnalysis({
      headline: 'PAGE_FAULT_IN_NONPAGED_AREA (50)',
      parameters: ['fbffc30112345060', '0', 'fffff80312345678', '4'],
      keys: ['rax=0000000000000000 rbx=ffffc30112345060 rcx=fbffc30112345060'],
      frames: [...PAGE_FAULT, 'nt!ObfDereferenceObject+0x22', 'nt!NtClose+0x1d'],
    }),
    blamed: 'hardware',
    category: 'hardware',
    also: ({ verdict }) => assert.equal(verdict.confidence, 'low'),
  },
  {
    name: 'a page that an antivirus driver wanted could not be read',
    why: 'it only asked; the status says that the disk could not read a sector',
    text: printAnalysis({
      headline: 'KERNEL_DATA_INPAGE_ERROR (7a)',
      parameters: ['1', 'c000009c', 'ffffc30112345060', 'fffff80312345678'],
      frames: ['nt!KeBugCheckEx', 'nt!MiWaitForInPageComplete+0x7d', ...PAGE_FAULT.slice(2), 'tailspinav!Scan+0x10'],
    }),
    blamed: 'hardware',
    category: 'storage',
  },
  {
    name: 'a critical process ended, with a driver on the stack',
    why: 'the driver watches processes and was told of the end; it did not end it',
    text: printAnalysis({
      headline: 'CRITICAL_PROCESS_DIED (ef)',
      parameters: ['ffffc30112345060', '0', '0', '0'],
      frames: [
        'nt!KeBugCheckEx',
        'nt!PspCatchCriticalBreak+0x10e',
        'nt!PspTerminateAllThreads+0x172',
        'tailspinav!OnExit+0x10',
      ],
    }),
    blamed: null,
    category: 'unknown',
  },
];

testTraps('failing machines', MACHINE);

const NAMING: readonly Trap[] = [
  {
    name: 'the debugger names the kernel',
    why: 'it names nt where its lists end; the stack shows the driver',
    text: printAnalysis({
      headline: 'SYSTEM_SERVICE_EXCEPTION (3b)',
      parameters: ['c0000005', 'fffff80312345678', 'ffffc30112345060', '0'],
      keys: ['PROCESS_NAME:  System', 'MODULE_NAME: nt', 'IMAGE_NAME:  ntkrnlmp.exe'],
      frames: [...EXCEPTION, 'nt!memcpy+0x22', 'contosonic!Copy+0x10'],
    }),
    blamed: 'contosonic',
    category: 'driver-bug',
    also: ({ verdict }) =>
      assert.match(
        verdict.alternatives.map(({ title, why }) => `${title}: ${why}`).join('\n'),
        /^MODULE_NAME names nt \(line \d+\): The text says contosonic, because of line \d+: .*accuses nobody/m,
      ),
  },
  {
    name: 'the debugger names who found damaged pool',
    why: 'its rule is who stands there; nothing shows that he did it',
    text: printAnalysis({
      headline: 'BAD_POOL_HEADER (19)',
      parameters: ['20', 'ffffc30112345060', 'ffffc30112345160', '5100010'],
      keys: ['PROCESS_NAME:  System', 'MODULE_NAME: tailspin', 'IMAGE_NAME:  tailspin.sys'],
      frames: [...FREE, 'tailspin!CloseFile+0x31', ...THREAD_START],
    }),
    blamed: null,
    category: 'memory-corruption',
    also: ({ verdict }) =>
      assert.match(verdict.alternatives.map(({ title }) => title).join('\n'), /^MODULE_NAME names tailspin/m),
  },
];

testTraps('names that the debugger gives', NAMING);
