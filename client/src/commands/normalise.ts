import * as vscode from 'vscode';
import type { Command } from './commands.js';
import { findSubject } from './subject.js';

const MESSAGE_SHOWN_FOR = 5000;

/** Shows what becomes of a text without quote marks, prefixes and wrapped lines, before anything is changed. */
export const normalise: Command = async ({ panels, previews }, ...args) => {
  const subject = await findSubject(panels, args);
  if (subject === null) return;
  if ((await previews.normalise(subject.document)) !== null) await previews.show(subject.document);
  else vscode.window.setStatusBarMessage('The text is as it was printed: nothing to normalise', MESSAGE_SHOWN_FOR);
};
