import type { Located, Range } from './position.js';

/**
 * One line of a call stack, newest first as every dialect prints it.
 * A part that the text does not print is null; a part that is printed keeps its exact range.
 */
export interface Frame {
  /** Zero-based line of the text. */
  readonly line: number;
  /** The frame alone: without a log prefix before it, with its stack words or arguments. */
  readonly range: Range;
  /** The function, without module, offset or `@module`; null for a bare address. */
  readonly symbol: Located<string> | null;
  /** `vmkernel`, `hbr_filter`, `nt`, `hal`: as printed, without decoration. */
  readonly module: Located<string> | null;
  /** Bytes from the symbol (or from the module, where there is no symbol), lower-case hex with `0x`. */
  readonly offset: Located<string> | null;
  /** Address of the code that runs or returns here; in WinDbg's columns that is not printed (see `returnAddress`). */
  readonly address: Located<string> | null;
  /** Where the frame lies on the stack. */
  readonly stackAddress: Located<string> | null;
  /** WinDbg's RetAddr column: where the frame returns to. */
  readonly returnAddress: Located<string> | null;
  /** PSOD: the words printed behind `stack:`; WinDbg: the four `Args to Child`. */
  readonly words: readonly Located<string>[];
  /** `inline`: a function that the compiler folded into the next frame. */
  readonly inline: boolean;
  /** `[file @ line]` of private symbols. */
  readonly source: Located<string> | null;
}

/** What a dialect can tell of a stack by the words above it; who waits and who owns is triage's to say. */
export type StackOrigin = 'panicking' | 'saved' | 'command' | 'context';

export interface Stack {
  /** Unique in its crash: `stack-0`, `stack-1`, ... in file order. */
  readonly id: string;
  /** The words that introduce the stack (`Saved backtrace from: pcpu 3 SpinLock spin out NMI`), or a plain name. */
  readonly title: string;
  /** The line of those words, null where the frames stand alone. */
  readonly heading: Located<string> | null;
  readonly origin: StackOrigin;
  readonly cpu: number | null;
  /** The thread whose stack this is, by address; null where the text does not say. */
  readonly thread: string | null;
  /** Why this stack was saved, as printed: `SpinLock spin out NMI`, `Heartbeat NMI`. */
  readonly reason: string | null;
  readonly frames: readonly Frame[];
}
