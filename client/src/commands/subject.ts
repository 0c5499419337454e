import * as vscode from 'vscode';
import { MESSAGES } from '../messages.js';
import { openDocument } from '../openDocument.js';
import type { CrashPlace } from '../report/crashPlace.js';
import type { ReportPanels } from '../report/panels.js';
import { readCrashArguments } from './arguments.js';
import { chooseOpenLog } from './openLogs.js';

/** The document and the crash that a command is about. */
export interface Subject {
  readonly document: vscode.TextDocument;
  readonly place: CrashPlace;
}

/**
 * What the caller names, else the report with the focus, else the cursor, else the log that is open behind another page
 * such as the walkthrough; null after a word to the reader.
 */
export async function findSubject(panels: ReportPanels, args: readonly unknown[]): Promise<Subject | null> {
  const { uri, index } = readCrashArguments(args);
  const editor = vscode.window.activeTextEditor;
  if (uri !== null && (index !== null || uri !== editor?.document.uri.toString())) {
    const document = await openDocument(vscode.Uri.parse(uri));
    return { document, place: index === null ? {} : { index } };
  }
  const report = panels.active;
  if (report !== undefined) {
    return { document: await openDocument(report.documentUri), place: report.place };
  }
  if (editor !== undefined) return { document: editor.document, place: { line: editor.selection.active.line } };
  const withheld = findWithheldText();
  // To open it fails, and the failure says why.
  if (withheld !== null) return { document: await openDocument(withheld), place: {} };
  const log = await chooseOpenLog();
  if (log === 'none') void vscode.window.showInformationMessage(MESSAGES.noEditor);
  return log === undefined || log === 'none' ? null : { document: log, place: {} };
}

/** The file in the active tab, of which VS Code shows the text, or a word about it, but gives it to no extension. */
function findWithheldText(): vscode.Uri | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : null;
}
