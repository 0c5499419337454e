import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { providePacks } from './knowledge/packs.browser.js';
import { startServer } from './server.js';

declare const self: DedicatedWorkerGlobalScope;

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), ({ packs }) => {
  if (packs instanceof Uint8Array) providePacks(packs);
});
