/** The requests that Dump Lens adds to the Language Server Protocol; the only file that client and server share. */
import type { ReportModel } from './report/reportModel.js';

/** What a client may send with `initialize`. One that sends nothing has everything that needs no help of a client's. */
export interface InitializationOptions {
  /** The compiled packs, where the server cannot read them by itself. */
  readonly packs?: unknown;
  /** The language of texts, `ko` for example; left out: the locale that the client names. */
  readonly language?: string;
  /** Commands that the client can carry out: code actions name no others. */
  readonly commands?: readonly string[];
  /** The client completes and explains packs in JSON, in folders `.dumplens`, by their schema. */
  readonly jsonSchemas?: boolean;
  /** Where findings are explained: an address in which `{code}` stands for the code of the finding. */
  readonly explanation?: string;
}

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
  /** `ticket`: plain text for a ticket or a mail. */
  readonly format: 'markdown' | 'ticket' | 'json';
}
export interface ExportResult {
  readonly text: string;
}

/** Client to server: where a crash stands and how it is known again. Its parameters are those of a report. */
export const CRASH_REQUEST = 'dumplens/crash';
export interface CrashResult {
  /** Null: there is no crash, and `remark` says what the text is instead. */
  readonly crash: {
    readonly index: number;
    readonly range: LineRange;
    readonly headline: string;
    readonly dialect: string;
    readonly signature: string;
    /** The signature in words for a search engine. */
    readonly query: string;
  } | null;
  readonly remark: string;
}

/** Client to server: the text without what pages, mails and log collectors did to it. */
export const NORMALISE_REQUEST = 'dumplens/normalise';
export type NormaliseParams = Pick<ReportParams, 'uri' | 'text'>;
export interface NormaliseResult {
  /** Null where there is nothing to do. */
  readonly text: string | null;
}

/** Client to server: the source files that frames and messages name. Whether there is such a file, the client knows. */
export const SOURCES_REQUEST = 'dumplens/sources';
export interface SourcesParams {
  readonly uri: string;
}
export interface SourcePlace {
  readonly range: LineRange;
  /** As printed: `d:\\sys\\dispatch.c`. */
  readonly file: string;
  /** Counted from one; null where none is printed. */
  readonly line: number | null;
}

/** Client to server: a pack with an entry for a crash, for the user to finish. Its parameters are those of a report. */
export const DRAFT_REQUEST = 'dumplens/draftIssue';
export interface DraftResult {
  /** Null: there is no crash, and `remark` says what the text is instead. */
  readonly draft: { readonly id: string; readonly text: string } | null;
  readonly remark: string;
}

/** Client to server: the packs that a team or a person has besides those of the product, all of them each time. */
export const PACKS_REQUEST = 'dumplens/packs';
export interface PacksParams {
  /** Later files count more. */
  readonly files: readonly { readonly uri: string; readonly text: string }[];
}
export interface PacksResult {
  /** How many packs and entries are in use. */
  readonly packs: number;
  readonly entries: number;
  /** Files with an error: they, or some of their entries, are left out. Diagnostics say why. */
  readonly faulty: readonly string[];
}

/** Server to client, after each parse: what the status item shows. */
export const CASE_NOTIFICATION = 'dumplens/case';
export interface CaseParams {
  readonly uri: string;
  readonly version: number;
  readonly dialect: string | null;
  readonly crashes: readonly { readonly line: number; readonly headline: string }[];
  readonly remark: string | null;
  /** How many of the crashes end before they were printed to their end. */
  readonly cut: number;
  /** Milliseconds that parse and triage took. */
  readonly duration: number;
}

/**
 * Commands of the client that lenses and hovers call. TRIAGE_COMMAND takes a document's URI and a crash's index, without
 * which the active editor's crash at the cursor is meant; SHOW_LOCATIONS_COMMAND a URI, a position and line ranges.
 */
export { SHOW_LOCATIONS_COMMAND, TRIAGE_COMMAND } from './report/commands.js';

/** A range in a text, as LSP has it. */
export interface LineRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}
