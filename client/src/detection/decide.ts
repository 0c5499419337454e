/** Whether a document's text may decide its language. */
import { PLAIN_LANGUAGES } from '../languages.js';

/** The setting `dumplens.detection`. */
export type DetectionSetting = 'auto' | 'off';

export interface Candidate {
  readonly languageId: string;
  readonly scheme: string;
  /** The reader has said that this document is plain text. */
  readonly declined: boolean;
  readonly setting: DetectionSetting;
}

/** Documents of these schemes are parts of VS Code itself, whatever they say. */
const INTERNAL_SCHEMES: readonly string[] = ['output', 'comment'];

/** Whether it is worth looking at the text at all. */
export function mayBeDump(candidate: Candidate): boolean {
  return (
    candidate.setting === 'auto' &&
    !candidate.declined &&
    PLAIN_LANGUAGES.includes(candidate.languageId) &&
    !INTERNAL_SCHEMES.includes(candidate.scheme)
  );
}

/** What is needed of a change; `vscode.TextDocumentContentChangeEvent` has it. */
export interface Insertion {
  readonly rangeOffset: number;
  readonly text: string;
}

/** Whether a log may just have been pasted where a dump is recognised; typing never is. */
export function isPaste(changes: readonly Insertion[], headLength: number): boolean {
  return changes.some(({ rangeOffset, text }) => rangeOffset < headLength && text.length >= 80 && text.includes('\n'));
}
