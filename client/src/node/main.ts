/** Where VS Code runs extensions in Node: on a desktop and on a remote machine. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { activateShared } from '../activate.js';
import type { LanguageServer } from '../languageServer.js';

let server: LanguageServer | null = null;

export function activate(context: vscode.ExtensionContext): void {
  server = activateShared(
    context,
    async (id, name, options) => {
      const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
      const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
      return new LanguageClient(id, name, { module, transport: TransportKind.ipc }, options);
    },
    vscode.Uri.file(homedir()),
  );
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
