import type {
  ClientCapabilities,
  CodeAction,
  Command,
  CompletionList,
  Connection,
  DefinitionParams,
  DocumentDiagnosticReport,
  DocumentSymbol,
  InitializeParams,
  InitializeResult,
  Location,
  LocationLink,
  SymbolInformation,
} from 'vscode-languageserver';
import {
  CodeActionTriggerKind,
  CodeLensRefreshRequest,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  InlayHintRefreshRequest,
  SemanticTokensRefreshRequest,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createAnswers, type Answers, type DocumentParams } from './answers.js';
import {
  capabilitiesFor,
  pullsDiagnostics,
  readsCodeActions,
  readsLinks,
  readsMarkdown,
  readsTrees,
} from './capabilities.js';
import { bindPacks } from './packServer.js';
import type { ExportParams, InitializationOptions, NormaliseParams, ReportParams, SourcesParams } from './protocol.js';
import {
  CASE_NOTIFICATION,
  CRASH_REQUEST,
  DRAFT_REQUEST,
  EXPORT_REQUEST,
  NORMALISE_REQUEST,
  REPORT_REQUEST,
  SHOW_LOCATIONS_COMMAND,
  SOURCES_REQUEST,
} from './protocol.js';
import type { Case } from './service.js';
import {
  documentOfLens,
  findCodeActions,
  findCodeLenses,
  findDefinition,
  findDiagnostics,
  findDocumentLinks,
  findDocumentSymbols,
  findFoldingRanges,
  findHighlights,
  findHover,
  findInlayHints,
  findReferences,
  findSelectionRanges,
  findSemanticTokens,
  findSourcePlaces,
  findWaitedFor,
  findWaitersOf,
  findWorkspaceSymbols,
  flattenSymbols,
  openCase,
  prepareCallHierarchy,
  resolveCodeLens,
  toLocations,
} from './service.js';
import { CaseCache } from './session/cases.js';
import { OwnPacks } from './session/ownPacks.js';
import { answerCompletion, answerPackHover, readAbilities } from './session/packDocuments.js';
import { Readings } from './session/readings.js';
import {
  answerCrash,
  answerDraft,
  answerExport,
  answerNormalise,
  answerReport,
  describeCase,
} from './session/requests.js';
import { SettingsCache } from './session/settings.js';
import { SymbolIndex } from './session/symbolIndex.js';
import { TokenCache } from './session/tokenCache.js';

/** What a connection is served with. */
interface Session {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** The open documents that are no packs. */
  readonly logs: () => readonly TextDocument[];
  readonly cases: CaseCache;
  readonly readings: Readings<TextDocument>;
  readonly ownPacks: OwnPacks;
  readonly settings: SettingsCache;
  readonly tokens: TokenCache;
  readonly symbols: SymbolIndex;
  readonly answers: Answers;
  /** What the client declared and sent along; nothing before it has said so. */
  client: ClientCapabilities;
  options: InitializationOptions;
}

/** What the client can carry out. */
const commandsOf = ({ options }: Session): readonly string[] => options.commands ?? [];

/** Lenses and hints, which the reader may switch off, and hovers. One line a feature, here and below. */
function bindReading(session: Session): void {
  const { connection, settings, ownPacks, answers } = session;
  connection.onCodeLens(
    answers.of([], async (opened, { textDocument: { uri } }) =>
      (await settings.get(uri)).codeLens ? findCodeLenses(opened, uri, session.options.commands) : [],
    ),
  );
  connection.onCodeLensResolve(
    answers.at(
      documentOfLens,
      (lens) => lens,
      (opened, lens) => resolveCodeLens(opened, lens, session.options.commands),
    ),
  );
  connection.languages.inlayHint.on(
    answers.of([], async (opened, { textDocument: { uri }, range }) => {
      const { codeLens, hintRoles, hintValues } = await settings.get(uri);
      return findInlayHints(opened, range, { values: hintValues, roles: hintRoles, lenses: codeLens });
    }),
  );
  connection.onHover(
    answers.of(
      null,
      (opened, { textDocument: { uri }, position }) =>
        findHover(opened, uri, position, {
          markdown: readsMarkdown(session.client),
          jumps: commandsOf(session).includes(SHOW_LOCATIONS_COMMAND),
        }),
      (pack, { position }) =>
        answerPackHover(
          pack,
          position,
          { options: session.options, markdown: readsMarkdown(session.client) },
          ownPacks.knowledge,
        ),
    ),
  );
  connection.onDocumentLinks(answers.of([], (opened) => findDocumentLinks(opened)));
}

/** Completion, which only packs have: a log is not written. */
function bindWriting(session: Session): void {
  const { connection, cases, logs, ownPacks, answers } = session;
  const empty: CompletionList = { isIncomplete: false, items: [] };
  connection.onCompletion(
    answers.of(
      empty,
      () => empty,
      (pack, { position }) =>
        answerCompletion(pack, position, readAbilities(session.client, session.options, pack.uri), {
          knowledge: ownPacks.knowledge,
          cases: logs().flatMap((document) => cases.peek(document) ?? []),
        }),
    ),
  );
}

