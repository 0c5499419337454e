import type { Crash } from '../model/crash.js';
import type { DialectId } from '../model/dialect.js';
import type { SourceLine } from '../util/lines.js';

/** What a dialect finds in a text. */
export interface Findings {
  readonly crashes: readonly Crash[];
  /** The text is clearly written in this dialect, with or without a crash. */
  readonly recognised: boolean;
  /** What the text is instead of a crash; null where there is nothing to say. */
  readonly remark: string | null;
}

/** One way in which crashes are written down. It knows how things are printed, not what they mean. */
export interface Dialect {
  readonly id: DialectId;
  /** Reads a whole text. Never throws; linear in the length of the text. */
  parse(lines: readonly SourceLine[]): Findings;
}
