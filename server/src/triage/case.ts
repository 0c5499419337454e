import type { CrashDocument } from '../model/crash.js';
import type { Knowledge } from '../knowledge/store.js';
import type { TriagedCrash } from './verdict.js';

/** A text with all its crashes read to the end: what every feature and every report starts from. */
export interface Case {
  readonly text: string;
  readonly document: CrashDocument;
  /** One for each crash of the document, in the same order. */
  readonly crashes: readonly TriagedCrash[];
  readonly knowledge: Knowledge;
}

/** The crash whose range covers `line`, else the last one that begins above it, else the first. */
export function crashAt(crashes: readonly TriagedCrash[], line: number): TriagedCrash | null {
  const above = crashes.filter(({ crash }) => crash.range.start.line <= line);
  return above.at(-1) ?? crashes[0] ?? null;
}