/** Ways through a text. */
function bindNavigation(session: Session): void {
  const { connection, symbols, answers } = session;
  connection.onDefinition(
    answers.of<DefinitionParams, LocationLink[] | Location[]>([], (opened, { textDocument: { uri }, position }) => {
      const links = findDefinition(opened, uri, position);
      return readsLinks(session.client) ? links : toLocations(links);
    }),
  );
  connection.onReferences(
    answers.of([], (opened, { textDocument: { uri }, position }) => findReferences(opened, uri, position)),
  );
  connection.onDocumentHighlight(answers.of([], (opened, { position }) => findHighlights(opened, position)));
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare(
    answers.of(null, (opened, { textDocument: { uri }, position }) => prepareCallHierarchy(opened, uri, position)),
  );
  callHierarchy.onIncomingCalls(
    answers.at(
      ({ item }) => item.uri,
      () => [],
      (opened, { item }) => findWaitersOf(opened, item),
    ),
  );
  callHierarchy.onOutgoingCalls(
    answers.at(
      ({ item }) => item.uri,
      () => [],
      (opened, { item }) => findWaitedFor(opened, item),
    ),
  );
  connection.onWorkspaceSymbol(({ query }) => symbols.find(query));
}

/** The shape of a text: outline, folds, steps of a selection, words. */
function bindStructure(session: Session): void {
  const { connection, tokens, answers } = session;
  connection.onDocumentSymbol(
    answers.of<DocumentParams, DocumentSymbol[] | SymbolInformation[]>([], (opened, { textDocument: { uri } }) => {
      const symbols = findDocumentSymbols(opened);
      return readsTrees(session.client) ? symbols : flattenSymbols(symbols, uri);
    }),
  );
  connection.onFoldingRanges(answers.of([], (opened) => findFoldingRanges(opened)));
  connection.onSelectionRanges(answers.of([], (opened, { positions }) => findSelectionRanges(opened, positions)));
  const { semanticTokens } = connection.languages;
  semanticTokens.on(
    answers.of({ data: [] }, (opened, { textDocument: { uri } }) => tokens.whole(uri, findSemanticTokens(opened))),
  );
  semanticTokens.onDelta(
    answers.of({ data: [] }, (opened, { textDocument: { uri }, previousResultId }) =>
      tokens.since(uri, previousResultId, findSemanticTokens(opened)),
    ),
  );
  semanticTokens.onRange(answers.of({ data: [] }, (opened, { range }) => findSemanticTokens(opened, range)));
}

/** What can be done with a crash. A client that takes no actions takes their commands. */
function bindActions(session: Session): void {
  const { connection, answers } = session;
  connection.onCodeAction(
    answers.of<Parameters<Parameters<Connection['onCodeAction']>[0]>[0], (CodeAction | Command)[]>(
      [],
      (opened, { textDocument: { uri }, range, context: { only, triggerKind } }) => {
        const automatic = triggerKind === CodeActionTriggerKind.Automatic;
        const actions = findCodeActions(opened, uri, range, { commands: commandsOf(session), only, automatic });
        return readsCodeActions(session.client) ? actions : actions.flatMap(({ command }) => command ?? []);
      },
    ),
  );
}

