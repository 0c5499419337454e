/** The words of the language status item. */
import type { CaseParams } from '../../server/src/protocol.js';
import type { Recognition } from './detection/recognition.js';
import { dialectLabel } from './languages.js';

export interface StatusText {
  readonly text: string;
  readonly detail: string;
}

const RECOGNITIONS: Readonly<Record<Recognition, string>> = {
  name: 'recognised by its name',
  'first line': 'recognised by its first line',
  content: 'recognised by its content',
  hand: 'language set by hand',
};

export const READING: StatusText = { text: 'Dump Lens', detail: 'reading' };
export const NOT_RUNNING: StatusText = { text: 'Language server is not running', detail: '' };
export const SET_ASIDE: StatusText = {
  text: 'This document is set aside',
  detail: 'the language server ended twice while it read it',
};

/** `PSOD · 2 crashes`; how long it took to read them, how the document was recognised, and what is missing. */
export function describeCase(
  { dialect, crashes, duration, remark, cut }: CaseParams,
  how: Recognition | null,
): StatusText {
  const label = dialect === null ? 'Dump Lens' : dialectLabel(dialect);
  const details = [
    `read in ${formatDuration(duration)}`,
    how === null ? '' : RECOGNITIONS[how],
    cut === 0 ? '' : crashes.length === 1 ? 'cut off' : `${cut} of them cut off`,
    remark ?? '',
  ];
  const count = crashes.length === 0 ? 'no crash' : `${crashes.length} ${crashes.length === 1 ? 'crash' : 'crashes'}`;
  return { text: `${label} · ${count}`, detail: details.filter((detail) => detail !== '').join(' · ') };
}

/** Below ten milliseconds one decimal is worth showing. */
function formatDuration(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}
