import type { ClientCapabilities, Connection, TextDocuments } from 'vscode-languageserver';
import {
  BulkRegistration,
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  HoverRequest,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { COMPLETION_OPTIONS, packSelector, registersPacks } from './capabilities.js';
import type { PacksParams } from './protocol.js';
import { PACKS_REQUEST } from './protocol.js';
import type { OwnPacks } from './session/ownPacks.js';
import { Readings } from './session/readings.js';

/** What packs are served with. */
interface PackSession {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly ownPacks: OwnPacks;
  readonly client: ClientCapabilities;
}

/** Asks a client for the packs among its documents, and again when a setting names others. */
class PackRegistration {
  private current: { readonly key: string; readonly dispose: () => void } | null = null;
  private pending: Promise<void> = Promise.resolve();

  constructor(private readonly session: PackSession) {}

  renew(): void {
    const selector = packSelector(this.session.ownPacks.elsewhere);
    this.pending = this.pending
      .then(() => this.register(selector))
      .catch((error: unknown) => {
        this.session.connection.console.error(String(error));
      });
  }

  /** The one before ends first: with two of them each change of a text would come twice. */
  private async register(documentSelector: ReturnType<typeof packSelector>): Promise<void> {
    const key = JSON.stringify(documentSelector);
    if (!registersPacks(this.session.client) || this.current?.key === key) return;
    this.current?.dispose();
    const bulk = BulkRegistration.create();
    bulk.add(DidOpenTextDocumentNotification.type, { documentSelector });
    bulk.add(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: TextDocumentSyncKind.Incremental });
    bulk.add(DidCloseTextDocumentNotification.type, { documentSelector });
    bulk.add(CompletionRequest.type, { documentSelector, ...COMPLETION_OPTIONS });
    bulk.add(HoverRequest.type, { documentSelector });
    const registered = await this.session.connection.client.register(bulk);
    this.current = { key, dispose: () => registered.dispose() };
  }
}

/** Tells what is wrong with a pack whenever its text has changed and rests; with the file, once it is closed. */
function bindProblems({ connection, documents, ownPacks }: PackSession): void {
  const checks = new Readings<TextDocument>((document) => {
    const { uri, version } = document;
    void connection.sendDiagnostics({ uri, version, diagnostics: ownPacks.check(uri, document.getText()) });
  });
  documents.onDidChangeContent(({ document }) => {
    if (ownPacks.isPack(document.uri)) checks.changed(document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    checks.closed(uri);
    if (ownPacks.isPack(uri)) void connection.sendDiagnostics({ uri, diagnostics: ownPacks.problemsOf(uri) });
  });
}

/**
 * Packs besides those of the product, as files and as documents that are being written. `renew` is called when what is
 * known has become another. Returns what asks the client for its packs, once it takes questions.
 */
export function bindPacks(session: PackSession, renew: () => void): () => void {
  const { connection, documents, ownPacks } = session;
  const registration = new PackRegistration(session);
  bindProblems(session);
  connection.onRequest(PACKS_REQUEST, async (params: PacksParams) => {
    const { result, diagnostics } = ownPacks.replace(params, (uri) => documents.get(uri)?.getText() ?? null);
    await Promise.all(diagnostics.map((each) => connection.sendDiagnostics(each)));
    registration.renew();
    renew();
    return result;
  });
  return () => registration.renew();
}
