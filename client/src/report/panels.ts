import * as vscode from 'vscode';
import { documentName } from '../documentName.js';
import { isDumpLanguage } from '../languages.js';
import type { CrashPlace } from './crashPlace.js';
import { readPageState } from './pageState.js';
import { ReportPanel } from './panel.js';
import type { ReportSource } from './requestReport.js';

const VIEW_TYPE = 'dumplens.report';
const FOCUS_CONTEXT = 'dumplens.reportFocused';

/** All open reports, at most one for a document. */
export class ReportPanels implements vscode.Disposable {
  /** By document, as its URI prints. */
  private readonly panels = new Map<string, ReportPanel>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly source: ReportSource,
  ) {
    this.subscriptions = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: (panel, state) => {
          this.revive(panel, state);
          return Promise.resolve();
        },
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.showBeside(editor.document);
      }),
      source.detector.onDidDecline(({ uri }) => this.panels.get(uri.toString())?.dispose()),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.follow(oldUri, newUri);
      }),
      // What is open besides may hold the same crash.
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.lookAround(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.lookAround(document);
      }),
    );
  }

  /** The report that has the focus. */
  get active(): ReportPanel | undefined {
    return [...this.panels.values()].find((panel) => panel.isActive);
  }

  /** Shows this crash of the document in its report, which opens beside the text where there is none yet. */
  async show(uri: vscode.Uri, place: CrashPlace): Promise<void> {
    const open = this.panels.get(uri.toString());
    if (open !== undefined) {
      await open.show(place);
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, titleOf(uri), column, { enableFindWidget: true });
    await this.adopt(panel, uri, place).refresh();
  }

  /** Asks for all reports again: something is known that was not. */
  refresh(): void {
    for (const panel of this.panels.values()) void panel.refresh();
  }

  /** The report on this crash as markup; it opens where it is not open yet. Null where it was closed meanwhile. */
  async serialise(uri: vscode.Uri, place: CrashPlace): Promise<string | null> {
    await this.show(uri, place);
    return (await this.panels.get(uri.toString())?.serialise()) ?? null;
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const panel of this.panels.values()) panel.dispose();
  }

  /** Takes over a panel that VS Code has kept through a reload; VS Code shows it when this returns. */
  private revive(panel: vscode.WebviewPanel, state: unknown): void {
    const remembered = readPageState(state);
    if (remembered === null || this.panels.has(remembered.uri)) {
      panel.dispose();
      return;
    }
    void this.adopt(panel, vscode.Uri.parse(remembered.uri), { index: remembered.index }).refresh();
  }

  private adopt(panel: vscode.WebviewPanel, uri: vscode.Uri, place: CrashPlace): ReportPanel {
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'images', 'icon.png');
    const report = new ReportPanel(panel, uri, this.source, this.extensionUri, place);
    this.panels.set(uri.toString(), report);
    panel.onDidChangeViewState(() => {
      this.tellFocus();
    });
    panel.onDidDispose(() => {
      this.panels.delete(report.documentUri.toString());
      report.dispose();
      this.tellFocus();
    });
    this.tellFocus();
    return report;
  }

  /** Files that got another name, or whose folder did. */
  private follow(oldUri: vscode.Uri, newUri: vscode.Uri): void {
    for (const [key, report] of [...this.panels]) {
      const moved = movedUri(report.documentUri, oldUri, newUri);
      if (moved === null) continue;
      this.panels.delete(key);
      this.panels.set(moved.toString(), report);
      report.move(moved, titleOf(moved)).catch((error: unknown) => {
        this.source.server.log(String(error));
      });
    }
  }

  /** Whoever turns to another log reads its report and not the one before, where both have one. */
  private showBeside({ uri }: vscode.TextDocument): void {
    const own = this.panels.get(uri.toString());
    const isOtherShown = [...this.panels.values()].some((report) => report !== own && report.isVisible);
    if (own !== undefined && !own.isVisible && isOtherShown) own.reveal();
  }

  private lookAround(document: vscode.TextDocument): void {
    if (!isDumpLanguage(document.languageId)) return;
    for (const [uri, report] of this.panels) {
      if (uri !== document.uri.toString()) report.refreshSoon('typing');
    }
  }

  private tellFocus(): void {
    void vscode.commands.executeCommand('setContext', FOCUS_CONTEXT, this.active !== undefined);
  }
}

/** Where a document is after a file or folder was renamed; null where that is nothing to it. */
function movedUri(uri: vscode.Uri, from: vscode.Uri, to: vscode.Uri): vscode.Uri | null {
  if (uri.scheme !== from.scheme || uri.authority !== from.authority) return null;
  if (uri.path === from.path) return to;
  return uri.path.startsWith(`${from.path}/`) ? to.with({ path: to.path + uri.path.slice(from.path.length) }) : null;
}

function titleOf(uri: vscode.Uri): string {
  return `Triage: ${documentName(uri)}`;
}
