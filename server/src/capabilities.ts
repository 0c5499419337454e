import type {
  ClientCapabilities,
  CompletionOptions,
  DocumentSelector,
  RelativePattern,
  ServerCapabilities,
} from 'vscode-languageserver';
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

/** Whether a client shows Markdown at a word; one that does not say shows what it gets, marks and all. */
export function readsMarkdown({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.hover?.contentFormat?.includes('markdown') === true;
}

/** Whether a client is told which words lead somewhere, besides where they lead. */
export function readsLinks({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.definition?.linkSupport === true;
}

/** Whether a client shows an outline as a tree. */
export function readsTrees({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
}

/** Whether a client can be told what became different since the last tokens. */
function readsTokenDeltas({ textDocument }: ClientCapabilities): boolean {
  const full = textDocument?.semanticTokens?.requests.full;
  return typeof full === 'object' && full.delta === true;
}

/** Whether a client can be asked, while it runs, for documents that it does not send by itself. */
export function registersPacks({ textDocument }: ClientCapabilities): boolean {
  const { synchronization, completion, hover } = textDocument ?? {};
  return [synchronization, completion, hover].every((feature) => feature?.dynamicRegistration === true);
}

/** After a blank, a dash or an opening mark something may be offered; editors ask at letters by themselves. */
export const COMPLETION_OPTIONS: CompletionOptions = { triggerCharacters: [' ', '-', '"', "'", '[', '{', ','] };

/** The languages that an editor may have for a pack; as a dump's it is sent anyhow. */
const PACK_LANGUAGES = ['yaml', 'json', 'jsonc', 'plaintext'];
const PACK_FOLDER_FILES = '**/.dumplens/*.{json,yaml,yml}';

/** A file by its name in its folder; brackets and stars in the name stand for themselves. */
function patternOf(uri: string): RelativePattern {
  const at = uri.lastIndexOf('/') + 1;
  const name = decodeURIComponent(uri.slice(at)).replace(/[*?[{]/g, '[$&]');
  return { baseUri: uri.slice(0, at), pattern: name };
}

/** The documents that are packs: those in folders of packs, and the files that a setting names. */
export function packSelector(elsewhere: readonly string[]): DocumentSelector {
  const patterns = [PACK_FOLDER_FILES, ...elsewhere.map(patternOf)];
  return patterns.flatMap((pattern) => PACK_LANGUAGES.map((language) => ({ language, pattern })));
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
    // Who can be asked for packs later is not to ask for completion in dumps.
    ...(registersPacks(client) ? {} : { completionProvider: COMPLETION_OPTIONS }),
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
