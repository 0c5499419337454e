import * as vscode from 'vscode';
import { sniffDialect } from '../../../server/src/dialects/sniff.js';
import { isDumpLanguage, type DumpLanguage } from '../languages.js';
import { isPaste, mayBeDump, type DetectionSetting } from './decide.js';
import type { DeclinedDocuments } from './declinedDocuments.js';
import { HEAD_LENGTH, readHead } from './head.js';
import { namePatterns, recognisedBy, type LanguageContribution, type Recognition } from './recognition.js';

/**
 * Gives plain texts that are dumps their language, and keeps to what the reader says about a document.
 *
 * VS Code tells of a new language by closing and opening the same document object; an object that comes for the
 * first time is a document that was really opened.
 */
export class Detector implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly declinedEmitter = new vscode.EventEmitter<vscode.TextDocument>();
  /** The language with which each document was last opened. */
  private readonly lastLanguage = new WeakMap<vscode.TextDocument, string>();
  /** The language that a recognised document had before. */
  private readonly formerLanguage = new WeakMap<vscode.TextDocument, string>();
  /** How documents were recognised of which the manifest says nothing. */
  private readonly recognitions = new WeakMap<vscode.TextDocument, Recognition>();
  /** Documents whose language is being set from here. */
  private readonly beingSet = new Set<vscode.TextDocument>();

  /** The reader has said that a document is no dump. */
  readonly onDidDecline = this.declinedEmitter.event;

  constructor(
    private readonly declined: DeclinedDocuments,
    private readonly contributions: readonly LanguageContribution[],
  ) {}

  /** Looks at what is open and at what will be opened or pasted. */
  watch(): void {
    this.subscriptions.push(
      vscode.workspace.onDidOpenTextDocument((document) => this.handleOpened(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isPaste(contentChanges, HEAD_LENGTH)) void this.recogniseByContent(document);
      }),
    );
    for (const document of vscode.workspace.textDocuments) void this.handleOpened(document);
  }

  /** Sets the language of a dump. The document keeps it until the reader says otherwise. */
  async recognise(document: vscode.TextDocument, language: DumpLanguage): Promise<void> {
    this.formerLanguage.set(document, document.languageId);
    this.recognitions.set(document, 'content');
    await this.declined.remove(document);
    await this.setLanguage(document, language);
  }

  /** What made a document a dump; null where another extension or a setting did. */
  howRecognised(document: vscode.TextDocument): Recognition | null {
    const known = this.recognitions.get(document);
    if (known !== undefined) return known;
    const contribution = this.contributions.find(({ id }) => id === document.languageId);
    if (contribution === undefined) return null;
    const globs = namePatterns(contribution).map((glob) => ({ pattern: `**/${glob}` }));
    return recognisedBy(contribution, vscode.languages.match(globs, document) > 0, document.lineAt(0).text);
  }

  /** Sets the document back to the language that it had, and leaves it alone from now on. */
  async undo(document: vscode.TextDocument): Promise<void> {
    await this.decline(document);
    await this.setLanguage(document, this.formerLanguage.get(document) ?? 'plaintext');
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.declinedEmitter.dispose();
  }

  private async handleOpened(document: vscode.TextDocument): Promise<void> {
    const before = this.lastLanguage.get(document);
    this.lastLanguage.set(document, document.languageId);
    if (this.beingSet.has(document)) return;
    if (before === undefined) await this.handleNew(document);
    else if (before !== document.languageId) await this.handleChosenLanguage(document, before);
  }

  private async handleNew(document: vscode.TextDocument): Promise<void> {
    if (!isDumpLanguage(document.languageId)) await this.recogniseByContent(document);
    // Its name or first line made it a dump again; the reader has said that it is none.
    else if (this.declined.has(document)) await this.setLanguage(document, 'plaintext');
  }

  /** The reader picked a language by hand: that holds. */
  private async handleChosenLanguage(document: vscode.TextDocument, before: string): Promise<void> {
    if (isDumpLanguage(document.languageId)) {
      this.recognitions.set(document, 'hand');
      await this.declined.remove(document);
    } else if (isDumpLanguage(before)) await this.decline(document);
  }

  private async recogniseByContent(document: vscode.TextDocument): Promise<void> {
    const setting = vscode.workspace.getConfiguration('dumplens', document).get<DetectionSetting>('detection', 'auto');
    const { languageId, uri } = document;
    if (!mayBeDump({ languageId, scheme: uri.scheme, declined: this.declined.has(document), setting })) return;
    const dialect = sniffDialect(readHead(document));
    if (dialect !== null) await this.recognise(document, dialect);
  }

  private async decline(document: vscode.TextDocument): Promise<void> {
    await this.declined.add(document);
    this.declinedEmitter.fire(document);
  }

  private async setLanguage(document: vscode.TextDocument, language: string): Promise<void> {
    if (document.isClosed) return;
    this.beingSet.add(document);
    try {
      await vscode.languages.setTextDocumentLanguage(document, language);
    } finally {
      this.beingSet.delete(document);
    }
  }
}
