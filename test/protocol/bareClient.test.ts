/** What a client gets that declares little or nothing, and what it gets once it declares more. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClientCapabilities, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import {
  CodeActionRequest,
  CodeActionTriggerKind,
  CodeLensRefreshRequest,
  CodeLensRequest,
  ConfigurationRequest,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DocumentDiagnosticRequest,
  InlayHintRefreshRequest,
  InlayHintRequest,
  PublishDiagnosticsNotification,
} from 'vscode-languageserver/node';
import { findDiagnostics, openCase } from '../../server/src/service.js';
import { EVERYWHERE } from '../helpers/ask.js';
import type { ServerOptions } from '../helpers/languageServer.js';
import { LanguageServer } from '../helpers/languageServer.js';
import { readSample } from '../helpers/samples.js';
import { lineOf } from '../helpers/text.js';

const URI = 'file:///screen.psod';
const textDocument = { uri: URI };
const screen = readSample('psod-spin-count.psod');
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A server, and the diagnostics that it sends unasked. */
async function withServer(
  options: ServerOptions,
  act: (server: LanguageServer, sent: Inbox<PublishDiagnosticsParams>) => Promise<void>,
): Promise<void> {
  const server = await LanguageServer.start(options);
  const sent = new Inbox<PublishDiagnosticsParams>();
  server.connection.onNotification(PublishDiagnosticsNotification.type, (params) => sent.put(params));
  try {
    await act(server, sent);
  } finally {
    assert.equal(await server.stop(), 0);
  }
}

/** What arrives, in its order. */
class Inbox<Message> {
  readonly all: Message[] = [];
  private waiting: (() => void)[] = [];

  put(message: Message): void {
    this.all.push(message);
    this.waiting.forEach((resume) => resume());
    this.waiting = [];
  }

  /** The first message for which `isWanted` holds, as soon as it is there. */
  async find(isWanted: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.all.find(isWanted);
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}

const expected = plain(findDiagnostics(openCase(screen), null)) as unknown[];

describe('diagnostics', () => {
  test('are sent to a client that cannot ask, after each change and once more, empty, at the end', async () => {
    await withServer({}, async (server, sent) => {
      await server.open(URI, screen);
      assert.deepEqual((await sent.find(({ version }) => version === 1)).diagnostics, expected);
      await server.change(URI, 2, [{ text: 'prose' }]);
      assert.deepEqual((await sent.find(({ version }) => version === 2)).diagnostics, []);
      await server.close(URI);
      assert.deepEqual((await sent.find(({ version }) => version === undefined)).diagnostics, []);
    });
  });

  test('are never sent to a client that asks', async () => {
    await withServer({ capabilities: { textDocument: { diagnostic: {} } } }, async (server, sent) => {
      await server.open(URI, screen);
      const report = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
      assert.deepEqual(report, { kind: 'full', items: expected });
      await server.change(URI, 2, [{ text: 'prose' }]);
      await server.close(URI);
      const closed = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
      assert.deepEqual(closed, { kind: 'full', items: [] });
      assert.deepEqual(sent.all, []);
    });
  });

  test('lead to explanations where the client says where these are', async () => {
    const initializationOptions = { explanation: 'https://example.com/#{code}' };
    await withServer({ initializationOptions }, async (server, sent) => {
      await server.open(URI, screen);
      const { diagnostics } = await sent.find(({ version }) => version === 1);
      assert.equal(diagnostics[0]?.codeDescription?.href, 'https://example.com/#unreliable-symbols');
    });
  });

  test('stay away where they are switched off, and come when they are switched on', async () => {
    let enabled = false;
    const options: ServerOptions = {
      capabilities: { workspace: { configuration: true } },
      configuration: () => ({ diagnostics: { enabled } }),
    };
    await withServer(options, async (server, sent) => {
      await server.open(URI, screen);
      assert.deepEqual((await sent.find(({ version }) => version === 1)).diagnostics, []);
      enabled = true;
      await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      assert.deepEqual((await sent.find(({ diagnostics }) => diagnostics.length > 0)).diagnostics, expected);
    });
  });
});

describe('inlay hints', () => {
  const options = (inlayHints: unknown): ServerOptions => ({
    capabilities: { workspace: { configuration: true } },
    configuration: () => (inlayHints === undefined ? null : { inlayHints }),
  });
  const linesWithHints = async (server: LanguageServer): Promise<readonly number[]> => {
    await server.open(URI, screen);
    const hints = await server.connection.sendRequest(InlayHintRequest.type, { textDocument, range: EVERYWHERE });
    return (hints ?? []).map(({ position }) => position.line);
  };
  const [uptime, waiting] = [lineOf(screen, 'VMK uptime'), lineOf(screen, 'SP_WaitLock')];

  test('a client that answers null has those for values', async () => {
    await withServer(options(undefined), async (server) => {
      assert.deepEqual(await linesWithHints(server), [uptime]);
    });
  });

  test('so has a client that answers null for all that it is asked', async () => {
    await withServer(options(undefined), async (server) => {
      server.connection.onRequest(ConfigurationRequest.method, () => null);
      assert.deepEqual(await linesWithHints(server), [uptime]);
    });
  });

  test('those for roles come and those for values go by setting', async () => {
    await withServer(options({ values: false, roles: true }), async (server) => {
      const lines = await linesWithHints(server);
      assert.ok(lines.includes(waiting) && !lines.includes(uptime));
    });
  });
});

describe('code actions', () => {
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } };
  const ask = async (server: LanguageServer, triggerKind?: CodeActionTriggerKind, at = range) => {
    await server.open(URI, screen);
    const context = { diagnostics: [], ...(triggerKind === undefined ? {} : { triggerKind }) };
    return server.connection.sendRequest(CodeActionRequest.type, { textDocument, range: at, context });
  };
  const initializationOptions = { commands: ['dumplens.copySignature'] };
  const command = { title: 'Copy signature', command: 'dumplens.copySignature', arguments: [URI, 0] };

