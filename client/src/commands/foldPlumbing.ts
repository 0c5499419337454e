import * as vscode from 'vscode';
import type { Command } from './commands.js';

/** Folds what only noticed the crash and what was idle: of all folds the server calls only these regions. */
export const foldPlumbing: Command = async () => {
  await vscode.commands.executeCommand('editor.foldAllMarkerRegions');
};
