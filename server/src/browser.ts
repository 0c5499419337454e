import { inflateSync, strFromU8 } from 'fflate/browser';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { providePacks } from './knowledge/packs.provided.js';
import { startServer } from './server.js';

declare const self: DedicatedWorkerGlobalScope;

// A worker reads no files: the client hands the packs over at the start.
startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), ({ packs }) => {
  if (packs instanceof Uint8Array) {
    providePacks(
      () => packs,
      (part) => strFromU8(inflateSync(part), true),
    );
  }
});

// As in Node, where a promise that fails unnoticed ends the process.
self.addEventListener('unhandledrejection', ({ reason }) => {
  self.reportError(reason);
});
