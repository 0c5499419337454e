import * as vscode from 'vscode';
import { MESSAGES, SHOWN_FOR } from '../messages.js';
import type { Command } from './commands.js';

/** Ends the language server and starts it again. */
export const restartServer: Command = async ({ server }) => {
  await server.stop();
  await server.start();
  vscode.window.setStatusBarMessage(MESSAGES.serverRestarted, SHOWN_FOR.moment);
};
