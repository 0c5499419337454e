/**
 * What the language server does in VS Code, one row each: the tests ask for every row in a real VS Code, and see to it
 * that nothing the server offers is without one. A new feature, or a form that a feature is to read, is one row more.
 */

export interface Row {
  /** What a person calls it, as in docs/features.md. */
  readonly feature: string;
  /** By which name the server offers it; null for what is not offered but sent. */
  readonly provider: string | null;
  /** How VS Code asks for it; see `ask.ts` beside the tests. */
  readonly ask: Question;
  readonly sample: string;
  /** What the file holds, where it is none of the samples. */
  readonly text?: string;
  /** Where the cursor stands: in the first of these words, or in the first behind others. */
  readonly at?: string;
  readonly after?: string;
  /** The answer in words, one line for each of its parts, says all of these. */
  readonly says: readonly RegExp[];
}

export type Question =
  | 'lenses'
  | 'hover'
  | 'definition'
  | 'references'
  | 'highlights'
  | 'outline'
  | 'folding'
  | 'selection'
  | 'hints'
  | 'links'
  | 'waits for'
  | 'is waited for by'
  | 'workspace symbols'
  | 'actions'
  | 'tokens'
  | 'tokens of a range'
  | 'findings'
  | 'completion';

type Form = Omit<Row, 'feature' | 'provider' | 'ask'>;

const each = (feature: string, provider: string | null, ask: Question, forms: readonly Form[]): readonly Row[] =>
  forms.map((form) => ({ feature, provider, ask, ...form }));

const SPIN = 'psod-spin-count.psod';
const OWNED = 'psod-spin-count-owner.psod';
const FIRMWARE = 'windbg-0x133.txt';
const DRIVER = 'windbg-0x133-driver.txt';

/** A screen as a ticket holds it, with an article that somebody named. */
const TICKET = 'ticket.psod';
const SCREEN_AND_ARTICLE = `VMware ESX Server [Releasebuild-153875]
Spin count exceeded (pathListLock) - possible deadlock
0x1426a18:[0x61f8bd]Panic+0x10 stack: 0x82f6b4, 0x2b04e48, 0x4
0x1426a6c:[0x62db87]SP_WaitLock+0x1b6 stack: 0x2b04e40, 0x1426a98, 0x9d7d07
Is this KB 1020105?
`;

/** A transcript that breaks off in its stack. */
const CUT = 'cut.windbg';
const CUT_TRANSCRIPT = `DPC_WATCHDOG_VIOLATION (133)
Arguments:
Arg1: 0000000000000001, The system cumulatively spent an extended period of time at
Arg2: 0000000000001e00, The watchdog period (in ticks).
Arg3: 0000000000000000
Arg4: 0000000000000000

STACK_TEXT:
fffff805\`16e3ac88 fffff805\`12ddc5b7     : 00000000\`00000133 00000000\`00000001 00000000\`00001e00 fffff805\`1371c340 : nt!KeBugCheckEx
fffff805\`16e3ac90 fffff805\`12c31e6d     : 00000000\`00000000 fffff805\`10b2`;

const PACK = '.dumplens/features.yaml';

/** A pack in which somebody is about to name a function of the crash. */
const HALF_A_PACK = `pack: known-issues
id: features
system: esxi
entries:
  - id: a-lock
    title: A lock is lost
    when: { frames: [SP_Wai] }
    # what else
    b
`;

