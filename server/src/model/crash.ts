import type { DialectId } from './dialect.js';
import type { Frame, Stack } from './frame.js';
import type { DpcReport, IrpReport, LockReport, ThreadReport } from './lock.js';
import type { Located, Range } from './position.js';

export interface SystemInfo {
  readonly product: Located<string> | null;
  readonly version: Located<string> | null;
  readonly build: Located<string> | null;
  readonly architecture: Located<string> | null;
  /** Windows: `WinNt` for a client, `Server` or `LanManNt` for a server, as the debugger prints it. */
  readonly productType: Located<string> | null;
  readonly uptime: Located<string> | null;
  /** When it crashed, as printed: the log's time of the first line, or the debugger's session time. */
  readonly time: Located<string> | null;
}

export interface BugCheck {
  /** Lower-case hex without padding: `0x133`. */
  readonly code: Located<string>;
  /** `DPC_WATCHDOG_VIOLATION` as printed; null where only the code stands in the text. */
  readonly name: Located<string> | null;
  /** Always four; null where the text does not give one. */
  readonly parameters: readonly (BugCheckParameter | null)[];
}

export interface BugCheckParameter {
  /** Lower-case hex without padding. */
  readonly value: string;
  /** The value as printed. */
  readonly range: Range;
  /** The debugger's own words behind the value, joined to one line; empty where there are none. */
  readonly text: string;
}

/** Which CPU and which world, process or task crashed; each part null where the text does not say. */
export interface Panic {
  readonly cpu: Located<number> | null;
  readonly worldId: Located<string> | null;
  readonly worldName: Located<string> | null;
}

/** A register and its printed value, lower-case hex with `0x` (`err=-1` stays `-1`). */
export interface Register {
  readonly name: string;
  readonly value: string;
  /** Name and value together. */
  readonly range: Range;
}

/** One entry of a purple screen's PCPU list, or one processor of a debugger's table. */
export interface Cpu {
  readonly number: number;
  /** The world, thread or process that runs there. */
  readonly worldId: string | null;
  readonly worldName: string | null;
  /** The one marked as panicking or current. */
  readonly marked: boolean;
  readonly range: Range;
}

/** The message of a panic, taken apart as far as its form says something. */
export interface PanicMessage {
  readonly text: Located<string>;
  /** Which form of message this is; a dialect's own list (see `dialects/psod/messages.ts`). */
  readonly form: string;
  /** The lock that the message names. */
  readonly lock: Located<string> | null;
  /** CPUs that the message accuses: they hold the lock, send no heartbeat, did not acknowledge. */
  readonly cpus: readonly Located<number>[];
  /** Source file and line, exception address and what else the form carries, by name. */
  readonly details: Readonly<Record<string, Located<string>>>;
}

/** `KEY: value` of `!analyze`, a digest or a log. */
export interface KeyValue {
  readonly key: Located<string>;
  readonly value: Located<string>;
}

export interface Module {
  readonly name: Located<string>;
  readonly version: Located<string> | null;
  readonly date: Located<string> | null;
}

/** What is wrong with the text itself, so that later steps can doubt it. */
export type Damage = 'cut' | 'interleaved' | 'masked';

export interface Crash {
  readonly dialect: DialectId;
  /** From the first to the last line that belongs to this crash, log prefixes included. */
  readonly range: Range;
  /** The text that names the crash, as printed; empty where nothing does. */
  readonly headline: Located<string>;
  readonly system: SystemInfo;
  readonly bugCheck: BugCheck | null;
  readonly panic: Panic | null;
  readonly message: PanicMessage | null;
  /** Every place where the message is printed (under the product line and behind `@BlueScreen:`), the one above first. */
  readonly messages: readonly PanicMessage[];
  readonly registers: readonly Register[];
  readonly cpus: readonly Cpu[];
  readonly stacks: readonly Stack[];
  readonly keys: readonly KeyValue[];
  /** What was typed at the debugger's prompts, in file order. */
  readonly commands: readonly Located<string>[];
  readonly modules: readonly Module[];
  /** Locks that a debugger's commands report. */
  readonly locks: readonly LockReport[];
  readonly threads: readonly ThreadReport[];
  readonly irps: readonly IrpReport[];
  readonly dpcs: readonly DpcReport[];
  readonly damage: readonly Damage[];
  /** Lines inside `range` that no grammar took: visible, never lost. */
  readonly unparsed: readonly Range[];
}

/** What a text holds: pure data, the same for the same text. */
export interface CrashDocument {
  /** The first crash's dialect; without a crash the dialect that the text is clearly written in, else null. */
  readonly dialect: DialectId | null;
  readonly crashes: readonly Crash[];
  /** Why nothing was found, or what else the text is; one calm sentence, null where crashes were found. */
  readonly remark: string | null;
}

/** All frames of a crash, in file order. */
export function framesOf(crash: Crash): readonly Frame[] {
  return crash.stacks.flatMap((stack) => stack.frames);
}
