/** The requests that Dump Lens adds to the Language Server Protocol; the only file that client and server share. */
import type { ReportModel } from './report/reportModel.js';

/** Client to server. */
export const REPORT_REQUEST = 'dumplens/report';
export interface ReportParams {
  readonly uri: string;
  /** Which crash: by its index, or the one at this line. Neither: the first. */
  readonly index?: number;
  readonly line?: number;
  /** The text of a document that the server was not told of, because its language is none of ours yet. */
  readonly text?: string;
}
/** `model` null: there is no crash, and `remark` says what the text is instead. */
export interface ReportResult {
  readonly model: ReportModel | null;
  readonly remark: string;
  /** The language of the first crash: `psod` or `windbg`; null where there is no crash. */
  readonly dialect: string | null;
}

/** Client to server: the verdict as text to copy. */
export const EXPORT_REQUEST = 'dumplens/export';
export interface ExportParams {
  readonly uri: string;
  readonly index: number;
  readonly format: 'markdown' | 'json';
}
export interface ExportResult {
  readonly text: string;
}

/** Server to client, after each parse: what the status item shows. */
export const CASE_NOTIFICATION = 'dumplens/case';
export interface CaseParams {
  readonly uri: string;
  readonly version: number;
  readonly dialect: string | null;
  readonly crashes: readonly { readonly line: number; readonly headline: string }[];
  readonly remark: string | null;
  /** Milliseconds that parse and triage took. */
  readonly duration: number;
}

export { SHOW_LOCATIONS_COMMAND, TRIAGE_COMMAND } from './report/commands.js';
/** Arguments of TRIAGE_COMMAND: uri, crash index. Both may be absent: then the active editor's crash at the cursor. */
export type TriageArguments = readonly [uri?: string, index?: number];
/** Arguments of SHOW_LOCATIONS_COMMAND: uri, position (LSP), locations (LSP ranges in the same document). */
export interface LineRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}
export type ShowLocationsArguments = readonly [
  uri: string,
  position: { readonly line: number; readonly character: number },
  ranges: readonly LineRange[],
];
