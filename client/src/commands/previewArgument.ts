import * as vscode from 'vscode';
import { PREVIEW_SCHEME } from '../normalised/previewUri.js';

/** The preview whose title was clicked, else the one that is being looked at; null where there is none. */
export function previewOf([clicked]: readonly unknown[]): vscode.Uri | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown = input instanceof vscode.TabInputTextDiff ? input.modified : null;
  const uri = clicked instanceof vscode.Uri ? clicked : shown;
  return uri?.scheme === PREVIEW_SCHEME ? uri : null;
}
