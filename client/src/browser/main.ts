/** Where VS Code runs extensions in a web worker: in a browser without a machine behind it. */
import * as vscode from 'vscode';
import { activateShared } from '../activate.js';
import type { MessageTransports } from 'vscode-languageclient';
import type { LanguageServer } from '../languageServer.js';

let server: LanguageServer | null = null;
let worker: Worker | null = null;

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').toString(true);
  server = activateShared(
    context,
    async (id, name, options) => {
      const { BrowserMessageWriter, LanguageClient } = await import('vscode-languageclient/browser');
      const { WorkerReader } = await import('./workerReader.js');
      // Reader and writer rather than the worker: VS Code replaces `Worker`, and then the library does not know it.
      const connect = (): Promise<MessageTransports> => {
        const started = startWorker(script);
        return Promise.resolve({
          reader: new WorkerReader(started),
          writer: new BrowserMessageWriter(started),
        });
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
  worker?.terminate();
}

/** A new worker; the one before it ends, which the library leaves to its user. */
function startWorker(script: string): Worker {
  worker?.terminate();
  worker = new Worker(script);
  return worker;
}
