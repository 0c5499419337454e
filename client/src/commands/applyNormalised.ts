import * as vscode from 'vscode';
import { Failure } from '../messages.js';
import { closePreview, openPreviewed } from '../normalised/previews.js';
import type { Command } from './commands.js';
import { previewOf } from './previewArgument.js';

/** Puts the previewed text in the place of the document's; "undo" takes it back. */
export const applyNormalised: Command = async (_services, ...args) => {
  const preview = previewOf(args);
  const document = preview && (await openPreviewed(preview));
  if (!preview || !document) return;
  const text = (await vscode.workspace.openTextDocument(preview)).getText();
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Failure('documentNotChanged');
  await closePreview(preview);
  await vscode.window.showTextDocument(document);
};
