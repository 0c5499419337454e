import * as vscode from 'vscode';
import { Failure, MESSAGES } from '../messages.js';
import { openDocument } from '../openDocument.js';
import { tellFailure } from '../tellFailure.js';
import { copyVerdict } from './copyVerdict.js';
import type { CrashPlace } from './crashPlace.js';
import type { PageRequest, PageUpdate } from './messages.js';
import { makeNonce, pageHtml } from './pageHtml.js';
import { crashAt } from './crashAt.js';
import { MarkupRequests } from './markupRequests.js';
import { requestReport, type ReportSource } from './requestReport.js';
import { followFrame, revealLine } from './revealLine.js';

/** A reader who types or moves is not answered at every key. */
const REFRESH_DELAY = { typing: 300, moving: 100 } as const;

/** The report of one document, in a panel beside its text. */
export class ReportPanel implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;
  private pending: ReturnType<typeof setTimeout> | undefined;
  private request = new vscode.CancellationTokenSource();
  /** What the page shows, kept for a page that was hidden and is loaded anew. */
  private shown: PageUpdate | null = null;
  private readonly markup = new MarkupRequests();

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private uri: vscode.Uri,
    private readonly source: ReportSource,
    extensionUri: vscode.Uri,
    /** Which crash the panel shows. */
    private shownPlace: CrashPlace,
  ) {
    const { webview } = panel;
    const root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    this.subscriptions = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: PageRequest) => {
        this.answer(message).catch((error: unknown) => {
          tellFailure(source.server, error);
        });
      }),
      // A page that is hidden is taken down, and would answer when it is shown again, unexpectedly.
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.markup.answer(null);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.isOf(document)) this.refreshSoon('typing');
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document, selection } }) => {
        if (this.isOf(document)) this.followCursor(selection.active.line);
      }),
    );
    webview.html = pageHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(root, 'report.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(root, 'report.css')).toString(),
      cspSource: webview.cspSource,
      nonce: makeNonce(),
    });
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  get documentUri(): vscode.Uri {
    return this.uri;
  }

  get place(): CrashPlace {
    return this.shownPlace;
  }

  /** Brings the panel to the front and shows this crash in it. */
  async show(place: CrashPlace): Promise<void> {
    this.reveal();
    await this.turnTo(place);
  }

  /** Brings the panel to the front; who reads the text goes on reading it. */
  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  /** Asks for the report again; an older question that is still open is given up. */
  async refresh(): Promise<void> {
    clearTimeout(this.pending);
    this.request.cancel();
    this.request.dispose();
    this.request = new vscode.CancellationTokenSource();
    const { token } = this.request;
    const update = await this.fetch(token);
    if (token.isCancellationRequested) return;
    this.shown = update;
    if (update.type === 'report') this.shownPlace = { index: update.model.index };
    else this.markup.answer(null);
    this.tell(update);
  }

  /** The document has another name now; what was read stays. */
  async move(uri: vscode.Uri, title: string): Promise<void> {
    this.uri = uri;
    this.panel.title = title;
    await this.refresh();
  }

  /** The report that is shown, as markup without anything to press; null where there is none, or none any more. */
  async serialise(): Promise<string | null> {
    if (this.shown?.type === 'remark') return null;
    const markup = this.markup.wait();
    this.tell({ type: 'serialise' });
    return markup;
  }

  /** Asks again in a moment. */
  refreshSoon(reason: keyof typeof REFRESH_DELAY): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => void this.refresh(), REFRESH_DELAY[reason]);
  }

  dispose(): void {
    clearTimeout(this.pending);
    this.markup.answer(null);
    this.request.cancel();
    this.request.dispose();
    this.subscriptions.dispose();
    this.panel.dispose();
  }

  private async fetch(token: vscode.CancellationToken): Promise<PageUpdate> {
    const uri = this.uri.toString();
    try {
      const document = await openDocument(this.uri);
      const { model, remark } = await requestReport(this.source, document, this.shownPlace, token);
      return model === null ? { type: 'remark', uri, text: remark } : { type: 'report', model };
    } catch (error) {
      if (!token.isCancellationRequested) this.source.server.log(`No report for ${uri}: ${String(error)}`);
      return { type: 'remark', uri, text: error instanceof Failure ? error.message : MESSAGES.reportFailed };
    }
  }

  /** Nobody waits for this: a page that is hidden or still loading takes messages late or never. */
  private tell(update: PageUpdate): void {
    void this.panel.webview.postMessage(update);
  }

  private isOf(document: vscode.TextDocument): boolean {
    return document.uri.toString() === this.uri.toString();
  }

  /** The crash in which the cursor stands is the one to read about. */
  private followCursor(line: number): void {
    if (this.shown?.type !== 'report') return;
    const { crashes, index } = this.shown.model;
    const wanted = crashAt(crashes, line);
    if (wanted === (this.shownPlace.index ?? index)) return;
    this.shownPlace = { index: wanted };
    this.refreshSoon('moving');
  }

  private async turnTo(place: CrashPlace): Promise<void> {
    this.shownPlace = place;
    await this.refresh();
  }

  /** A page names only what it was given. */
  private async openSimilar(uri: string, line: number): Promise<void> {
    const similar = this.shown?.type === 'report' ? this.shown.model.similar : [];
    if (!similar.some((crash) => crash.uri === uri && crash.line === line)) return;
    await revealLine(vscode.Uri.parse(uri), line, this.panel.viewColumn);
  }

  private async answer(message: PageRequest): Promise<void> {
    switch (message.type) {
      case 'ready':
        if (this.shown !== null) this.tell(this.shown);
        if (this.markup.areOpen) this.tell({ type: 'serialise' });
        return;
      case 'revealLine':
        await revealLine(this.uri, message.line, this.panel.viewColumn);
        return;
      case 'goToDefinition':
        await followFrame(this.uri, message.line, message.label, this.panel.viewColumn);
        return;
      case 'copyVerdict': {
        const document = await openDocument(this.uri);
        await copyVerdict(this.source, document, this.shownPlace, message.format);
        return;
      }
      case 'copyText':
        await vscode.env.clipboard.writeText(message.text);
        return;
      case 'openLink':
        await openLink(message.url);
        return;
      case 'chooseCrash':
        await this.turnTo({ index: message.index });
        return;
      case 'openSimilar':
        await this.openSimilar(message.uri, message.line);
        return;
      case 'saveReport':
        await vscode.commands.executeCommand('dumplens.saveReport', this.uri.toString(), this.shownPlace.index);
        return;
      case 'serialised':
        this.markup.answer(message.content);
    }
  }
}

/** The page has checked the address already; what comes out of a page is checked again. */
async function openLink(url: string): Promise<void> {
  const address = vscode.Uri.parse(url);
  if (address.scheme === 'https' || address.scheme === 'http') await vscode.env.openExternal(address);
}
