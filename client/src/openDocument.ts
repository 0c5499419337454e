import * as vscode from 'vscode';
import { Failure } from './messages.js';

/** VS Code hands no larger file to extensions, in bytes. */
const LARGEST = 50 * 1024 * 1024;

/** Opens a document without showing it. Throws a {@link Failure} that says why it cannot be opened. */
export async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  if (uri.scheme === 'untitled' && !isOpen(uri)) throw new Failure('documentGone');
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    throw new Failure(await findReason(uri), error);
  }
}

/** VS Code makes an empty document of a name without a file that it does not know. */
function isOpen(uri: vscode.Uri): boolean {
  const key = uri.toString();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return (
    vscode.workspace.textDocuments.some((document) => document.uri.toString() === key) ||
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key)
  );
}

async function findReason(uri: vscode.Uri): Promise<'documentGone' | 'documentTooLarge' | 'documentNotText'> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > LARGEST ? 'documentTooLarge' : 'documentNotText';
  } catch {
    return 'documentGone';
  }
}
