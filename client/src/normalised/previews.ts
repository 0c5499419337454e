import * as vscode from 'vscode';
import { textFor } from '../commands/findCrash.js';
import type { LanguageServer } from '../languageServer.js';
import { openDocument } from '../openDocument.js';
import { PREVIEW_SCHEME, previewedDocument, previewParts } from './previewUri.js';

/**
 * Shows a document beside what it was before pages, mails and collectors of logs had it in hand. A preview is made
 * anew whenever it is opened, so one that comes back with a window is as good as the first.
 */
export class NormalisedPreviews implements vscode.Disposable, vscode.TextDocumentContentProvider {
  private readonly registration: vscode.Disposable;

  constructor(private readonly server: LanguageServer) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, this);
  }

  /** The document's text as it was printed; null where it is so already. */
  async normalise(document: vscode.TextDocument): Promise<string | null> {
    return this.server.normalise({ uri: document.uri.toString(), ...textFor(document) });
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const document = await openPreviewed(uri);
    return document === null ? '' : ((await this.normalise(document)) ?? document.getText());
  }

  /** Opens the differences; what to do with them stands in the title of the editor. */
  async show(document: vscode.TextDocument): Promise<void> {
    const preview = await vscode.workspace.openTextDocument(vscode.Uri.from(previewParts(document.uri)));
    await vscode.languages.setTextDocumentLanguage(preview, document.languageId);
    const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
    await vscode.commands.executeCommand('vscode.diff', document.uri, preview.uri, `${name} ↔ as it was printed`);
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** The document of which `uri` is a preview; null where it is none. */
export async function openPreviewed(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
  const document = previewedDocument(uri);
  return document === null ? null : openDocument(vscode.Uri.parse(document));
}

/** Closes the differences. */
export async function closePreview(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString());
  await vscode.window.tabGroups.close(tabs);
}
