/** How the server gets on with different clients: their settings, their impatience, their leaving. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeLens } from 'vscode-languageserver/node';
import {
  CancellationTokenSource,
  CodeLensRefreshRequest,
  CodeLensRequest,
  DidChangeConfigurationNotification,
  HoverRequest,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import type { ServerOptions } from '../helpers/languageServer.js';
import { LanguageServer } from '../helpers/languageServer.js';
import { readSample } from '../helpers/samples.js';

const URI = 'file:///screen.psod';
const textDocument = { uri: URI };
const screen = readSample('psod-spin-count.psod');
const LONG = 50;

async function withServer(options: ServerOptions, act: (server: LanguageServer) => Promise<void>): Promise<void> {
  const server = await LanguageServer.start(options);
  try {
    await server.open(URI, screen);
    await act(server);
  } finally {
    assert.equal(await server.stop(), 0);
  }
}

const lensesOf = (server: LanguageServer): Promise<CodeLens[] | null> =>
  server.connection.sendRequest(CodeLensRequest.type, { textDocument });

describe('settings', () => {
  const workspace = { configuration: true, codeLens: { refreshSupport: true } };

  test('a client without settings has lenses', async () => {
    await withServer({}, async (server) => {
      assert.equal((await lensesOf(server))?.length, 4);
    });
  });

  for (const answer of [null, {}, { codeLens: null }, { codeLens: { enabled: 'perhaps' } }]) {
    test(`a client that answers ${JSON.stringify(answer)} has lenses`, async () => {
      await withServer({ capabilities: { workspace }, configuration: () => answer }, async (server) => {
        assert.equal((await lensesOf(server))?.length, 4);
      });
    });
  }

  test('lenses that are switched off stay away; everything else is there', async () => {
    const configuration = (): unknown => ({ codeLens: { enabled: false } });
    await withServer({ capabilities: { workspace }, configuration }, async (server) => {
      assert.deepEqual(await lensesOf(server), []);
      const hover = await server.connection.sendRequest(HoverRequest.type, {
        textDocument,
        position: { line: 11, character: 22 },
      });
      assert.notEqual(hover, null);
    });
  });

  test('the setting is asked for each document', async () => {
    const asked: (string | undefined)[] = [];
    const configuration = (uri: string | undefined): unknown => {
      asked.push(uri);
      return null;
    };
    await withServer({ capabilities: { workspace }, configuration }, async (server) => {
      await lensesOf(server);
      await lensesOf(server);
      assert.deepEqual(asked, [URI]);
    });
  });

  test('a changed setting is asked for anew, and the lenses with it', async () => {
    let enabled = true;
    const configuration = (): unknown => ({ codeLens: { enabled } });
    await withServer({ capabilities: { workspace }, configuration }, async (server) => {
      assert.equal((await lensesOf(server))?.length, 4);
      const refreshed = new Promise<void>((resolve) => {
        server.connection.onRequest(CodeLensRefreshRequest.type, () => resolve());
      });
      enabled = false;
      await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      await refreshed;
      assert.deepEqual(await lensesOf(server), []);
    });
  });
});

describe('cancelling', () => {
  test('a request that is cancelled at once is answered with that', async () => {
    await withServer({}, async (server) => {
      const source = new CancellationTokenSource();
      // While this one is read, the request and its cancelling gather before the door.
      const busy = server.open('file:///long.psod', screen.repeat(LONG));
      const answer = server.connection.sendRequest(CodeLensRequest.type, { textDocument }, source.token);
      source.cancel();
      await assert.rejects(
        answer,
        (error) => error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled,
      );
      await busy;
      assert.equal((await lensesOf(server))?.length, 4, 'the next one is answered');
    });
  });
});

describe('leaving', () => {
  test('shut down and exit end the process with status 0', async () => {
    const server = await LanguageServer.start();
    assert.equal(await server.stop(), 0);
  });

  test('an exit without shutting down ends it with status 1', async () => {
    const server = await LanguageServer.start();
    assert.equal(await server.exit(), 1);
  });
});
