/** WinDbg transcripts of made-up machines, with the parts that a test is about to choose. */
export interface TranscriptParts {
  /** `DPC_WATCHDOG_VIOLATION (133)`. */
  readonly headline?: string;
  /** The four arguments, as hex digits, or with words: `1, The system ...`. */
  readonly parameters?: readonly string[];
  /** `KEY:  value` lines. */
  readonly keys?: readonly string[];
  /** Newest first: `nt!KeBugCheckEx`, `contosonic!Send+0x10`. */
  readonly frames?: readonly string[];
}

const address = (high: string, low: number): string => `${high}\`${low.toString(16).padStart(8, '0')}`;

/** A stack in the columns of STACK_TEXT and `kv` on x64. */
export function printStack(frames: readonly string[]): string {
  const zero = address('00000000', 0);
  return frames
    .map((frame, index) => {
      const stack = address('fffff880', 0x0b6d34c8 + index * 0x80);
      const back = address('fffff800', 0x5e4141e0 + index * 0x1230);
      return `${stack} ${back} : ${zero} ${zero} ${zero} ${zero} : ${frame}`;
    })
    .join('\n');
}

const printParameter = (parameter: string, index: number): string => {
  const [value = '', ...words] = parameter.split(', ');
  return [`Arg${index + 1}: ${value.padStart(16, '0')}`, ...words].join(', ');
};

/** What `!analyze -v` prints. */
export function printAnalysis({
  headline = 'DPC_WATCHDOG_VIOLATION (133)',
  parameters = ['1, The system cumulatively spent an extended period of time at', '1e00', '0', '0'],
  keys = ['PROCESS_NAME:  System'],
  frames = [],
}: TranscriptParts = {}): string {
  return [
    headline,
    'The text that describes the bug check.',
    'Arguments:',
    ...parameters.map(printParameter),
    '',
    'Debugging Details:',
    '------------------',
    '',
    ...keys,
    '',
    ...(frames.length > 0 ? ['STACK_TEXT:  ', printStack(frames), ''] : []),
  ].join('\n');
}

/** The frames of a clock interrupt that found the time limit overrun, newest first. */
export const CLOCK_NOTICED: readonly string[] = [
  'nt!KeBugCheckEx',
  'nt!KeAccumulateTicks+0x1aa3f7',
  'nt!KiUpdateRunTime+0x5d',
  'nt!KeClockInterruptNotify+0x2e3',
  'nt!HalpTimerClockInterrupt+0xe2',
  'nt!KiCallInterruptServiceRoutine+0xa5',
  'nt!KiInterruptSubDispatchNoLockNoEtw+0xfa',
  'nt!KiInterruptDispatchNoLockNoEtw+0x37',
];

/** What lies below a DPC that ran while the CPU was idle. */
export const IDLE_DPCS: readonly string[] = [
  'nt!KiExecuteAllDpcs+0x30e',
  'nt!KiRetireDpcList+0x1f4',
  'nt!KiIdleLoop+0x9e',
];
