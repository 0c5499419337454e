import * as vscode from 'vscode';
import { MESSAGES, SHOWN_FOR } from '../messages.js';
import type { Command } from './commands.js';
import { findSubject } from './subject.js';

/** Shows what becomes of a text without quote marks, prefixes and wrapped lines, before anything is changed. */
export const normalise: Command = async ({ panels, previews }, ...args) => {
  const subject = await findSubject(panels, args);
  if (subject === null) return;
  if ((await previews.normalise(subject.document)) !== null) await previews.show(subject.document);
  else vscode.window.setStatusBarMessage(MESSAGES.nothingToNormalise, SHOWN_FOR.moment);
};
