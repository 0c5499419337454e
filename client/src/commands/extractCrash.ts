import * as vscode from 'vscode';
import { isDumpLanguage } from '../languages.js';
import type { Command } from './commands.js';
import { findCrash } from './findCrash.js';

/** Opens the lines of one crash as a document of their own. */
export const extractCrash: Command = async (services, ...args) => {
  const found = await findCrash(services, args);
  if (found === null) return;
  const { document, crash } = found;
  const lines = new vscode.Range(crash.range.start.line, 0, crash.range.end.line + 1, 0);
  const language = isDumpLanguage(crash.dialect) ? crash.dialect : document.languageId;
  const content = document.getText(document.validateRange(lines));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
};
