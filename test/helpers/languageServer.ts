/** Speaks with the built server over standard input and output, as an editor does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type {
  ClientCapabilities,
  InitializeResult,
  ProtocolConnection,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import {
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { CaseParams, InitializationOptions } from '../../server/src/protocol.js';
import { CASE_NOTIFICATION } from '../../server/src/protocol.js';

const SERVER = 'dist/server.js';

export interface ServerOptions {
  readonly capabilities?: ClientCapabilities;
  /** What the client answers when it is asked for the section `dumplens`. */
  readonly configuration?: (uri: string | undefined) => unknown;
  readonly locale?: string;
  readonly initializationOptions?: InitializationOptions;
}

export class LanguageServer {
  /** What the server has told of documents, the oldest first. */
  readonly told: CaseParams[] = [];
  private waiting: (() => void)[] = [];

  private constructor(
    readonly connection: ProtocolConnection,
    readonly ready: InitializeResult,
    /** What the server has asked to be told of, by method. */
    readonly registered: readonly string[],
    private readonly ended: Promise<unknown[]>,
  ) {}

  /** Starts the server and initialises it. */
  static async start({ capabilities = {}, configuration, ...options }: ServerOptions = {}): Promise<LanguageServer> {
    const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ scopeUri }) => configuration?.(scopeUri) ?? null),
    );
    const registered: string[] = [];
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      registered.push(...registrations.map(({ method }) => method));
    });
    connection.listen();
    const ready = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities,
      ...options,
    });
    const server = new LanguageServer(connection, ready, registered, once(child, 'exit'));
    connection.onNotification(CASE_NOTIFICATION, (params: CaseParams) => server.take(params));
    await connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  private take(params: CaseParams): void {
    this.told.push(params);
    this.waiting.forEach((resume) => resume());
    this.waiting = [];
  }

  /** What the server tells of a document at a version, as soon as it tells it. */
  async caseOf(uri: string, version: number): Promise<CaseParams> {
    for (;;) {
      const found = this.told.find((each) => each.uri === uri && each.version === version);
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async open(uri: string, text: string, languageId = 'psod'): Promise<CaseParams> {
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
    return this.caseOf(uri, 1);
  }

  async change(uri: string, version: number, contentChanges: TextDocumentContentChangeEvent[]): Promise<CaseParams> {
    const textDocument = { uri, version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
    return this.caseOf(uri, version);
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Shuts the server down in order and returns its exit status. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    return this.exit();
  }

  /** Tells the server to exit, and returns its exit status. */
  async exit(): Promise<number | null> {
    await this.connection.sendNotification(ExitNotification.type);
    const [status] = await this.ended;
    this.connection.dispose();
    return status as number | null;
  }
}
