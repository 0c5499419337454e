/** Different bugs, some of which look much alike: no two of these texts tell of the same crash. */
import { readSample, SAMPLES } from '../helpers/samples.js';
import { printScreen } from '../helpers/screens.js';
import { CLOCK_NOTICED, IDLE_DPCS, printAnalysis } from '../helpers/transcripts.js';

const PAGE_FAULT = '#PF Exception 14 in world 4130:helper1-0 IP 0x41803739e303 addr 0x8';
const FAULT = ['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69', 'nt!KiPageFault+0x469'];
const READ = ['nt!IofCallDriver+0x59', 'nt!IopSynchronousServiceTail+0x1a0', 'nt!NtReadFile+0x660'];
const AT_RAISED_IRQL = {
  headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
  parameters: ['28, memory referenced', '2, IRQL', '0, value 0 = read operation', 'fffff8078a3d3d2c, address'],
};

const timerAsks = (lock: string): string =>
  printScreen({
    headline: `Spin count exceeded (${lock}) - possible deadlock`,
    worlds: ['console', 'vmm0:app', 'idle2'],
  });

const networkAsks = (lock: string): string =>
  printScreen({
    headline: `Spin count exceeded (${lock}) - possible deadlock with PCPU 2`,
    frames: ['Panic+0x10', 'SP_WaitLock+0x1b6', 'Port_Input+0x24', 'Uplink_Receive+0x96', 'Net_PollWorld+0x53'],
  });

const faultsIn = (functions: readonly string[], headline = PAGE_FAULT): string =>
  printScreen({ headline, frames: ['PanicvPanicInt+0x1', 'IDT_PageFault+0x2', 'gate_entry+0x1', ...functions] });

const stopsIn = (frames: readonly string[], parts = AT_RAISED_IRQL): string =>
  printAnalysis({ ...parts, frames: [...FAULT, ...frames, ...READ] });

const dpcOf = (frames: readonly string[], parameter = '1'): string =>
  printAnalysis({
    parameters: [parameter, '1e00', 'fffff8051371c340', '0'],
    frames: [...CLOCK_NOTICED, ...frames, 'ndis!ndisInterruptDpc+0x19d', ...IDLE_DPCS],
  });

/** Each text with a name of the bug that it tells of. */
export const BUGS: readonly { readonly name: string; readonly text: string }[] = [
  ...SAMPLES.map((sample) => ({ name: sample, text: readSample(sample) })),
  { name: 'a timer asks for bufLock', text: timerAsks('bufLock') },
  { name: 'a timer asks for portLock', text: timerAsks('portLock') },
  { name: 'the network asks for portLock', text: networkAsks('portLock') },
  { name: 'the network asks for a lock of an adapter', text: networkAsks('vmhba2-lock') },
  { name: 'a page fault in a ring', text: faultsIn(['Ring_Refill@(contosonic)#<None>+0x5f', 'Net_PollWorld+0x53']) },
  { name: 'a page fault in a send', text: faultsIn(['Ring_Send@(contosonic)#<None>+0x5f', 'Net_PollWorld+0x53']) },
  {
    name: 'a page fault in a like named function',
    text: faultsIn(['Ring_Refill@(tailspin)#<None>+0x5f', 'Net_PollWorld+0x53']),
  },
  {
    name: 'a protection fault in a ring',
    text: faultsIn(
      ['Ring_Refill@(contosonic)#<None>+0x5f', 'Net_PollWorld+0x53'],
      '#GP Exception 13 in world 4130:helper1-0 @ 0x41803739e303',
    ),
  },
  {
    name: 'a check fails in one file',
    text: printScreen({
      headline: 'ASSERT bora/vmkernel/main/pframe_int.h:527',
      frames: ['Panic+0x1', 'Alloc_Page+0x5'],
    }),
  },
  {
    name: 'a check fails in another file',
    text: printScreen({ headline: 'ASSERT bora/vmkernel/main/alloc.c:57', frames: ['Panic+0x1', 'Alloc_Page+0x5'] }),
  },
  {
    name: 'a CPU without a heartbeat in a driver',
    text: printScreen({
      headline: 'PCPU 2: no heartbeat (2/2 IPIs received)',
      frames: ['Panic+0x1', 'Heartbeat_Check+0x5', 'Timer_BHHandler+0xc4', 'BH_Check+0x84'],
      saved: { heading: 'Saved backtrace from: pcpu 2 Heartbeat NMI', frames: ['Wait@(contosonic)#<None>+0x30'] },
    }),
  },
  {
    name: 'TLB flushes that are not acknowledged',
    text: printScreen({
      headline: 'PCPU 1 locked up. Failed to ack TLB invalidate (total of 2 locked up, PCPU(s): 1,3).',
      frames: ['Panic+0x1', 'TLBDoInvalidate+0x45b', 'XMap_Unmap+0x10'],
    }),
  },
  { name: 'a fault at raised IRQL in a read', text: stopsIn(['tailspin!Read+0x10', 'tailspin!Dispatch+0x20']) },
  { name: 'a fault at raised IRQL in a write', text: stopsIn(['tailspin!Write+0x10', 'tailspin!Dispatch+0x20']) },
  {
    name: 'a fault at raised IRQL in another driver',
    text: stopsIn(['contosofs!Read+0x10', 'contosofs!Dispatch+0x20']),
  },
  {
    name: 'another bug check in the same read',
    text: stopsIn(['tailspin!Read+0x10', 'tailspin!Dispatch+0x20'], {
      headline: 'PAGE_FAULT_IN_NONPAGED_AREA (50)',
      parameters: ['ffffa70bda1651ef', '0', 'fffff80364e30ccd', '2'],
    }),
  },
  { name: 'the sum of DPCs in a refill', text: dpcOf(['contosonic!Refill+0x1b4', 'contosonic!InterruptDpc+0x9e']) },
  { name: 'one DPC in a refill', text: dpcOf(['contosonic!Refill+0x1b4', 'contosonic!InterruptDpc+0x9e'], '0') },
  { name: 'the sum of DPCs in a reset', text: dpcOf(['contosonic!Reset+0x1b4', 'contosonic!InterruptDpc+0x9e']) },
  {
    name: 'a silent processor',
    text: printAnalysis({
      headline: 'CLOCK_WATCHDOG_TIMEOUT (101)',
      parameters: ['18', '0', 'fffff88002f64180', '3'],
      frames: ['nt!KeBugCheckEx', 'nt!KeAccumulateTicks+0x10', 'nt!KiIdleLoop+0x9e'],
    }),
  },
  {
    name: 'damaged pool found by one function',
    text: printAnalysis({
      headline: 'BAD_POOL_HEADER (19)',
      parameters: ['20', 'ffffe000a1b2c3d0', 'ffffe000a1b2c3f0', '4020008'],
      frames: ['nt!KeBugCheckEx', 'nt!ExFreePoolWithTag+0x10f8', 'contosofs!Release+0x33'],
    }),
  },
  {
    name: 'damaged pool of another kind',
    text: printAnalysis({
      headline: 'BAD_POOL_HEADER (19)',
      parameters: ['e', 'ffffe000a1b2c3d0', 'ffffe000a1b2c3f0', '4020008'],
      frames: ['nt!KeBugCheckEx', 'nt!ExFreePoolWithTag+0x10f8', 'contosofs!Release+0x33'],
    }),
  },
];
