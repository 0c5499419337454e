import * as vscode from 'vscode';
import { isDumpLanguage } from '../languages.js';

/** The crash logs that stand in tabs of their own, whether on show or behind others. */
function findOpenLogs(): readonly vscode.TextDocument[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = new Set(
    tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri.toString()] : [])),
  );
  return vscode.workspace.textDocuments.filter(
    ({ uri, languageId }) => uris.has(uri.toString()) && isDumpLanguage(languageId),
  );
}

/**
 * The crash log that is meant where no editor has the focus, as in the walkthrough: the only one that is open, else
 * the one that the reader picks. `none` where none is open, undefined where none was picked.
 */
export async function chooseOpenLog(): Promise<vscode.TextDocument | 'none' | undefined> {
  const [first, ...others] = findOpenLogs();
  if (first === undefined) return 'none';
  if (others.length === 0) return first;
  const items = [first, ...others].map((document) => ({
    label: vscode.workspace.asRelativePath(document.uri),
    document,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Which log?' });
  return picked?.document;
}
