import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  InitializeParams,
  InitializeResult,
  ServerCapabilities,
} from 'vscode-languageserver';
import {
  CodeLensRefreshRequest,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ExportParams, ReportParams } from './protocol.js';
import { CASE_NOTIFICATION, EXPORT_REQUEST, REPORT_REQUEST } from './protocol.js';
import type { Case } from './service.js';
import {
  findCodeLenses,
  findDefinition,
  findDocumentSymbols,
  findFoldingRanges,
  findHighlights,
  findHover,
  findReferences,
  findSemanticTokens,
  openCase,
  SEMANTIC_TOKENS_LEGEND,
} from './service.js';
import { CaseCache } from './session/cases.js';
import { answerExport, answerReport, describeCase } from './session/requests.js';
import { SettingsCache } from './session/settings.js';

const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  codeLensProvider: {},
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: true, range: true },
};

/** Lets the messages that are waiting come in, a cancellation among them. */
const yieldToMessages = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

type Handler<Params, Result> = (params: Params, token: CancellationToken) => Promise<Result | ResponseError>;

/** Makes a request handler out of a function on a case. */
type Answer = <Params extends DocumentParams, Result>(
  empty: Result,
  handle: (opened: Case, params: Params) => Result | Promise<Result>,
) => Handler<Params, Result>;

/** One line a feature. */
function bindFeatures(connection: Connection, answer: Answer, settings: SettingsCache): void {
  connection.onCodeLens(
    answer([], async (opened, { textDocument: { uri } }) =>
      (await settings.get(uri)).codeLens ? findCodeLenses(opened, uri) : [],
    ),
  );
  connection.onHover(answer(null, (opened, { textDocument: { uri }, position }) => findHover(opened, uri, position)));
  connection.onDefinition(
    answer([], (opened, { textDocument: { uri }, position }) => findDefinition(opened, uri, position)),
  );
  connection.onReferences(
    answer([], (opened, { textDocument: { uri }, position }) => findReferences(opened, uri, position)),
  );
  connection.onDocumentHighlight(answer([], (opened, { position }) => findHighlights(opened, position)));
  connection.onDocumentSymbol(answer([], (opened) => findDocumentSymbols(opened)));
  connection.onFoldingRanges(answer([], (opened) => findFoldingRanges(opened)));
  const { semanticTokens } = connection.languages;
  semanticTokens.on(answer({ data: [] }, (opened) => findSemanticTokens(opened)));
  semanticTokens.onRange(answer({ data: [] }, (opened, { range }) => findSemanticTokens(opened, range)));
}

/** Our own requests; they also serve texts that were never opened here. */
function bindReports(connection: Connection, documents: TextDocuments<TextDocument>, cases: CaseCache): void {
  const caseOf = ({ uri, text }: Pick<ReportParams, 'uri' | 'text'>): readonly [Case, number] => {
    const document = documents.get(uri);
    return document ? [cases.get(document), document.version] : [openCase(text ?? ''), 0];
  };
  connection.onRequest(REPORT_REQUEST, (params: ReportParams) => {
    const [opened, version] = caseOf(params);
    return answerReport(opened, params, version);
  });
  connection.onRequest(EXPORT_REQUEST, (params: ExportParams) => answerExport(caseOf(params)[0], params));
}

/** Wires a connection to the service: capabilities, documents, features. */
export function startServer(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const cases = new CaseCache((source, opened, duration) => {
    void connection.sendNotification(CASE_NOTIFICATION, describeCase(opened, source.uri, source.version, duration));
  });
  let client: ClientCapabilities = {};
  const settings = new SettingsCache((uri) =>
    client.workspace?.configuration
      ? connection.workspace.getConfiguration({ scopeUri: uri, section: 'dumplens' })
      : Promise.resolve(null),
  );

  /** A closed document, a cancelled request and a failure all have a quiet answer. */
  const answer: Answer = (empty, handle) => async (params, token) => {
    await yieldToMessages();
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
    const document = documents.get(params.textDocument.uri);
    if (!document) return empty;
    try {
      return await handle(cases.get(document), params);
    } catch (error) {
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return empty;
    }
  };

  connection.onInitialize(({ capabilities }: InitializeParams): InitializeResult => {
    client = capabilities;
    return { capabilities: CAPABILITIES, serverInfo: { name: 'Dump Lens' } };
  });
  connection.onDidChangeConfiguration(() => {
    settings.clear();
    if (client.workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
  });
  documents.onDidChangeContent(({ document }) => cases.get(document));
  documents.onDidClose(({ document }) => {
    cases.drop(document.uri);
    settings.drop(document.uri);
  });

  bindFeatures(connection, answer, settings);
  bindReports(connection, documents, cases);
  documents.listen(connection);
  connection.listen();
}
