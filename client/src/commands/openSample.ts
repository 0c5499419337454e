import * as vscode from 'vscode';
import type { DumpLanguage } from '../languages.js';
import type { Command } from './commands.js';

interface Sample extends vscode.QuickPickItem {
  readonly file: string;
  readonly language: DumpLanguage;
}

const SAMPLES: readonly Sample[] = [
  {
    label: 'VMware purple screen',
    description: 'a spinlock that was not released in time',
    file: 'psod-spin-count.psod',
    language: 'psod',
  },
  {
    label: 'WinDbg transcript',
    description: 'DPC_WATCHDOG_VIOLATION (0x133)',
    file: 'windbg-0x133.txt',
    language: 'windbg',
  },
];

/** Opens a made-up crash as a new document: to be tried, changed and thrown away. */
export const openSample: Command = async ({ extensionUri }) => {
  const sample = await vscode.window.showQuickPick(SAMPLES, { placeHolder: 'Which crash?' });
  if (sample === undefined) return;
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'samples', sample.file));
  const content = new TextDecoder().decode(bytes);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: sample.language }));
};
