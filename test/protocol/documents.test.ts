import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  CodeLensRequest,
  CodeLensResolveRequest,
  DefinitionRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
} from 'vscode-languageserver/node';
import { LanguageServer } from '../helpers/languageServer.js';
import { readSample } from '../helpers/samples.js';
import { placeIn } from '../helpers/text.js';

const screen = readSample('psod-spin-count.psod');

describe('documents', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  const firstLens = async (uri: string): Promise<string | undefined> => {
    const lenses = await server.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    const [lens] = lenses ?? [];
    return lens && (await server.connection.sendRequest(CodeLensResolveRequest.type, lens)).command?.title;
  };

  test('the verdict follows a change of the whole text', async () => {
    const uri = 'file:///whole.psod';
    await server.open(uri, screen);
    assert.match((await firstLens(uri)) ?? '', /pathListLock/);
    const told = await server.change(uri, 2, [{ text: screen.replaceAll('pathListLock', 'otherLock') }]);
    assert.match(told.crashes[0]?.headline ?? '', /otherLock/);
    assert.match((await firstLens(uri)) ?? '', /otherLock/);
  });

  test('the verdict follows a change of one word', async () => {
    const uri = 'file:///word.psod';
    await server.open(uri, screen);
    const range = placeIn(screen, '^Spin count exceeded (⟦pathListLock⟧)');
    await server.change(uri, 2, [{ range, text: 'busLock' }]);
    assert.match((await firstLens(uri)) ?? '', /busLock/);
  });

  test('a crash can come and go', async () => {
    const uri = 'file:///comes.psod';
    const empty = await server.open(uri, '');
    assert.deepEqual([empty.dialect, empty.crashes, empty.remark], [null, [], 'No crash was found in this text.']);
    assert.equal((await server.change(uri, 2, [{ text: screen }])).crashes.length, 1);
    assert.deepEqual((await server.change(uri, 3, [{ text: 'prose' }])).crashes, []);
    assert.equal(await firstLens(uri), undefined);
  });

  test('documents do not mix', async () => {
    await server.open('file:///one.psod', screen);
    await server.open('file:///other.txt', readSample('windbg-0x133.txt'), 'windbg');
    assert.match((await firstLens('file:///one.psod')) ?? '', /victim/);
    assert.match((await firstLens('file:///other.txt')) ?? '', /Firmware/);
  });

  test('a closed or unknown document has quiet answers', async () => {
    const uri = 'file:///closed.psod';
    await server.open(uri, screen);
    await server.close(uri);
    for (const textDocument of [{ uri }, { uri: 'file:///never-opened.psod' }]) {
      const position = { line: 11, character: 20 };
      assert.deepEqual(await server.connection.sendRequest(CodeLensRequest.type, { textDocument }), []);
      assert.equal(await server.connection.sendRequest(HoverRequest.type, { textDocument, position }), null);
      assert.deepEqual(await server.connection.sendRequest(DefinitionRequest.type, { textDocument, position }), []);
      assert.deepEqual(await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument }), []);
      assert.deepEqual(await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument }), []);
    }
  });

  test('a place behind the end of the text has no hover', async () => {
    const uri = 'file:///places.psod';
    await server.open(uri, screen);
    const position = { line: 99_999, character: 99_999 };
    assert.equal(await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }), null);
  });
});
