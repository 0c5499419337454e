import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClientCapabilities } from 'vscode-languageserver';
import { capabilitiesFor, packSelector } from '../../server/src/capabilities.js';
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

  test('completion at once, unless it can be asked for packs alone', () => {
    const dynamic = { dynamicRegistration: true };
    const asked = textDocument({ synchronization: dynamic, completion: dynamic, hover: dynamic });
    assert.ok(capabilitiesFor({}).completionProvider);
    assert.ok(capabilitiesFor(textDocument({ completion: dynamic })).completionProvider);
    assert.equal(capabilitiesFor(asked).completionProvider, undefined);
  });
});

describe('the documents that are packs', () => {
  test('are those in folders of packs and those of the setting, in the languages of packs only', () => {
    const filters = packSelector(['file:///srv/packs/my%20pack%5B1%5D.json']) as {
      language: string;
      pattern: unknown;
    }[];
    assert.deepEqual(
      filters.filter(({ language }) => language === 'yaml').map(({ pattern }) => pattern),
      ['**/.dumplens/*.{json,yaml,yml}', { baseUri: 'file:///srv/packs/', pattern: 'my pack[[]1].json' }],
    );
    assert.deepEqual([...new Set(filters.map(({ language }) => language))], ['yaml', 'json', 'jsonc', 'plaintext']);
  });
});
