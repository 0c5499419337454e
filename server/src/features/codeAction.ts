import type { CodeAction } from 'vscode-languageserver-types';
import { CodeActionKind } from 'vscode-languageserver-types';
import type { Position, Range } from '../model/position.js';
import { contains, isBefore } from '../model/position.js';
import { TRIAGE_COMMAND } from '../report/commands.js';
import type { Case } from '../triage/case.js';
import type { TriagedCrash } from '../triage/verdict.js';
import { findDiagnostics } from './diagnostics.js';

/** One kind for all: editors sort by kinds, and the order below is that in which a reader wants them. */
const KIND: CodeActionKind = 'dumplens';

/** What can be done with a crash; the client carries it out. */
const ACTIONS: readonly { readonly title: string; readonly command: string }[] = [
  { title: 'Triage this crash', command: TRIAGE_COMMAND },
  { title: 'Copy verdict as ticket text', command: 'dumplens.copyTicket' },
  { title: 'Copy verdict as Markdown', command: 'dumplens.copyMarkdown' },
  { title: 'Copy signature', command: 'dumplens.copySignature' },
  { title: 'Search the web for this signature', command: 'dumplens.searchWeb' },
  { title: 'New known issue from this crash', command: 'dumplens.newKnownIssue' },
  { title: 'Extract this crash to its own document', command: 'dumplens.extractCrash' },
  { title: 'Normalise this text', command: 'dumplens.normalise' },
];

/** All kinds, for clients that want to know them. */
export const CODE_ACTION_KINDS: readonly CodeActionKind[] = [CodeActionKind.QuickFix, KIND];

export interface ActionChoice {
  /** Commands that the client can carry out. */
  readonly commands: readonly string[];
  /** Kinds that are asked for; undefined: all. */
  readonly only: readonly string[] | undefined;
  /** The reader has not asked: the client looks whether there is something to offer at the cursor. */
  readonly automatic: boolean;
}

/** The lines that head a crash: there it is offered unasked, elsewhere a mark in the margin would only disturb. */
function isOnHeading({ crash }: TriagedCrash, { line }: Position): boolean {
  const headings = [crash.headline.range, ...crash.messages.map(({ text }) => text.range)];
  return line === crash.range.start.line || headings.some(({ start, end }) => start.line <= line && line <= end.line);
}

const EXPLAIN = 'dumplens.explainFinding';

/** Leads from what was found at a place to what it means: of a hint an editor shows nothing but a mark below the word. */
function explainFindings(opened: Case, { start }: Range): CodeAction[] {
  return findDiagnostics(opened, null)
    .filter(({ range }) => contains(range, start))
    .map((finding) => {
      const title = `Explain this finding: ${finding.code ?? ''}`;
      const command = { title, command: EXPLAIN, arguments: [finding.code] };
      return { title, kind: CodeActionKind.QuickFix, diagnostics: [finding], command };
    });
}

/** What can be done with the crash at a range of the text. */
function findCrashActions(opened: Case, uri: string, range: Range, choice: ActionChoice): CodeAction[] {
  const index = opened.crashes.findIndex(
    ({ crash }) =>
      contains(crash.range, range.start) ||
      (isBefore(range.start, crash.range.start) && isBefore(crash.range.start, range.end)),
  );
  const triaged = opened.crashes[index];
  if (!triaged || (choice.automatic && !isOnHeading(triaged, range.start))) return [];
  return ACTIONS.map(({ title, command }) => ({
    title,
    kind: KIND,
    command: { title, command, arguments: [uri, index] },
  }));
}

/** What a client can do at a range of the text: with what was found there, and with the crash. */
export function findCodeActions(opened: Case, uri: string, range: Range, choice: ActionChoice): CodeAction[] {
  return [...explainFindings(opened, range), ...findCrashActions(opened, uri, range, choice)].filter(
    ({ kind = KIND, command }) =>
      (choice.only?.includes(kind) ?? true) && choice.commands.includes(command?.command ?? ''),
  );
}
