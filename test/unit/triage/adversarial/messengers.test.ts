/** Frameworks, checkers and carriers stand between the fault and the one who caused it. */
import assert from 'node:assert/strict';
import type { Trap } from '../../../helpers/traps.js';
import { EXCEPTION, PAGE_FAULT, testTraps, THREAD_START } from '../../../helpers/traps.js';
import { printAnalysis } from '../../../helpers/transcripts.js';

const HEADLINE = 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)';
const PARAMETERS = ['28, memory referenced', '2, IRQL', '0, value 0 = read operation', 'fffff8078a3d3d2c, address'];
const FAULT = { headline: HEADLINE, parameters: PARAMETERS };

const MESSENGERS: readonly Trap[] = [
  {
    name: 'NDIS and the TCP/IP stack lie above the network driver',
    why: 'NDIS walks a list of packets that the driver gave it',
    text: printAnalysis({
      ...FAULT,
      frames: [...PAGE_FAULT, 'ndis!ndisMSendCompleteNetBufferListsInternal+0x3e', 'contosonic!TxDone+0x9a'],
    }),
    blamed: 'contosonic',
    category: 'driver-bug',
  },
  {
    name: 'the driver framework lies above its client',
    why: 'KMDF works with handles that the client gave it',
    text: printAnalysis({
      ...FAULT,
      frames: [
        ...PAGE_FAULT,
        'Wdf01000!FxRequest::Complete+0x30',
        'Wdf01000!imp_WdfRequestComplete+0x6f',
        'fabrikamusb!EvtIoRead+0x40',
      ],
    }),
    blamed: 'fabrikamusb',
    category: 'driver-bug',
  },
  {
    name: 'the storage port lies above its miniport',
    why: 'storport is the port driver for whatever miniport a maker ships',
    text: printAnalysis({
      ...FAULT,
      frames: [
        ...PAGE_FAULT,
        'storport!RaidAdapterRequestComplete+0x55',
        'storport!StorPortNotification+0xb7',
        'fabrikamraid!HwIsr+0x201',
      ],
    }),
    blamed: 'fabrikamraid',
    category: 'driver-bug',
  },
  {
    name: "Verifier's frames lie on top",
    why: 'Verifier is the one who caught the driver, in the act',
    text: printAnalysis({
      headline: 'DRIVER_VERIFIER_DETECTED_VIOLATION (c4)',
      parameters: ['62', 'ffffc30112345060', 'ffffc30112345070', '3'],
      frames: [
        'nt!KeBugCheckEx',
        'nt!VerifierBugCheckIfAppropriate+0xe0',
        'nt!VfReportIssueWithOptions+0x101',
        'nt!VfPoolCheckForLeaks+0x51',
        'fabrikamusb!DriverUnload+0x20',
      ],
    }),
    blamed: 'fabrikamusb',
    category: 'driver-bug',
    also: ({ verdict }) => assert.equal(verdict.confidence, 'high'),
  },
  {
    name: 'the graphics kernel alone reports that the GPU did not answer',
    why: 'dxgkrnl and watchdog only notice; without the display driver on the stack nobody is named',
    text: printAnalysis({
      headline: 'VIDEO_TDR_FAILURE (116)',
      parameters: ['ffffc30112345060', 'fffff80312345678', 'c000009a', '4'],
      frames: [
        'nt!KeBugCheckEx',
        'dxgkrnl!TdrBugcheckOnTimeout+0x101',
        'dxgkrnl!TdrIsRecoveryRequired+0x1b4',
        'dxgmms2!VidSchiWorkerThread+0xca',
        ...THREAD_START,
      ],
    }),
    blamed: null,
    category: 'driver-bug',
  },
  {
    name: 'nothing but the kernel is on the stack',
    why: 'to name the kernel names nobody: whose pointer it used is not shown',
    text: printAnalysis({
      headline: 'IRQL_NOT_LESS_OR_EQUAL (a)',
      parameters: ['ffffc30112345060', '2', '0', 'fffff80312345678'],
      frames: [...PAGE_FAULT, 'nt!KiProcessExpiredTimerList+0x172', 'nt!KiRetireDpcList+0x5d7', 'nt!KiIdleLoop+0x9e'],
    }),
    blamed: null,
    category: 'unknown',
  },
  {
    name: 'a program lies below the entry of the kernel',
    why: 'a program cannot crash the kernel by itself: what it may ask for, the kernel must check',
    text: printAnalysis({
      headline: 'SYSTEM_SERVICE_EXCEPTION (3b)',
      parameters: ['c0000005', 'fffff80312345678', 'ffffc30112345060', '0'],
      frames: [...EXCEPTION, 'nt!NtReadFile+0x8', 'nt!KiSystemServiceCopyEnd+0x25', 'tailspinapp!ReadAll+0x10'],
    }),
    blamed: null,
    category: 'unknown',
  },
  {
    name: "a driver's own Zw call looks like a program's",
    why: 'the return address shows that kernel code made the call: below it is the driver that asked',
    text: printAnalysis({
      ...FAULT,
      frames: [
        ...PAGE_FAULT,
        'Ntfs!NtfsCommonCreate+0x2393',
        'nt!IofCallDriver+0x55',
        'nt!NtCreateFile+0x79',
        'nt!KiSystemServiceCopyEnd+0x25',
        'nt!KiServiceLinkage',
        'tailspin!OpenLog+0x92',
        ...THREAD_START,
      ],
    }),
    blamed: 'tailspin',
    category: 'driver-bug',
  },
  {
    name: 'two drivers are on the stack',
    why: 'the one nearer to the fault ran; the other one called it, and is told of as weighed',
    text: printAnalysis({
      ...FAULT,
      frames: [...PAGE_FAULT, 'contosonic!Send+0x10', 'ndis!NdisSendNetBufferLists+0x51', 'tailspinvpn!Forward+0x77'],
    }),
    blamed: 'contosonic',
    category: 'driver-bug',
    also: ({ verdict }) =>
      assert.match(verdict.alternatives.map(({ title }) => title).join('\n'), /^tailspinvpn \(line/m),
  },
  {
    name: "a driver's name with an offset larger than any function",
    why: 'the function cannot be right, but the debugger knows the module by its addresses',
    text: printAnalysis({
      ...FAULT,
      frames: [...PAGE_FAULT, 'contosonic!DllInitialize+0x9a210', 'nt!KiRetireDpcList+0x5d7'],
    }),
    blamed: 'contosonic',
    category: 'driver-bug',
    also: ({ verdict }) => {
      assert.equal(verdict.blamed?.symbol, null);
      assert.doesNotMatch(verdict.summary, /DllInitialize/);
    },
  },
];

testTraps('who stands between', MESSENGERS);

const FILE_FAULT = {
  headline: 'PAGE_FAULT_IN_NONPAGED_AREA (50)',
  parameters: ['ffffc30112345060', '0', 'fffff80312345678', '2'],
};

const FILTERS: readonly Trap[] = [
  {
    name: 'an antivirus filter lies in the path of the request',
    why: 'it is there on every file access; the file system holds the fault',
    text: printAnalysis({
      ...FILE_FAULT,
      frames: [
        ...PAGE_FAULT,
        'Ntfs!NtfsCommonCreate+0x2393',
        'Ntfs!NtfsFsdCreate+0x200',
        'nt!IofCallDriver+0x55',
        'FLTMGR!FltpLegacyProcessingAfterPreCallbacksCompleted+0x15b',
        'FLTMGR!FltCreateFileEx2+0x1b6',
        'tailspinav!ScanFile+0x2ff',
        'FLTMGR!FltpPerformPostCallbacksWorker+0x345',
        'nt!IofCallDriver+0x55',
      ],
    }),
    blamed: 'Ntfs',
    category: 'os-bug',
    also: ({ verdict }) => assert.equal(verdict.confidence, 'low'),
  },
  {
    name: 'the filter itself holds the fault',
    why: 'then it does not merely lie in the path: its own code touched the address',
    text: printAnalysis({
      ...FILE_FAULT,
      frames: [
        ...PAGE_FAULT,
        'tailspinav!ScanFile+0x2ff',
        'FLTMGR!FltpPerformPreCallbacks+0x345',
        'nt!IofCallDriver+0x55',
      ],
    }),
    blamed: 'tailspinav',
    category: 'driver-bug',
  },
  {
    name: 'a filter on top and once more in the path',
    why: 'its upper stretch is what ran; that it is in the path as well does not clear it',
    text: printAnalysis({
      ...FILE_FAULT,
      frames: [
        ...PAGE_FAULT,
        'tailspinav!ReadCache+0x2ff',
        'FLTMGR!FltpPerformPreCallbacks+0x345',
        'nt!IofCallDriver+0x55',
        'FLTMGR!FltCreateFileEx2+0x1b6',
        'tailspinav!ScanFile+0x2ff',
        'FLTMGR!FltpPerformPostCallbacksWorker+0x345',
      ],
    }),
    blamed: 'tailspinav',
    category: 'driver-bug',
  },
  {
    name: 'a storage driver below an antivirus filter',
    why: 'the driver of the disk ran; the filter only asked for the file',
    text: printAnalysis({
      ...FILE_FAULT,
      frames: [
        ...PAGE_FAULT,
        'fabrikamraid!BuildIo+0x201',
        'storport!RaUnitStartIo+0x55',
        'nt!IofCallDriver+0x55',
        'Ntfs!NtfsFsdRead+0x200',
        'FLTMGR!FltReadFileEx+0x15b',
        'tailspinav!ScanFile+0x2ff',
        'FLTMGR!FltpPerformPostCallbacksWorker+0x345',
      ],
    }),
    blamed: 'fabrikamraid',
    category: 'driver-bug',
  },
];

testTraps('filters of file requests', FILTERS);
