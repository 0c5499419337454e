import * as vscode from 'vscode';
import type { CrashPlace } from '../report/crashPlace.js';
import type { ReportPanels } from '../report/panels.js';
import { readCrashArguments } from './arguments.js';

/** The document and the crash that a command is about. */
export interface Subject {
  readonly document: vscode.TextDocument;
  readonly place: CrashPlace;
}

/** What the caller names, else the report with the focus, else the cursor; null after a word to the reader. */
export async function findSubject(panels: ReportPanels, args: readonly unknown[]): Promise<Subject | null> {
  const { uri, index } = readCrashArguments(args);
  const editor = vscode.window.activeTextEditor;
  if (uri !== null && (index !== null || uri !== editor?.document.uri.toString())) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    return { document, place: index === null ? {} : { index } };
  }
  const report = panels.active;
  if (report !== undefined) {
    return { document: await vscode.workspace.openTextDocument(report.documentUri), place: report.place };
  }
  if (editor !== undefined) return { document: editor.document, place: { line: editor.selection.active.line } };
  void vscode.window.showInformationMessage(explainNoEditor());
  return null;
}

/** VS Code shows very large files in a tab but keeps their text from extensions. */
function explainNoEditor(): string {
  const isTextShown = vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputText;
  return isTextShown
    ? 'VS Code gives no extension the text of a file this large. On the command line, "dumplens triage FILE" reads it.'
    : 'Open a crash log in an editor first.';
}
