import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver';
import { TextDocumentSyncKind } from 'vscode-languageserver';
import { CODE_ACTION_KINDS, SEMANTIC_TOKENS_LEGEND } from './service.js';

/** Whether a client asks for diagnostics by itself; to others they are sent. */
export function pullsDiagnostics({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.diagnostic !== undefined;
}

/** Whether a client takes code actions that are more than commands. */
export function readsCodeActions({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
}

/** Whether a client can be told what became different since the last tokens. */
function readsTokenDeltas({ textDocument }: ClientCapabilities): boolean {
  const full = textDocument?.semanticTokens?.requests.full;
  return typeof full === 'object' && full.delta === true;
}

/**
 * What the server offers to a client. One that declares nothing is offered everything that needs nothing: the tokens'
 * legend is the same for all, so that an editor which names no token types can still map them.
 */
export function capabilitiesFor(client: ClientCapabilities): ServerCapabilities {
  return {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    codeLensProvider: { resolveProvider: true },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    documentLinkProvider: {},
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    inlayHintProvider: true,
    callHierarchyProvider: true,
    workspaceSymbolProvider: true,
    codeActionProvider: readsCodeActions(client) ? { codeActionKinds: [...CODE_ACTION_KINDS] } : true,
    semanticTokensProvider: {
      legend: SEMANTIC_TOKENS_LEGEND,
      full: readsTokenDeltas(client) ? { delta: true } : true,
      range: true,
    },
    ...(pullsDiagnostics(client)
      ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } }
      : {}),
  };
}
