import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  CASE_NOTIFICATION,
  CRASH_REQUEST,
  DRAFT_REQUEST,
  EXPORT_REQUEST,
  NORMALISE_REQUEST,
  PACKS_REQUEST,
  REPORT_REQUEST,
  SHOW_LOCATIONS_COMMAND,
  SOURCES_REQUEST,
  TRIAGE_COMMAND,
  type CaseParams,
  type CrashResult,
  type DraftResult,
  type ExportParams,
  type ExportResult,
  type InitializationOptions,
  type NormaliseParams,
  type NormaliseResult,
  type PacksParams,
  type PacksResult,
  type ReportParams,
  type ReportResult,
  type SourcePlace,
  type SourcesParams,
} from '../../server/src/protocol.js';
import { Supervisor } from './supervision/supervisor.js';
import { EXPLANATION_ADDRESS } from './commands/explainFinding.js';
import { DUMP_LANGUAGES } from './languages.js';
import { Failure, MESSAGES, SHOWN_FOR } from './messages.js';

/** Builds the client for a server that runs in Node or in a worker. The id is also the prefix of the settings. */
export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** A connection with more errors than this in a row is given up. */
const MOST_ERRORS = 3;

/** The language server as the rest of the client sees it: it starts when it is first needed, and answers. */
export class LanguageServer implements vscode.Disposable {
  private readonly caseEmitter = new vscode.EventEmitter<CaseParams>();
  private readonly runningEmitter = new vscode.EventEmitter<boolean>();
  private readonly channel: vscode.LogOutputChannel;
  private readonly supervisor = new Supervisor();
  private state: 'up' | 'restarting' | 'down' = 'down';
  /** How often the server has ended by itself. */
  private ends = 0;
  private client: Promise<BaseLanguageClient> | null = null;
  /** Fulfilled when no server is being ended. */
  private ending = Promise.resolve();

  /** After each parse of an open dump. */
  readonly onDidReadCase = this.caseEmitter.event;
  /** True when the server has started, false when it has ended for any reason. */
  readonly onDidChangeRunning = this.runningEmitter.event;

  constructor(private readonly createClient: CreateClient) {
    this.channel = vscode.window.createOutputChannel('Dump Lens', { log: true });
  }

  /** Starts the server unless it runs. */
  async start(): Promise<BaseLanguageClient> {
    await this.ending;
    const preparing = (this.client ??= this.prepareClient());
    try {
      const client = await preparing;
      await client.start();
      return client;
    } catch (error) {
      // A client that failed to start never starts again: the next try needs a new one.
      if (this.client === preparing) this.client = null;
      this.log(`The language server could not be started: ${String(error)}`);
      throw new Failure('serverNotStarted', error);
    }
  }

  /** Whether the server is kept from this document, because it does not survive it. */
  isSetAside(uri: vscode.Uri): boolean {
    return this.supervisor.isSetAside(uri.toString());
  }

  /** Ends the server; the next question starts it again, and every document gets another chance. */
  async stop(): Promise<void> {
    this.supervisor.forgive();
    this.ending = this.end();
    await this.ending;
  }

  async report(params: ReportParams, token?: vscode.CancellationToken): Promise<ReportResult> {
    return this.ask<ReportResult>(REPORT_REQUEST, params, token);
  }

  async exportVerdict(params: ExportParams): Promise<string> {
    const { text } = await this.ask<ExportResult>(EXPORT_REQUEST, params);
    return text;
  }

  /** Where a crash stands and how it is known again. */
  async crash(params: ReportParams): Promise<CrashResult> {
    return this.ask<CrashResult>(CRASH_REQUEST, params);
  }

  /** An entry for a pack, drafted from a crash. */
  async draftIssue(params: ReportParams): Promise<DraftResult> {
    return this.ask<DraftResult>(DRAFT_REQUEST, params);
  }

  /** Hands over all packs that there are besides those of the product. */
  async takePacks({ files }: PacksParams): Promise<PacksResult> {
    const client = await this.start();
    return client.sendRequest<PacksResult>(PACKS_REQUEST, { files });
  }

  /** The text as it was printed; null where it is so already. */
  async normalise(params: NormaliseParams): Promise<string | null> {
    const { text } = await this.ask<NormaliseResult>(NORMALISE_REQUEST, params);
    return text;
  }

