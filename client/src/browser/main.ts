/** Where VS Code runs extensions in a web worker: in a browser without a machine behind it. */
import * as vscode from 'vscode';
import { activateShared } from '../activate.js';
import type { LanguageServer } from '../languageServer.js';
import type { ServerWorker } from './serverWorker.js';

let server: LanguageServer | null = null;
let worker: ServerWorker | null = null;

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').toString(true);
  server = activateShared(
    context,
    async (id, name, options) => {
      const { LanguageClient } = await import('vscode-languageclient/browser');
      const { ServerWorker } = await import('./serverWorker.js');
      const connect = () => {
        // The one before ends, which the library leaves to its user.
        worker?.end();
        worker = new ServerWorker(script);
        return Promise.resolve(worker.transports);
      };
      // A worker reads no files: what the server knows comes with the first request.
      const packs = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'dist', 'packs.bin'));
      const given = options.initializationOptions as object | undefined;
      return new LanguageClient(id, name, connect, { ...options, initializationOptions: { ...given, packs } });
    },
    null,
  );
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  worker?.end();
}
