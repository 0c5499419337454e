import * as vscode from 'vscode';
import { closePreview } from '../normalised/previews.js';
import type { Command } from './commands.js';
import { previewOf } from './previewArgument.js';

/** Opens the previewed text as a new document and leaves the old one as it is. */
export const openNormalised: Command = async (_services, ...args) => {
  const uri = previewOf(args);
  if (!uri) return;
  const preview = await vscode.workspace.openTextDocument(uri);
  const { languageId: language } = preview;
  const copy = await vscode.workspace.openTextDocument({ content: preview.getText(), language });
  await closePreview(uri);
  await vscode.window.showTextDocument(copy);
};
