/** Who only waited, or only noticed, is not to blame, whatever stands on his stack. */
import assert from 'node:assert/strict';
import { printScreen } from '../../../helpers/screens.js';
import type { Trap } from '../../../helpers/traps.js';
import { testTraps } from '../../../helpers/traps.js';
import { CLOCK_NOTICED, IDLE_DPCS, printAnalysis } from '../../../helpers/transcripts.js';

const SPIN_OUT = 'Saved backtrace from: pcpu 2 SpinLock spin out NMI';
const HEARTBEAT = 'Saved backtrace from: pcpu 2 Heartbeat NMI';

const VICTIMS: readonly Trap[] = [
  {
    name: "the victim's driver is on top, the holder's on another PCPU",
    why: 'the panicking CPU only waited for the lock; the driver on the stack of the holder kept it',
    text: printScreen({
      headline: 'Spin count exceeded (txLock) - possible deadlock with PCPU 2',
      frames: ['Panic+0x10', 'SP_WaitLock+0x1b6', 'csnicTx@(contosonic)#<None>+0x5f', 'Uplink_DoTx@vmkernel#nover+0x2'],
      saved: { heading: SPIN_OUT, frames: ['fbfcPoll@(fabrikamfc)#<None>+0x12', 'Poll_Run@vmkernel#nover+0x2'] },
    }),
    blamed: 'fabrikamfc',
    category: 'lock-contention',
  },
  {
    name: 'the holder spins for the next lock',
    why: 'a holder that waits itself is a victim too; whose code asked says nothing',
    text: printScreen({
      headline: 'Spin count exceeded (txLock) - possible deadlock with PCPU 2',
      saved: { heading: SPIN_OUT, frames: ['SP_WaitLock+0x1b6', 'fbfcPoll@(fabrikamfc)#<None>+0x12'] },
    }),
    blamed: null,
    category: 'lock-contention',
  },
  {
    name: 'the owner of the lock is the CPU that panicked',
    why: 'it waits for itself: no other PCPU is a candidate',
    text: printScreen({
      headline: 'CPU 0 / World 1024 tried to re-acquire lock',
      frames: ['Panic+0x10', 'SP_WaitLock+0x1b6', 'TimerBHHandlerLoop+0x1a3'],
    }),
    blamed: null,
    category: 'lock-contention',
    also: ({ waits }) =>
      assert.deepEqual(
        waits.flatMap(({ owners }) => owners.map(({ cpu, basis }) => [cpu, basis])),
        [[0, 'named']],
      ),
  },
  {
    name: 'the saved backtrace is that of an idle PCPU',
    why: 'an idle loop does nothing wrong: something below the operating system took the CPU away',
    text: printScreen({
      headline: 'PCPU 2: no heartbeat (0/1), IPIs received! (0/1/2)',
      saved: { heading: HEARTBEAT, frames: ['CpuSchedIdleLoopInt@vmkernel#nover+0x1', 'CpuSchedDispatch+0x473'] },
    }),
    blamed: null,
    category: 'cpu-stall',
  },
  {
    name: 'three PCPUs wait for a fourth of which nothing is shown',
    why: 'the drivers on the stack of the one that panicked only flushed the TLB; the silent one is named and unknown',
    text: printScreen({
      headline: 'PCPU 3 locked up. Failed to ack TLB invalidate (total of 1 locked up, PCPU(s): 3).',
      frames: ['Panic+0x10', 'TLBDoInvalidate+0x4c1', 'csnicUnmap@(contosonic)#<None>+0x5f'],
    }),
    blamed: null,
    category: 'cpu-stall',
    also: ({ waits }) =>
      assert.deepEqual(
        waits[0]?.owners.map(({ cpu }) => cpu),
        [3],
      ),
  },
  {
    name: 'no heartbeat, with a driver on the stack of the one that noticed',
    why: 'who panicked only counted the beats of another one',
    text: printScreen({
      headline: 'PCPU 1: no heartbeat (2/2), IPIs received! (0/1/2)',
      frames: ['Panic+0x10', 'Heartbeat_DetectCPULockups+0x1', 'csnicPoll@(contosonic)#<None>+0x5f'],
    }),
    blamed: null,
    category: 'cpu-stall',
  },
  {
    name: 'another PCPU asked for the panic',
    why: 'an NMI that one CPU sends to the others is no sign of bad hardware, and the driver here was only interrupted',
    text: printScreen({
      headline: 'NMI IPI: Panic requested by another PCPU. RIPOFF(base):RBP:CS [0x1a2b3c(0x418000000000):0x0:0x0]',
      frames: ['csnicPoll@(contosonic)#<None>+0x5f', 'Poll_Run@vmkernel#nover+0x2'],
    }),
    blamed: null,
    category: 'unknown',
  },
  {
    name: 'the DPC watchdog finds a driver that spins for a lock',
    why: 'it waits for a holder that is not shown; the driver is a lead and no more',
    text: printAnalysis({
      parameters: ['0, A single DPC or ISR exceeded its time allotment', '501', '500', 'fffff80312345678'],
      frames: [...CLOCK_NOTICED, 'nt!KxWaitForSpinLockAndAcquire+0x2f', 'contosonic!TxDone+0x51', ...IDLE_DPCS],
    }),
    blamed: 'contosonic',
    category: 'lock-contention',
    also: ({ verdict }) => assert.equal(verdict.confidence, 'low'),
  },
  {
    name: 'the clock watchdog, with a driver on the CPU that crashed',
    why: 'CPU 3 took no clock interrupts; the CPU that crashed is only the one that counted',
    text: printAnalysis({
      headline: 'CLOCK_WATCHDOG_TIMEOUT (101)',
      parameters: ['30', '0', 'ffff800012345180', '3'],
      frames: ['nt!KeBugCheckEx', 'nt!KeAccumulateTicks+0x1aa3f7', 'contosonic!Poll+0x10', ...IDLE_DPCS],
    }),
    blamed: null,
    category: 'cpu-stall',
    also: ({ verdict }) => assert.match(verdict.summary, /^CPU 3 took no clock interrupts/),
  },
  {
    name: 'a power request that is stuck, with an innocent timer on the stack',
    why: 'the watchdog runs as a DPC on whatever CPU; the driver in whose stack location the request stands has it',
    text: `${printAnalysis({
      headline: 'DRIVER_POWER_STATE_FAILURE (9f)',
      parameters: [
        '3, A device object has been blocking an IRP for too long a time',
        'ffffc30112345060',
        'fffff80312345678',
        'ffffc301a2b3c4d0',
      ],
      frames: ['nt!KeBugCheckEx', 'nt!PopIrpWatchdogBugcheck+0x122', 'nt!PopIrpWatchdog+0x22', ...IDLE_DPCS],
    })}0: kd> !irp ffffc301a2b3c4d0
Irp is active with 3 stacks 2 is current (= 0xffffc301a2b3c5e8)
 No Mdl: No System Buffer: Thread 00000000:  Irp stack trace.
     cmd  flg cl Device   File     Completion-Context
 [N/A(0), N/A(0)]
            0  0 00000000 00000000 00000000-00000000
>[IRP_MJ_POWER(16), IRP_MN_SET_POWER(2)]
            0 e1 ffffc30112345060 00000000 fffff80311223344-ffffc30155667788 Success Error Cancel pending
           \\Driver\\fabrikamusb nt!PopRequestCompletion
        Args: 00000000 00000001 00000001 00000000
`,
    blamed: 'fabrikamusb',
    category: 'power',
  },
];

testTraps('who only waited or noticed', VICTIMS);