export const ROWS: readonly Row[] = [
  ...each('code lens', 'codeLensProvider', 'lenses', [
    { sample: SPIN, says: [/^1: PCPU 0 is the victim.*pathListLock/m, /^1: Triage this crash$/m] },
    { sample: SPIN, says: [/^11: 17 frames: .*start reading at TimerBHHandlerLoop$/m] },
    { sample: SPIN, says: [/^12: waits for spinlock pathListLock · owner not named, 7 candidates$/m] },
    { sample: OWNED, says: [/owner PCPU 3/] },
    { sample: FIRMWARE, says: [/^1: Firmware did not answer in time/m, /^5: 1 = cumulative/m] },
    { sample: DRIVER, says: [/contosonic/] },
  ]),

  ...each('hover', 'hoverProvider', 'hover', [
    { sample: SPIN, at: 'SP_WaitLock', says: [/spin wait/, /Here:[^]*PCPU 0/] },
    { sample: SPIN, at: 'cosShadow', says: [/nearest symbol/] },
    { sample: SPIN, at: '0xffffffff', says: [/all ones[^]*no trap frame/] },
    { sample: SPIN, at: '1:1102', says: [/PCPU 1/] },
    { sample: SPIN, at: 'pathListLock', says: [/spinlock/i] },
    { sample: SPIN, at: '12:04:51:08', says: [/12 d/] },
    { sample: OWNED, at: 'hbr_filter', says: [/replication/i] },
    { sample: FIRMWARE, at: 'DPC_WATCHDOG_VIOLATION', says: [/0x133/] },
    { sample: FIRMWARE, at: '0000000000000001', after: 'Arg1', says: [/cumulative/i] },
    { sample: FIRMWARE, at: '0000000000003c0c', after: 'Arg2', says: [/15,372[^]*240 s if/i] },
    { sample: FIRMWARE, at: 'PshedpWaitForOperationToComplete', says: [/firmware/i] },
    { sample: FIRMWARE, at: 'WIN8_DRIVER_FAULT', says: [/generic/i] },
    { sample: FIRMWARE, at: 'd', after: 'CURRENT_IRQL:  ', says: [/IRQL 13|clock/i] },
    { sample: FIRMWARE, at: 'PSHED', after: 'STACK_TEXT', says: [/hardware error/i] },
  ]),

  ...each('go to definition', 'definitionProvider', 'definition', [
    { sample: SPIN, at: 'SP_WaitLock', says: [/^(?:\d+: [1-7]:.*\n?){7}$/] },
    { sample: SPIN, at: 'pathListLock', says: [/^(?:\d+: [1-7]:.*\n?){7}$/] },
    { sample: OWNED, at: 'SP_WaitLock', says: [/BitVector_NextBit/] },
    { sample: OWNED, at: 'PCPU 3', says: [/BitVector_NextBit/] },
    { sample: FIRMWARE, at: 'PshedpWaitForOperationToComplete', says: [/PshedpWriteErrorRecordERST/] },
  ]),

  ...each('find references', 'referencesProvider', 'references', [
    { sample: SPIN, at: '1:1102', says: [/SP_WaitLock/] },
    { sample: OWNED, at: 'pcpu 3', after: 'Saved backtrace', says: [/SP_WaitLock/] },
    { sample: FIRMWARE, at: 'PshedpWriteErrorRecordERST', says: [/^37: .*PshedpWaitForOperationToComplete/m] },
    { sample: DRIVER, at: 'RxRing_Refill', after: 'STACK_TEXT', says: [/^(?:\d+: RxRing_Refill\n?){4}$/] },
  ]),

  ...each('who waits for whom (call hierarchy)', 'callHierarchyProvider', 'waits for', [
    { sample: SPIN, at: 'SP_WaitLock', says: [/^(?:PCPU \d.*\n?){7}$/] },
    { sample: OWNED, at: 'SP_WaitLock', says: [/^PCPU 3/m] },
    { sample: FIRMWARE, at: 'PshedpWaitForOperationToComplete', says: [/^platform firmware$/m] },
  ]),
  ...each('who waits for whom (call hierarchy)', 'callHierarchyProvider', 'is waited for by', [
    { sample: SPIN, at: 'pathListLock', says: [/^PCPU 0/] },
    { sample: SPIN, at: 'SP_WaitLock', says: [/^PCPU 0/] },
    { sample: FIRMWARE, at: 'PshedpWriteErrorRecordERST', says: [/^firmware operation/] },
  ]),

  ...each('highlights', 'documentHighlightProvider', 'highlights', [
    { sample: SPIN, at: 'pathListLock', says: [/^2: pathListLock\n10: pathListLock$/] },
    { sample: DRIVER, at: 'contosonic', after: 'STACK_TEXT', says: [/^(?:\d+: contosonic\n?){3,}/] },
  ]),

  ...each('outline', 'documentSymbolProvider', 'outline', [
    { sample: SPIN, says: [/^Spin count exceeded/, /^ {2}Registers$/m, /^ {2}PCPU list$/m, /^ {4}SP_WaitLock$/m] },
    { sample: DRIVER, says: [/^DPC_WATCHDOG_VIOLATION/, /RxRing_Refill/] },
  ]),

  ...each('folding', 'foldingRangeProvider', 'folding', [
    { sample: SPIN, says: [/CpuSched/] },
    { sample: FIRMWARE, says: [/KeBugCheckEx.*\.\.\..*KiInterruptDispatch/] },
  ]),

  ...each('selection', 'selectionRangeProvider', 'selection', [
    { sample: SPIN, at: 'SP_WaitLock', says: [/^SP_WaitLock\+0x1b6$/m, /^0x1426a6c:.*0x9d7d07$/m, /^VMware.*…$/m] },
    {
      sample: DRIVER,
      at: 'RxRing_Poll',
      says: [/^RxRing_Poll\+0x2d1\ncontosonic!RxRing_Poll\+0x2d1\n/m, /^ffffd60c`0e2ad9c0 .*0x2d1$/m],
    },
  ]),

  ...each('inlay hints', 'inlayHintProvider', 'hints', [
    { sample: SPIN, says: [/^28: 12 d 4 h 51 min$/m] },
    { sample: FIRMWARE, says: [/^8: 15,372 ticks, about 240 s$/m, /^24: CLOCK_LEVEL$/m] },
  ]),

  ...each('links', 'documentLinkProvider', 'links', [
    { sample: FIRMWARE, says: [/^1: 133 -> https:\/\/learn\.microsoft\.com\/.*0x133/m] },
    { sample: TICKET, text: SCREEN_AND_ARTICLE, says: [/^5: KB 1020105 -> https:\/\/\S+1020105/m] },
  ]),

  ...each('colours by the model', 'semanticTokensProvider', 'tokens', [
    { sample: SPIN, says: [/^1: VMware ESX Server, heading$/m, /^13: cosShadow, function doubtful$/m] },
    { sample: FIRMWARE, says: [/^31: nt, namespace/m, /^31: KeBugCheckEx, function/m] },
  ]),
  ...each('colours by the model', 'semanticTokensProvider', 'tokens of a range', [
    { sample: SPIN, at: 'SP_WaitLock', says: [/^12: SP_WaitLock, function/m] },
    { sample: FIRMWARE, at: 'KeBugCheckEx', says: [/^31: KeBugCheckEx, function/m] },
  ]),

  ...each('findings', 'diagnosticProvider', 'findings', [
    {
      sample: SPIN,
      says: [/^13: cosShadow\+0x2d1, unreliable-symbols$/m, /^14: cosShadow\+0x31d06, unreliable-symbols$/m],
    },
    { sample: CUT, text: CUT_TRANSCRIPT, says: [/^9: fffff805`16e3ac88 .*, cut-log$/m] },
  ]),

  ...each('crashes of all open documents', 'workspaceSymbolProvider', 'workspace symbols', [
    { sample: FIRMWARE, at: 'DPC_WATCH', says: [/^DPC_WATCHDOG_VIOLATION \(133\)$/m] },
    { sample: SPIN, at: 'Spin count', says: [/^Spin count exceeded/m] },
  ]),

  ...each('completion in packs', 'completionProvider', 'completion', [
    { sample: PACK, text: HALF_A_PACK, at: '    b\n', says: [/^basis$/m] },
    { sample: PACK, text: HALF_A_PACK, at: 'SP_Wai', says: [/^SP_WaitLock/m] },
  ]),
  ...each('hover', 'hoverProvider', 'hover', [
    { sample: PACK, text: HALF_A_PACK, at: 'title', says: [/The crash in a few words/] },
  ]),

  ...each('code actions', 'codeActionProvider', 'actions', [
    {
      sample: SPIN,
      at: 'SP_WaitLock',
      says: [
        /^Triage this crash$/m,
        /^Copy verdict as Markdown$/m,
        /^Copy verdict as ticket text$/m,
        /^Copy signature$/m,
        /^Search the web for this signature$/m,
        /^Extract this crash to its own document$/m,
        /^Normalise this text$/m,
        /^New known issue from this crash$/m,
      ],
    },
    { sample: FIRMWARE, at: 'KeBugCheckEx', says: [/^Triage this crash$/m] },
    { sample: SPIN, at: 'cosShadow', says: [/^Explain this finding: unreliable-symbols$/m] },
  ]),
];
