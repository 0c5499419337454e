/** Documents that change or go while they are asked about: an answer fits the text that was asked about, or there is none. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  DidChangeTextDocumentNotification,
  HoverRequest,
  LSPErrorCodes,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import { LanguageServer } from '../helpers/languageServer.js';
import { readSample } from '../helpers/samples.js';
import { placeIn } from '../helpers/text.js';

const screen = readSample('psod-spin-count.psod');
const ROUNDS = 10;
const KEYS = 40;
const LONG = 50;
const BEGINNING = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
/** More than the server keeps in whole. */
const MANY = 30;

describe('changing documents', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  test('a question is answered for the text that it was asked about, or not at all', async () => {
    const textDocument = { uri: 'file:///moving.psod' };
    const long = 'file:///long.psod';
    await server.open(textDocument.uri, screen);
    const { start } = placeIn(screen, '⟦SP_WaitLock⟧');
    const refusals: unknown[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // While this one is read, the question and the change gather before the door.
      const busy = server.open(long, screen.repeat(LONG));
      // Each round moves the text down by one line.
      const position = { line: start.line + round, character: start.character };
      const asked = server.connection.sendRequest(HoverRequest.type, { textDocument, position });
      const changed = server.change(textDocument.uri, round + 2, [{ range: BEGINNING, text: '\n' }]);
      await asked.then(
        (hover) => assert.match(JSON.stringify(hover?.contents), /^.*SP_WaitLock · /),
        (error: unknown) => refusals.push(error),
      );
      await Promise.all([busy, changed]);
      await server.close(long);
    }
    assert.ok(refusals.length > 0, 'no text changed in time');
    for (const refusal of refusals) {
      assert.equal((refusal as { readonly code?: unknown }).code, LSPErrorCodes.ContentModified);
    }
  });

  test('a long text is not read anew at every key', async () => {
    const uri = 'file:///typed.psod';
    await server.open(uri, screen.repeat(LONG));
    const keys = Array.from({ length: KEYS }, (_, index) =>
      server.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version: index + 2 },
        contentChanges: [{ range: BEGINNING, text: 'x' }],
      }),
    );
    await Promise.all(keys);
    const { crashes } = await server.caseOf(uri, KEYS + 1);
    assert.equal(crashes.length, LONG);
    const readings = server.told.filter((each) => each.uri === uri).length;
    assert.ok(readings <= KEYS / 4, `read ${readings} times`);
  });

  test('to look for a crash reads no text anew, however many are open', async () => {
    const wanted = 'file:///wanted.psod';
    await server.open(wanted, screen.replaceAll('pathListLock', 'rareLock'));
    for (let index = 0; index < MANY; index++) await server.open(`file:///many/${index}.psod`, screen);
    const look = async () => {
      const found = await server.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'rareLock' });
      return found?.map(({ location: { uri } }) => uri);
    };
    const readBefore = server.told.length;
    assert.deepEqual(await look(), [wanted]);
    assert.equal(server.told.length, readBefore);
    await server.change(wanted, 2, [{ text: screen }]);
    assert.deepEqual(await look(), []);
    await server.change(wanted, 3, [{ text: screen.replaceAll('pathListLock', 'rareLock') }]);
    assert.deepEqual(await look(), [wanted]);
    await server.close(wanted);
    assert.deepEqual(await look(), []);
  });
});
