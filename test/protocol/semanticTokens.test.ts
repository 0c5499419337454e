import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver/node';
import {
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver/node';
import { findSemanticTokens, openCase, SEMANTIC_TOKENS_LEGEND } from '../../server/src/service.js';
import { LanguageServer } from '../helpers/languageServer.js';
import { readSample, SAMPLES } from '../helpers/samples.js';

describe('semantic tokens of the built server', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  test('a client that names no token types is told the same ones', () => {
    assert.deepEqual(server.ready.capabilities.semanticTokensProvider, {
      legend: SEMANTIC_TOKENS_LEGEND,
      full: true,
      range: true,
    });
  });

  for (const sample of SAMPLES) {
    test(`${sample}: the whole and a part are those of the library`, async () => {
      const text = readSample(sample);
      const opened = openCase(text);
      const textDocument = { uri: `file:///samples/${sample}` };
      const range = { start: { line: 4, character: 0 }, end: { line: 20, character: 0 } };
      await server.open(textDocument.uri, text);
      const whole = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
      const part = await server.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range });
      assert.deepEqual(whole?.data, findSemanticTokens(opened).data);
      assert.deepEqual(part, findSemanticTokens(opened, range));
      assert.ok(findSemanticTokens(opened, range).data.length < findSemanticTokens(opened).data.length);
    });
  }

  test('a document that is not open has none', async () => {
    const textDocument = { uri: 'file:///elsewhere.psod' };
    assert.deepEqual(await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument }), { data: [] });
  });
});

describe('a client that takes differences', () => {
  let server: LanguageServer;
  before(async () => {
    const requests = { full: { delta: true }, range: true };
    const semanticTokens = { requests, tokenTypes: [], tokenModifiers: [], formats: [] };
    server = await LanguageServer.start({ capabilities: { textDocument: { semanticTokens } } });
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  const uri = 'file:///growing.psod';
  const textDocument = { uri };
  const screen = readSample('psod-spin-count.psod');
  const whole = async (): Promise<SemanticTokens> => {
    const tokens = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    assert.ok(tokens);
    return tokens;
  };
  const since = (previousResultId: string): Promise<SemanticTokens | SemanticTokensDelta | null> =>
    server.connection.sendRequest(SemanticTokensDeltaRequest.type, { textDocument, previousResultId });

  test('is offered them', () => {
    assert.deepEqual(server.ready.capabilities.semanticTokensProvider?.full, { delta: true });
  });

  test('gets a few numbers after a change, which make the new tokens of the old ones', async () => {
    await server.open(uri, screen);
    const { resultId = '', data } = await whole();
    const changed = screen.replace('pathListLock', 'busListLock');
    await server.change(uri, 2, [{ text: changed }]);
    const delta = await since(resultId);
    assert.ok(delta && 'edits' in delta);
    const [edit, ...others] = delta.edits;
    assert.ok(edit);
    assert.deepEqual(others, []);
    assert.ok((edit.data?.length ?? 0) < 10, 'one word became shorter');
    const patched = data.toSpliced(edit.start, edit.deleteCount, ...(edit.data ?? []));
    assert.deepEqual(patched, findSemanticTokens(openCase(changed)).data);
  });

  test('gets no edit where nothing changed, and everything where it names what is not known', async () => {
    const { resultId = '', data } = await whole();
    assert.deepEqual(await since(resultId), {
      resultId: String(Number(resultId) + 1),
      edits: [],
    });
    const unknown = await since('of another server');
    assert.ok(unknown && 'data' in unknown);
    assert.deepEqual(unknown.data, data);
  });
});
