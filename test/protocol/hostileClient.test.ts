/** A client that asks of places, documents and things that there are not: it gets nothing, and harms nobody. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CodeLens, Hover, Position } from 'vscode-languageserver/node';
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  CodeLensResolveRequest,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DocumentHighlightRequest,
  HoverRequest,
  ReferencesRequest,
} from 'vscode-languageserver/node';
import { LanguageServer } from '../helpers/languageServer.js';
import { readSample } from '../helpers/samples.js';
import { cursorIn } from '../helpers/text.js';

const uri = 'file:///screen.psod';
const screen = readSample('psod-spin-count.psod');

const AT_A_PLACE = [
  HoverRequest.method,
  DefinitionRequest.method,
  ReferencesRequest.method,
  DocumentHighlightRequest.method,
  CallHierarchyPrepareRequest.method,
] as const;

const NOWHERE: readonly Position[] = [
  { line: -1, character: -7 },
  { line: 1e9, character: 1e9 },
  { line: 0, character: 1e9 },
  { line: 4.5, character: 0.5 },
];

const isNothing = (answer: unknown): boolean => answer === null || (Array.isArray(answer) && answer.length === 0);

describe('a client that asks for what there is not', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
    await server.open(uri, screen);
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  const ask = (method: string, params: object): Promise<unknown> => server.connection.sendRequest(method, params);

  for (const method of AT_A_PLACE) {
    test(`${method}: nothing at a place that no text has`, async () => {
      for (const position of NOWHERE) {
        const answer = await ask(method, { textDocument: { uri }, position, context: { includeDeclaration: true } });
        assert.ok(isNothing(answer), `${JSON.stringify(position)}: ${JSON.stringify(answer)}`);
      }
    });

    test(`${method}: nothing of a document that was never opened, nor without a place`, async () => {
      const [position] = NOWHERE;
      assert.ok(isNothing(await ask(method, { textDocument: { uri: 'file:///nowhere.psod' }, position })));
      assert.ok(isNothing(await ask(method, { textDocument: { uri } })));
    });
  }

  test('lenses that it made up say nothing', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    for (const data of [
      { uri, crash: 99, part: 'stack', at: 0 },
      { uri, crash: 0, part: 'stack', at: -4 },
      { uri, crash: 0, part: 'constructor', at: 0 },
      { uri: 'file:///nowhere.psod', crash: 0, part: 'wait', at: 0 },
      7,
    ]) {
      const lens = (await ask(CodeLensResolveRequest.method, { range, data })) as CodeLens;
      assert.equal(lens.command?.title ?? '', '');
    }
  });

  test('parties that it made up wait for nobody', async () => {
    for (const method of [CallHierarchyIncomingCallsRequest.method, CallHierarchyOutgoingCallsRequest.method]) {
      for (const item of [{ uri, name: 'nobody' }, { uri, data: { crash: 99, wait: 99 } }, {}]) {
        assert.ok(isNothing(await ask(method, { item })));
      }
    }
  });

  test('what it asks after that is answered as ever', async () => {
    const { connection } = server;
    const textDocument = { uri: 'file:///nowhere.psod', version: 2 };
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [{ text: 'a' }],
    });
    await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
    const position = cursorIn(screen, '⟦SP_WaitLock⟧');
    const hover = (await ask(HoverRequest.method, { textDocument: { uri }, position })) as Hover;
    assert.match(JSON.stringify(hover.contents), /SP_WaitLock · vmkernel/);
  });
});
