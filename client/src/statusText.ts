/** The words of the language status item. */
import type { CaseParams } from '../../server/src/protocol.js';
import { dialectLabel } from './languages.js';

export interface StatusText {
  readonly text: string;
  readonly detail: string;
}

/** `PSOD · 2 crashes`, and how long it took to read them. */
export function describeCase({ dialect, crashes, duration, remark }: CaseParams): StatusText {
  const label = dialect === null ? 'Dump Lens' : dialectLabel(dialect);
  const count = crashes.length === 0 ? 'no crash' : `${crashes.length} ${crashes.length === 1 ? 'crash' : 'crashes'}`;
  const read = `read in ${formatDuration(duration)}`;
  return { text: `${label} · ${count}`, detail: remark === null ? read : `${read} · ${remark}` };
}

/** Below ten milliseconds one decimal is worth showing. */
function formatDuration(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`;
}
