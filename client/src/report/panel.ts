import * as vscode from 'vscode';
import { tellFailure } from '../tellFailure.js';
import { copyVerdict } from './copyVerdict.js';
import type { CrashPlace } from './crashPlace.js';
import type { PageRequest, PageUpdate } from './messages.js';
import { makeNonce, pageHtml } from './pageHtml.js';
import { requestReport, type ReportSource } from './requestReport.js';
import { followFrame, revealLine } from './revealLine.js';

/** A reader who types is not answered at every key. */
const REFRESH_DELAY = 300;

/** The report of one document, in a panel beside its text. */
export class ReportPanel implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;
  private pending: ReturnType<typeof setTimeout> | undefined;
  private request = new vscode.CancellationTokenSource();
  /** What the page shows, kept for a page that was hidden and is loaded anew. */
  private shown: PageUpdate | null = null;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly uri: vscode.Uri,
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
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === uri.toString()) this.refreshSoon();
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

  get documentUri(): vscode.Uri {
    return this.uri;
  }

  get place(): CrashPlace {
    return this.shownPlace;
  }

  /** Brings the panel to the front and shows this crash in it. */
  async show(place: CrashPlace): Promise<void> {
    this.panel.reveal(undefined, true);
    await this.turnTo(place);
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
    this.tell(update);
  }

  dispose(): void {
    clearTimeout(this.pending);
    this.request.cancel();
    this.request.dispose();
    this.subscriptions.dispose();
    this.panel.dispose();
  }

  private async fetch(token: vscode.CancellationToken): Promise<PageUpdate> {
    const uri = this.uri.toString();
    try {
      const document = await vscode.workspace.openTextDocument(this.uri);
      const { model, remark } = await requestReport(this.source, document, this.shownPlace, token);
      return model === null ? { type: 'remark', uri, text: remark } : { type: 'report', model };
    } catch (error) {
      if (!token.isCancellationRequested) this.source.server.log(`No report for ${uri}: ${String(error)}`);
      return { type: 'remark', uri, text: 'The report could not be made. The output channel "Dump Lens" says why.' };
    }
  }

  /** Nobody waits for this: a page that is hidden or still loading takes messages late or never. */
  private tell(update: PageUpdate): void {
    void this.panel.webview.postMessage(update);
  }

  private refreshSoon(): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => void this.refresh(), REFRESH_DELAY);
  }

  private async turnTo(place: CrashPlace): Promise<void> {
    this.shownPlace = place;
    await this.refresh();
  }

  private async answer(message: PageRequest): Promise<void> {
    switch (message.type) {
      case 'ready':
        if (this.shown !== null) this.tell(this.shown);
        return;
      case 'revealLine':
        await revealLine(this.uri, message.line, this.panel.viewColumn);
        return;
      case 'goToDefinition':
        await followFrame(this.uri, message.line, message.label, this.panel.viewColumn);
        return;
      case 'copyVerdict': {
        const document = await vscode.workspace.openTextDocument(this.uri);
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
    }
  }
}

/** The page has checked the address already; what comes out of a page is checked again. */
async function openLink(url: string): Promise<void> {
  const address = vscode.Uri.parse(url);
  if (address.scheme === 'https' || address.scheme === 'http') await vscode.env.openExternal(address);
}
