import type { Located } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import { matchLine } from '../match.js';

/** The tag that 7.x and later repeat before each frame of another CPU. */
const TAG = /(?<heading>pcpu (?<cpu>\d{1,4}) (?<reason>[A-Za-z][\w ]{2,60}?)): (?=0x)/d;

/** The words above another CPU's backtrace. */
const HEADINGS: readonly RegExp[] = [
  /(?<heading>Saved ?backtrace(?: ?from)?:\s{0,3}pcpu ?(?<cpu>\d{1,4})(?: ?(?<reason>[A-Za-z][\w ]{2,60}?))?)\s{0,8}$/di,
  /(?<heading>Backtrace for Saved\/Locked CPU - (?<cpu>\d{1,4})):?/di,
];

/** 5.0: a CPU that seemed to hang logs that it was asked for its backtrace, and that backtrace below. */
const ASKED = /(?<heading>(?<reason>NMI IPI) received\. Was .{10,120}?\(Src 0x[\da-f]{1,4}, ?CPU(?<cpu>\d{1,4})\))/di;

export interface SavedBacktrace {
  readonly heading: Located<string>;
  readonly cpu: number;
  readonly reason: string | null;
  /** The words stand before each frame and name that frame only. */
  readonly isTag: boolean;
  /** The kernel prints such a backtrace only when it dies; else it may have gone on. */
  readonly isFatal: boolean;
}

/** `Saved backtrace from: pcpu 3 SpinLock spin out NMI` and its relatives; null where the line is none. */
export function readSavedBacktrace(line: SourceLine): SavedBacktrace | null {
  if (!/pcpu ?\d|locked cpu|NMI IPI received/i.test(line.text)) return null;
  for (const pattern of [TAG, ...HEADINGS, ASKED]) {
    const match = matchLine(line, pattern);
    const heading = match?.located('heading');
    if (!match || !heading) continue;
    return {
      heading,
      cpu: Number(match.group('cpu')),
      reason: match.group('reason') ?? null,
      isTag: pattern === TAG,
      isFatal: pattern !== ASKED,
    };
  }
  return null;
}

/** `Backtrace for current CPU #36, worldID=1001600257, fp=0x430879008c80`. */
const CURRENT_BACKTRACE =
  /(?<heading>Backtrace for current CPU #(?<cpu>\d{1,4}), worldID=(?<world>\d{1,12})[^)]{0,60})/d;

export interface CurrentBacktrace {
  readonly heading: Located<string>;
  readonly cpu: Located<string> | null;
  readonly world: Located<string> | null;
}

/** The words that the kernel writes above its own CPU's backtrace, fatal or not. */
export function readCurrentBacktrace(line: SourceLine): CurrentBacktrace | null {
  const match = line.text.includes('Backtrace for current CPU') ? matchLine(line, CURRENT_BACKTRACE) : null;
  const heading = match?.located('heading');
  return match && heading ? { heading, cpu: match.located('cpu'), world: match.located('world') } : null;
}

/** `World: ResetToVMKOnPanic:3185: PRDA 0x..`, and what the firmware reports before it asks for a panic. */
const LEAVING =
  /\)(?:ALERT: )?(?:World: (?:ResetToVMKOnPanic:)?\d{1,6}: (?:PRDA|TR|CR0) 0x|ApeiHEST: \d{1,6}: (?:Invoked|Uncorr|Error Event|Fatal error))/;

/** Whether the kernel logs that it leaves for a panic. */
export function isLeavingForPanic(line: SourceLine): boolean {
  return LEAVING.test(line.text);
}

/** `Panic: 589: Panic from another CPU (cpu 78, world 2098001): ip=0x.. randomOff=0x..:`, with the message behind it. */
const OTHER_CPU =
  /Panic: \d{1,5}: Panic from another CPU \(cpu (?<cpu>\d{1,4}), world (?<world>\d{1,12})\):(?:\s?\w{2,12}=0x[\da-f#]{1,16}){0,4}:?\s{0,8}/d;

export interface OtherCpuPanic {
  readonly cpu: Located<string> | null;
  readonly world: Located<string> | null;
  /** Index of the first character behind these words. */
  readonly end: number;
}

/** The words with which a CPU logs that another one panicked. */
export function readOtherCpuPanic(line: SourceLine): OtherCpuPanic | null {
  const match = line.text.includes('Panic from another CPU') ? matchLine(line, OTHER_CPU) : null;
  return match && { cpu: match.located('cpu'), world: match.located('world'), end: match.end };
}
