import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClientCapabilities } from 'vscode-languageserver';
import { capabilitiesFor } from '../../server/src/capabilities.js';
import { SEMANTIC_TOKENS_LEGEND } from '../../server/src/service.js';

const textDocument = (part: ClientCapabilities['textDocument']): ClientCapabilities => ({ textDocument: part ?? {} });

describe('what a client is offered', () => {
  test('the same legend, whatever token types it names', () => {
    const naming = (tokenTypes: string[]): ClientCapabilities =>
      textDocument({ semanticTokens: { requests: { full: true }, tokenTypes, tokenModifiers: [], formats: [] } });
    for (const client of [{}, naming([]), naming(['keyword', 'regexp'])]) {
      assert.deepEqual(capabilitiesFor(client).semanticTokensProvider, {
        legend: SEMANTIC_TOKENS_LEGEND,
        full: true,
        range: true,
      });
    }
  });

  test('diagnostics on asking, if it asks for diagnostics at all', () => {
    assert.equal(capabilitiesFor({}).diagnosticProvider, undefined);
    assert.deepEqual(capabilitiesFor(textDocument({ diagnostic: {} })).diagnosticProvider, {
      interFileDependencies: false,
      workspaceDiagnostics: false,
    });
  });

  test('kinds of code actions, if it can read them', () => {
    assert.equal(capabilitiesFor({}).codeActionProvider, true);
    const codeActionLiteralSupport = { codeActionKind: { valueSet: [] } };
    assert.deepEqual(capabilitiesFor(textDocument({ codeAction: { codeActionLiteralSupport } })).codeActionProvider, {
      codeActionKinds: ['quickfix', 'dumplens'],
    });
  });
});
