import * as vscode from 'vscode';
import { TRIAGE_COMMAND, type CaseParams } from '../../server/src/protocol.js';
import { DUMP_LANGUAGES, isDumpLanguage } from './languages.js';
import type { LanguageServer } from './languageServer.js';
import { describeCase } from './statusText.js';

/** The entry behind the braces of the status bar: what was found in the dump that is being looked at. */
export class StatusItem implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private readonly subscriptions: vscode.Disposable;
  /** By document, as its URI prints. */
  private readonly cases = new Map<string, CaseParams>();
  private isStopped = false;

  constructor(server: LanguageServer) {
    const selector = DUMP_LANGUAGES.map((language) => ({ language }));
    this.item = vscode.languages.createLanguageStatusItem('dumplens.status', selector);
    this.item.name = 'Dump Lens';
    this.subscriptions = vscode.Disposable.from(
      this.item,
      server.onDidReadCase((params) => {
        this.cases.set(vscode.Uri.parse(params.uri).toString(), params);
        this.update();
      }),
      server.onDidChangeRunning((isRunning) => {
        this.isStopped = !isRunning;
        this.update();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.update();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.cases.delete(document.uri.toString())),
    );
    this.update();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private update(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isDumpLanguage(document.languageId)) return;
    if (this.isStopped) {
      this.show({ text: 'Language server is not running', detail: '' }, vscode.LanguageStatusSeverity.Error);
      this.item.command = { command: 'dumplens.restartServer', title: 'Restart' };
      return;
    }
    const read = this.cases.get(document.uri.toString());
    this.show(
      read === undefined ? { text: 'Dump Lens', detail: 'reading' } : describeCase(read),
      vscode.LanguageStatusSeverity.Information,
    );
    this.item.busy = read === undefined;
    this.item.command = { command: TRIAGE_COMMAND, title: 'Triage this crash' };
  }

  private show({ text, detail }: { text: string; detail: string }, severity: vscode.LanguageStatusSeverity): void {
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = severity;
    this.item.busy = false;
  }
}
