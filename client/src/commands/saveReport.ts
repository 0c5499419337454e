import * as vscode from 'vscode';
import { documentName } from '../documentName.js';
import { describeSaved, MESSAGES, SHOWN_FOR } from '../messages.js';
import { requestReport } from '../report/requestReport.js';
import { savedReport } from '../report/savedReport.js';
import type { Command } from './commands.js';
import { findSubject } from './subject.js';
import { tellNoCrash } from '../tellNoCrash.js';

/** Saves the report of a crash as a page that needs nothing else, where the reader says. */
export const saveReport: Command = async (services, ...args) => {
  const subject = await findSubject(services.panels, args);
  if (subject === null) return;
  const { document, place } = subject;
  const { model, remark } = await requestReport(services, document, place);
  if (model === null) {
    tellNoCrash(document, remark);
    return;
  }
  const content = await services.panels.serialise(document.uri, { index: model.index });
  if (content === null) {
    void vscode.window.showInformationMessage(MESSAGES.reportClosed);
    return;
  }
  const target = await askWhere(document);
  if (target === undefined) return;
  const sheet = vscode.Uri.joinPath(services.extensionUri, 'dist', 'webview', 'saved.css');
  const style = new TextDecoder().decode(await vscode.workspace.fs.readFile(sheet));
  const name = documentName(document.uri);
  const page = savedReport({ content, style, headline: model.headline, document: name, version: services.version });
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(page));
  vscode.window.setStatusBarMessage(describeSaved(documentName(target)), SHOWN_FOR.moment);
};

/** Beside the log; the text of an untitled document has no place yet. */
async function askWhere({ uri, isUntitled }: vscode.TextDocument): Promise<vscode.Uri | undefined> {
  const folder = isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, '..');
  const name = `${documentName(uri).replace(/\.[^.]*$/, '')}-report.html`;
  return vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { 'Web page': ['html'] },
    title: 'Save the report',
  });
}