/** Diagnostics: a client that can asks for them, to others they are sent after each change. Returns how to renew them. */
function bindDiagnostics(session: Session): () => void {
  const { connection, documents, logs, cases, readings, settings, ownPacks, answers } = session;
  const find = async (opened: Case, uri: string) =>
    (await settings.get(uri)).diagnostics ? findDiagnostics(opened, session.options.explanation ?? null) : [];
  const send = async ({ uri, version }: TextDocument): Promise<void> => {
    await readings.waitFor(uri);
    const document = documents.get(uri);
    const diagnostics = document ? await find(cases.get(document), uri) : [];
    // The text may have changed or gone meanwhile.
    if (documents.get(uri)?.version === version) await connection.sendDiagnostics({ uri, version, diagnostics });
  };
  connection.languages.diagnostics.on(
    answers.of<DocumentParams, DocumentDiagnosticReport>(
      { kind: 'full', items: [] },
      async (opened, { textDocument: { uri } }) => ({ kind: 'full', items: await find(opened, uri) }),
    ),
  );
  documents.onDidChangeContent(({ document }) => {
    if (!pullsDiagnostics(session.client) && !ownPacks.isPack(document.uri)) void send(document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    if (!pullsDiagnostics(session.client) && !ownPacks.isPack(uri)) {
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  });
  return () => {
    if (!pullsDiagnostics(session.client)) logs().forEach((document) => void send(document));
    else if (session.client.workspace?.diagnostics?.refreshSupport) {
      void connection.sendRequest(DiagnosticRefreshRequest.type);
    }
  };
}

/** Our own requests; they also serve texts that were never opened here. */
function bindReports({ connection, documents, logs, cases, ownPacks }: Session): void {
  const caseOf = ({ uri, text }: Pick<ReportParams, 'uri' | 'text'>): readonly [Case, number] => {
    const document = documents.get(uri);
    return document ? [cases.get(document), document.version] : [openCase(text ?? '', ownPacks.knowledge), 0];
  };
  connection.onRequest(REPORT_REQUEST, (params: ReportParams) => {
    const [opened, version] = caseOf(params);
    // To read others anew for this would push out of the cache what the reader looks at.
    const others = logs().flatMap((document) => {
      const known = cases.peek(document);
      return known ? [{ uri: document.uri, opened: known }] : [];
    });
    return answerReport(opened, params, version, others);
  });
  connection.onRequest(EXPORT_REQUEST, (params: ExportParams) => answerExport(caseOf(params)[0], params));
  connection.onRequest(CRASH_REQUEST, (params: ReportParams) => answerCrash(caseOf(params)[0], params));
  connection.onRequest(DRAFT_REQUEST, (params: ReportParams) => answerDraft(caseOf(params)[0], params));
  connection.onRequest(NORMALISE_REQUEST, (params: NormaliseParams) => {
    const text = documents.get(params.uri)?.getText() ?? params.text ?? '';
    return answerNormalise(text, caseOf(params)[0]);
  });
  connection.onRequest(SOURCES_REQUEST, (params: SourcesParams) => findSourcePlaces(caseOf(params)[0]));
}

/** What is known has become another, and so has all that was said. */
function renewAll(session: Session, renewDiagnostics: () => void): void {
  const { connection, cases, logs } = session;
  cases.clear();
  logs().forEach((document) => cases.get(document));
  refresh(session);
  if (session.client.workspace?.semanticTokens?.refreshSupport) {
    void connection.sendRequest(SemanticTokensRefreshRequest.type);
  }
  renewDiagnostics();
}

/** Lets the client ask anew for what settings change, as far as it can be told to. */
function refresh({ connection, client: { workspace } }: Session): void {
  if (workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
  if (workspace?.inlayHint?.refreshSupport) void connection.sendRequest(InlayHintRefreshRequest.type);
}

function createSession(connection: Connection): Session {
  const documents = new TextDocuments(TextDocument);
  const ownPacks = new OwnPacks();
  const symbols = new SymbolIndex();
  const cases = new CaseCache(
    (source, opened, duration) => {
      symbols.take(source.uri, findWorkspaceSymbols(opened, source.uri));
      void connection.sendNotification(CASE_NOTIFICATION, describeCase(opened, source.uri, source.version, duration));
    },
    () => ownPacks.knowledge,
  );
  const settings = new SettingsCache((uri) =>
    session.client.workspace?.configuration
      ? connection.workspace.getConfiguration({ scopeUri: uri, section: 'dumplens' })
      : Promise.resolve(null),
  );
  const withoutAnswers = {
    connection,
    documents,
    logs: () => documents.all().filter(({ uri }) => !ownPacks.isPack(uri)),
    cases,
    ownPacks,
    settings,
    symbols,
    readings: new Readings<TextDocument>((document) => cases.get(document)),
    tokens: new TokenCache(),
    client: {},
    options: {},
  };
  const session: Session = { ...withoutAnswers, answers: createAnswers(withoutAnswers) };
  return session;
}

/**
 * Wires a connection to the service: capabilities, documents, features.
 * `prepare` sees what the client sent along before anything is answered.
 */
export function startServer(connection: Connection, prepare?: (options: InitializationOptions) => void): void {
  const session = createSession(connection);
  const { documents, cases, readings, settings, ownPacks, tokens, symbols } = session;
  connection.onInitialize(({ capabilities, initializationOptions, locale }: InitializeParams): InitializeResult => {
    session.client = capabilities;
    session.options = (initializationOptions ?? {}) as InitializationOptions;
    prepare?.(session.options);
    session.ownPacks.speak(session.options.language ?? locale);
    return { capabilities: capabilitiesFor(capabilities), serverInfo: { name: 'Dump Lens' } };
  });
  documents.onDidOpen(({ document }) => {
    if (!ownPacks.isPack(document.uri)) readings.opened(document);
  });
  documents.onDidChangeContent(({ document }) => {
    // A document that was just opened has been read.
    if (!ownPacks.isPack(document.uri) && cases.peek(document) === null) readings.changed(document);
  });
  bindReading(session);
  bindWriting(session);
  bindNavigation(session);
  bindStructure(session);
  bindActions(session);
  const renewDiagnostics = bindDiagnostics(session);
  bindReports(session);
  const registerPacks = bindPacks(session, () => renewAll(session, renewDiagnostics));
  connection.onInitialized(() => {
    registerPacks();
    // Without this some clients, VS Code's among them, do not tell of changed settings.
    if (session.client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'dumplens' });
    }
  });
  connection.onDidChangeConfiguration(() => {
    settings.clear();
    refresh(session);
    renewDiagnostics();
  });
  documents.onDidClose(({ document }) => {
    readings.closed(document.uri);
    cases.drop(document.uri);
    settings.drop(document.uri);
    tokens.drop(document.uri);
    symbols.drop(document.uri);
  });
  documents.listen(connection);
  connection.listen();
}
