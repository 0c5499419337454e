import type { CrashDocument } from '../model/crash.js';
import type { Knowledge } from '../knowledge/store.js';
import type { TriagedCrash } from './verdict.js';

/** A text with all its crashes read to the end: what every feature and every report starts from. */
export interface Case {
  /** The text, line by line, cleaned of what is no content; columns are those of the text. */
  readonly lines: readonly string[];
  readonly document: CrashDocument;
  /** One for each crash of the document, in the same order. */
  readonly crashes: readonly TriagedCrash[];
  readonly knowledge: Knowledge;
}

/** Index of the crash that begins last at or above `line`; the first one where none does. */
export function crashIndexAt(crashes: readonly TriagedCrash[], line: number): number {
  return Math.max(
    crashes.findLastIndex(({ crash }) => crash.range.start.line <= line),
    0,
  );
}
