import * as vscode from 'vscode';
import type { DraftResult } from '../../../server/src/protocol.js';
import { MESSAGES } from '../messages.js';
import { PACK_FOLDER } from '../packs/packPath.js';
import type { Command } from './commands.js';
import { textFor } from './findCrash.js';
import { findSubject } from './subject.js';
import { tellNoCrash } from '../tellNoCrash.js';

type Draft = NonNullable<DraftResult['draft']>;

/** Opens an entry for a crash beside it, for the user to finish; nothing is written before it is saved. */
export const newKnownIssue: Command = async ({ panels, server }, ...args) => {
  const subject = await findSubject(panels, args);
  if (subject === null) return;
  const { document, place } = subject;
  const { draft, remark } = await server.draftIssue({ uri: document.uri.toString(), ...place, ...textFor(document) });
  if (draft === null) {
    tellNoCrash(document, remark);
    return;
  }
  const opened = await openDraft(draft, document.uri);
  const options = { viewColumn: vscode.ViewColumn.Beside, selection: findQuestion(opened) };
  await vscode.window.showTextDocument(opened, options);
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(MESSAGES.packsWhenTrusted);
  }
};

/** The words that the user is to replace first: what stands for the cause. */
function findQuestion(document: vscode.TextDocument): vscode.Range {
  const text = document.getText();
  const found = /^ *cause: (?<question>.*)$/m.exec(text);
  const to = found ? found.index + found[0].length : 0;
  return new vscode.Range(document.positionAt(to - (found?.groups?.question?.length ?? 0)), document.positionAt(to));
}

/** A new document that is saved where packs are read; where there is no such place, one without a name. */
async function openDraft({ id, text }: Draft, about: vscode.Uri): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.getWorkspaceFolder(about) ?? vscode.workspace.workspaceFolders?.[0];
  // Only for files of a disk does VS Code keep the name of a document that is not saved yet.
  if (folder?.uri.scheme !== 'file') return vscode.workspace.openTextDocument({ language: 'yaml', content: text });
  const file = await findFreeName(vscode.Uri.joinPath(folder.uri, PACK_FOLDER), id);
  const document = await vscode.workspace.openTextDocument(file.with({ scheme: 'untitled' }));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  return document;
}

/** `id.yaml`, else `id-2.yaml` and so on: neither a file nor another draft. */
async function findFreeName(folder: vscode.Uri, id: string): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const uri = vscode.Uri.joinPath(folder, `${number === 1 ? id : `${id}-${number}`}.yaml`);
    const isOpen = vscode.workspace.textDocuments.some(({ uri: { path } }) => path === uri.path);
    const exists = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!isOpen && !exists) return uri;
  }
}
