import * as vscode from 'vscode';
import type { Command } from './commands.js';

/** Shows what the code of a finding means. Diagnostics link to it. */
export const explainFinding: Command = async ({ extensionUri }, code) => {
  const fragment = typeof code === 'string' ? code : '';
  const page = vscode.Uri.joinPath(extensionUri, 'docs', 'diagnostics.md').with({ fragment });
  await vscode.commands.executeCommand('markdown.showPreview', page);
};

/** The address that a diagnostic's code links to; the server puts the code in. */
export const EXPLANATION_ADDRESS = `command:dumplens.explainFinding?${encodeURIComponent('["')}{code}${encodeURIComponent('"]')}`;
