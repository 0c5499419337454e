import * as vscode from 'vscode';
import type { Command } from './commands.js';

const MESSAGE_SHOWN_FOR = 3000;

/** Ends the language server and starts it again. */
export const restartServer: Command = async ({ server }) => {
  await server.stop();
  await server.start();
  vscode.window.setStatusBarMessage('Dump Lens: language server restarted', MESSAGE_SHOWN_FOR);
};
