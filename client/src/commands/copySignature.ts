import * as vscode from 'vscode';
import { MESSAGES, SHOWN_FOR } from '../messages.js';
import type { Command } from './commands.js';
import { findCrash } from './findCrash.js';

/** Puts the signature on the clipboard: the same text for the same crash on another host. */
export const copySignature: Command = async (services, ...args) => {
  const found = await findCrash(services, args);
  if (found === null) return;
  await vscode.env.clipboard.writeText(found.crash.signature);
  vscode.window.setStatusBarMessage(MESSAGES.signatureCopied, SHOWN_FOR.moment);
};
