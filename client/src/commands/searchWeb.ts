import * as vscode from 'vscode';
import type { Command } from './commands.js';
import { findCrash } from './findCrash.js';
import { searchAddress } from './searchAddress.js';

/** Opens the browser with a search for the signature. Nothing is sent before, and nothing but these words then. */
export const searchWeb: Command = async (services, ...args) => {
  const found = await findCrash(services, args);
  if (found === null) return;
  const template = vscode.workspace.getConfiguration('dumplens').get('search.url', '');
  await vscode.env.openExternal(vscode.Uri.parse(searchAddress(template, found.crash.query), true));
};
