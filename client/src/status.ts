import * as vscode from 'vscode';
import { TRIAGE_COMMAND, type CaseParams } from '../../server/src/protocol.js';
import type { Detector } from './detection/detector.js';
import { DUMP_LANGUAGES, isDumpLanguage } from './languages.js';
import type { LanguageServer } from './languageServer.js';
import { describeCase, NOT_RUNNING, READING, SET_ASIDE, type StatusText } from './statusText.js';

/** The entry behind the braces of the status bar: what was found in the dump that is being looked at. */
export class StatusItem implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private readonly subscriptions: vscode.Disposable;
  /** By document, as its URI prints. */
  private readonly cases = new Map<string, CaseParams>();
  private isStopped = false;

  constructor(
    private readonly server: LanguageServer,
    private readonly detector: Detector,
  ) {
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
      vscode.workspace.onDidChangeTextDocument(() => {
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
    const { Error: error, Information, Warning } = vscode.LanguageStatusSeverity;
    if (this.server.isSetAside(document.uri)) this.show(SET_ASIDE, Warning, TRY_AGAIN);
    else if (this.isStopped) this.show(NOT_RUNNING, error, RESTART);
    else {
      const read = this.cases.get(document.uri.toString());
      this.show(read ? describeCase(read, this.detector.howRecognised(document)) : READING, Information, TRIAGE);
      this.item.busy = read === undefined || read.version < document.version;
    }
  }

  private show({ text, detail }: StatusText, severity: vscode.LanguageStatusSeverity, command: vscode.Command): void {
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = severity;
    this.item.command = command;
    this.item.busy = false;
  }
}

const TRIAGE: vscode.Command = { command: TRIAGE_COMMAND, title: 'Triage this crash' };
const RESTART: vscode.Command = { command: 'dumplens.restartServer', title: 'Restart' };
const TRY_AGAIN: vscode.Command = { command: 'dumplens.restartServer', title: 'Try again' };
