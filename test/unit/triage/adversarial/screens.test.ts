/** Purple screens on which the first name below the panic is the wrong answer. */
import assert from 'node:assert/strict';
import { printScreen } from '../../../helpers/screens.js';
import type { Trap } from '../../../helpers/traps.js';
import { testTraps } from '../../../helpers/traps.js';

const PAGE_FAULT = '#PF Exception 14 in world 4711:vmnic1-poll IP 0x42001e00beef addr 0x28';
const HEARTBEAT = 'Saved backtrace from: pcpu 2 Heartbeat NMI';

const SCREENS: readonly Trap[] = [
  {
    name: 'the silent PCPU spins for a lock, called by a driver',
    why: 'whoever has that lock keeps it; the driver only asked',
    text: printScreen({
      headline: 'PCPU 2: no heartbeat (2/2 IPIs received)',
      frames: ['Panic+0x10'],
      saved: { heading: HEARTBEAT, frames: ['SP_WaitLock@vmkernel#nover+0x1', 'Send@(contosonic)#<None>+0x5f'] },
    }),
    blamed: null,
    category: 'cpu-stall',
  },
  {
    name: 'a driver asks for memory when there is none left',
    why: 'who asks last did not use it up',
    text: printScreen({
      headline: 'Out of memory for heap exampleHeap',
      frames: ['Panic+0x10', 'Heap_Align@vmkernel#nover+0x1', 'Alloc@(contosonic)#<None>+0x5f'],
    }),
    blamed: null,
    category: 'resource-exhaustion',
  },
  {
    name: 'the virtual switch is the only module beside the kernel',
    why: 'it hands packets on for everybody: no culprit, and not the place either',
    text: printScreen({
      headline: PAGE_FAULT,
      frames: ['IOChain_Resume@vmkernel#nover+0x1', 'TeamES_Output@(etherswitch)#<None>+0x5f'],
    }),
    blamed: null,
    category: 'os-bug',
    also: ({ verdict }) => assert.match(verdict.summary, /in IOChain_Resume of vmkernel/),
  },
  {
    name: 'the name of the module on top is lost, and a part of the system lies below it',
    why: 'the loader that called an unnamed driver did nothing wrong',
    text: printScreen({
      headline: PAGE_FAULT,
      frames: ['fab_probe@#+0x15e', 'FabStart@(lsom)#<None>+0x2', 'Mod_LoadDone@vmkernel#nover+0x355'],
    }),
    blamed: null,
    category: 'os-bug',
    also: ({ verdict }) => assert.match(verdict.summary, /in fab_probe\. The name of its module is not in this text/),
  },
  {
    name: 'the name of the module on top is lost, and a named driver lies below it',
    why: 'the one at work is the unnamed one',
    text: printScreen({
      headline: PAGE_FAULT,
      frames: ['fab_filter@<None>#<None>+0x3b', 'Foo@vmkernel#nover+0x210', 'Send@(contosonic)#<None>+0x2'],
    }),
    blamed: null,
    category: 'unknown',
    also: ({ verdict }) => assert.match(verdict.summary, /in fab_filter\. The name of its module is not in this text/),
  },
  {
    name: 'the console is what crashed, with a far symbol of the vmkernel on the screen',
    why: 'that stack belongs to the world of the console, whose own trace is elsewhere',
    text: printScreen({ headline: 'COS Error: Oops', frames: ['blk_dev+0xbd98d934'] }),
    blamed: null,
    category: 'os-bug',
    also: ({ verdict }) => assert.doesNotMatch(verdict.summary, /blk_dev/),
  },
  {
    name: 'a driver’s backtrace of the holder, and the driver of the victim below it without a heading',
    why: 'the panic’s own frames begin the stack of the one that waited',
    text: printScreen({
      headline: 'Spin count exceeded - possible deadlock with PCPU 2',
      frames: ['Hold@(fabrikamfc)#<None>+0x5f', 'Panic+0x10', 'SP_WaitLock+0x1b6', 'Send@(contosonic)#<None>+0x5f'],
    }).replace(/^(.*Hold@)/m, 'Saved backtrace from: pcpu 2 SpinLock spin out NMI\n$1'),
    blamed: 'fabrikamfc',
    category: 'lock-contention',
  },
  {
    name: 'memory that was damaged before the processor met it',
    why: 'the cache that reports only handed it out',
    text: `${printScreen({ headline: 'Machine Check Exception on PCPU0 in world 1024:console', frames: ['Poll@(contosonic)#<None>+0x1'] })}cpu0:1024)ALERT: MCA: 200: SRAR Excp G7 B1 XXXXXX Cache Hierarchy: Level 0 Data Cache DataRead Error.\n`,
    blamed: 'hardware',
    category: 'hardware',
    also: ({ verdict }) => assert.match(verdict.summary, /speaks of a memory module/),
  },
];

testTraps('purple screens', SCREENS);