  /** The source files that a text names; none where that cannot be found out. */
  async sources(params: SourcesParams, token: vscode.CancellationToken): Promise<readonly SourcePlace[]> {
    if (this.supervisor.isSetAside(params.uri)) return [];
    try {
      return await this.ask<readonly SourcePlace[]>(SOURCES_REQUEST, params, token);
    } catch (error) {
      // VS Code takes a question back whenever the text changes.
      if (!token.isCancellationRequested) this.log(`No source files for ${params.uri}: ${String(error)}`);
      return [];
    }
  }

  /** Writes to the extension's output channel; nothing pops up. */
  log(message: string): void {
    this.channel.warn(message);
  }

  dispose(): void {
    this.caseEmitter.dispose();
    this.runningEmitter.dispose();
    this.channel.dispose();
  }

  /** Asks about a document. If the server ends meanwhile, the one that is started after it is asked. */
  private async ask<Result>(
    request: string,
    params: { readonly uri: string },
    token?: vscode.CancellationToken,
  ): Promise<Result> {
    const send = async (): Promise<Result> => {
      if (this.supervisor.isSetAside(params.uri)) throw new Failure('documentSetAside');
      const client = await this.start();
      return client.sendRequest<Result>(request, params, token);
    };
    for (;;) {
      const endsBefore = this.ends;
      try {
        return await send();
      } catch (error) {
        if (this.ends === endsBefore || !(await this.isStartedAgain())) throw error;
      }
    }
  }

  private async end(): Promise<void> {
    try {
      const client = await this.client;
      if (client?.needsStop() !== true) return;
      // One that is still starting cannot be ended.
      await client.start();
      await client.stop();
    } catch (error) {
      // One that does not answer ends later than the next is started, and must not be taken for it.
      this.client = null;
      this.log(`The language server did not end by itself: ${String(error)}`);
    }
  }

  /** The server has ended by itself. Returns whether it is started again; what it does not survive is kept from it. */
  private handleEnded(): boolean {
    const { restarts, setAside } = this.supervisor.serverEnded();
    this.ends += 1;
    this.state = restarts ? 'restarting' : 'down';
    this.log(`The language server ended${restarts ? ' and is started again' : ' too often and is not started again'}.`);
    if (setAside !== null) this.log(`${setAside} is set aside: the language server does not survive it.`);
    if (restarts) vscode.window.setStatusBarMessage(MESSAGES.serverEnded, SHOWN_FOR.while);
    return restarts;
  }

  private isStartedAgain(): Promise<boolean> {
    if (this.state !== 'restarting') return Promise.resolve(this.state === 'up');
    return new Promise((resolve) => {
      const listening = this.onDidChangeRunning((isRunning) => {
        if (!isRunning && this.state === 'restarting') return;
        listening.dispose();
        resolve(isRunning);
      });
    });
  }

  private async prepareClient(): Promise<BaseLanguageClient> {
    // The library is large and is loaded with the first dump, not with the first plain text.
    const { CloseAction, ErrorAction, RevealOutputChannelOn, State } = await import('vscode-languageclient');
    const commands = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('dumplens.'));
    const initializationOptions: InitializationOptions = {
      commands,
      explanation: EXPLANATION_ADDRESS,
      jsonSchemas: true,
    };
    const client = await this.createClient('dumplens', 'Dump Lens', {
      initializationOptions,
      documentSelector: DUMP_LANGUAGES.map((language) => ({ language })),
      outputChannel: this.channel,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware: this.supervisor.middleware(),
      errorHandler: {
        error: (_error, _message, count = 0) => ({
          action: count <= MOST_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown,
          handled: true,
        }),
        // One that does not even start is not tried again before somebody asks.
        closed: () => ({
          action:
            client.state !== State.Starting && this.handleEnded() ? CloseAction.Restart : CloseAction.DoNotRestart,
          handled: true,
        }),
      },
      initializationFailedHandler: () => false,
      markdown: { isTrusted: { enabledCommands: [TRIAGE_COMMAND, SHOW_LOCATIONS_COMMAND] }, supportHtml: false },
    });
    // What goes wrong is logged by the library and told by us: it would tell of each attempt, in words of its own.
    const logError = client.error.bind(client);
    client.error = (message, data) => logError(message, data, false);
    client.onNotification(CASE_NOTIFICATION, (params: CaseParams) => {
      this.supervisor.wasRead(params);
      this.caseEmitter.fire(params);
    });
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.state = 'up';
      if (newState === State.StartFailed) this.state = 'down';
      if (newState !== State.Starting) this.runningEmitter.fire(newState === State.Running);
    });
    return client;
  }
}
