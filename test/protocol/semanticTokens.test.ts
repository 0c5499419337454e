import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SemanticTokensRangeRequest, SemanticTokensRequest } from 'vscode-languageserver/node';
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
      assert.deepEqual(whole, findSemanticTokens(opened));
      assert.deepEqual(part, findSemanticTokens(opened, range));
      assert.ok(findSemanticTokens(opened, range).data.length < findSemanticTokens(opened).data.length);
    });
  }

  test('a document that is not open has none', async () => {
    const textDocument = { uri: 'file:///elsewhere.psod' };
    assert.deepEqual(await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument }), { data: [] });
  });
});