  test('a client that carries out no commands of ours is offered none', async () => {
    await withServer({}, async (server) => {
      assert.deepEqual(await ask(server), []);
    });
  });

  test('one that takes commands only is given these', async () => {
    await withServer({ initializationOptions }, async (server) => {
      assert.deepEqual(await ask(server), [command]);
    });
  });

  test('one that takes actions is given actions, unasked only at the head of a crash', async () => {
    const codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };
    const capabilities: ClientCapabilities = { textDocument: { codeAction } };
    await withServer({ capabilities, initializationOptions }, async (server) => {
      const action = { title: 'Copy signature', kind: 'dumplens', command };
      const below = { start: { line: 12, character: 0 }, end: { line: 12, character: 0 } };
      assert.deepEqual(await ask(server, CodeActionTriggerKind.Invoked, below), [action]);
      assert.deepEqual(await ask(server, CodeActionTriggerKind.Automatic), [action]);
      assert.deepEqual(await ask(server, CodeActionTriggerKind.Automatic, below), []);
    });
  });
});

describe('a changed setting', () => {
  test('makes the server ask for a renewal of what the client can renew, and of nothing else', async () => {
    const workspace = { inlayHint: { refreshSupport: true }, diagnostics: { refreshSupport: true } };
    const capabilities: ClientCapabilities = { workspace, textDocument: { diagnostic: {} } };
    await withServer({ capabilities }, async (server) => {
      const asked = new Inbox<string>();
      for (const { method } of [InlayHintRefreshRequest.type, DiagnosticRefreshRequest.type]) {
        server.connection.onRequest(method, () => asked.put(method));
      }
      await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      await asked.find((method) => method === InlayHintRefreshRequest.method);
      await asked.find((method) => method === DiagnosticRefreshRequest.method);
    });
  });

  test('is what the server asks to be told of, where it can ask', async () => {
    const capabilities: ClientCapabilities = { workspace: { didChangeConfiguration: { dynamicRegistration: true } } };
    await withServer({ capabilities }, async (server) => {
      await server.open(URI, screen);
      assert.deepEqual(server.registered, [DidChangeConfigurationNotification.method]);
    });
    await withServer({}, async (server) => {
      await server.open(URI, screen);
      assert.deepEqual(server.registered, []);
    });
  });

  test('asks nothing of a client that renews nothing', async () => {
    await withServer({}, async (server) => {
      const asked: string[] = [];
      for (const { method } of [
        CodeLensRefreshRequest.type,
        InlayHintRefreshRequest.type,
        DiagnosticRefreshRequest.type,
      ]) {
        server.connection.onRequest(method, () => asked.push(method));
      }
      await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      await server.open(URI, screen);
      await server.connection.sendRequest(CodeLensRequest.type, { textDocument });
      assert.deepEqual(asked, []);
    });
  });
});
