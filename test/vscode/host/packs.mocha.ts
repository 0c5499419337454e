import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, positionOf, until } from './samples.js';

const SAMPLE = 'psod-spin-count.psod';

/** A pack in which a team says what a function means to it. */
const pack = (meaning: string): string => `pack: symbols
id: team-symbols
system: esxi
entries:
  - id: vmkernel!SP_WaitLock
    module: vmkernel
    symbol: SP_WaitLock
    role: spin-wait
    meaning: ${meaning}
    basis: seen
`;

function inFolder(...names: readonly string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, ...names);
}

const TEAM = (): vscode.Uri => inFolder('.dumplens', 'team.yaml');

/** Writes a text into a file of the workspace as a person does: in an editor, and saves it. */
async function save(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  assert.ok(await document.save());
}

async function create(uri: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: true, contents: new TextEncoder().encode(text) });
  await vscode.workspace.applyEdit(edit);
}

async function remove(uri: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.deleteFile(uri, { ignoreIfNotExists: true });
  await vscode.workspace.applyEdit(edit);
}

/** Waits until the hover on the function says something, or says it no more. */
async function hoverSays(words: string, isExpected = true): Promise<void> {
  const document = await openSample(SAMPLE);
  const position = positionOf(document, 'SP_WaitLock');
  const textOf = async (): Promise<string> => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join();
  };
  await until(textOf, (text) => text !== '' && text.includes(words) === isExpected);
}

describe('the packs of a workspace', () => {
  afterEach(async () => {
    await vscode.workspace.getConfiguration('dumplens').update('packs', undefined, vscode.ConfigurationTarget.Global);
    await remove(TEAM());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('count as soon as they are there, and no more when they are gone', async () => {
    await hoverSays('Our word', false);
    await create(TEAM(), pack('Our word.'));
    await hoverSays('Our word');
    await remove(TEAM());
    await hoverSays('Our word', false);
  });

  it('count anew when they are saved', async () => {
    await create(TEAM(), pack('Our first word.'));
    await hoverSays('Our first word');
    await save(TEAM(), pack('Our second word.'));
    await hoverSays('Our second word');
  });

  it('are told of in the problems where they are wrong, until they are right', async () => {
    await openSample(SAMPLE);
    await create(TEAM(), pack('Our word.').replace('spin-wait', 'spinwait'));
    const problems = await until(
      () => Promise.resolve(vscode.languages.getDiagnostics(TEAM())),
      (found) => found.some(({ source }) => source === 'Dump Lens'),
    );
    const problem = problems.find(({ source }) => source === 'Dump Lens');
    assert.match(problem?.message ?? '', /^`role` must be one of .*did you mean `spin-wait`\?$/);
    assert.equal(problem?.range.start.line, 7);
    await save(TEAM(), pack('Our word.'));
    await until(
      () => Promise.resolve(vscode.languages.getDiagnostics(TEAM())),
      (found) => found.length === 0,
    );
  });

  it('may lie where the setting says', async () => {
    const folder = inFolder('elsewhere');
    await create(vscode.Uri.joinPath(folder, 'storage.json'), '{}');
    await create(vscode.Uri.joinPath(folder, 'team.yaml'), pack('A word from elsewhere.'));
    await vscode.workspace
      .getConfiguration('dumplens')
      .update('packs', ['elsewhere/*.yaml'], vscode.ConfigurationTarget.Global);
    await hoverSays('A word from elsewhere');
    await remove(folder);
  });
});

describe('a pack in JSON', () => {
  it('is checked by its schema while it is written', async () => {
    const uri = inFolder('.dumplens', 'drafted.json');
    await create(uri, '{ "pack": "modules", "id": "team", "system": "esxi", "entries": [{ "id": "nic" }] }');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const problems = await until(
      () => Promise.resolve(vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== 'Dump Lens')),
      (found) => found.length > 0,
    );
    assert.ok(
      problems.some(({ message }) => message.includes('vendor')),
      problems[0]?.message,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await remove(uri);
  });
});

describe('a new known issue', () => {
  it('is opened as a document that would be saved where packs are read, and is a pack', async () => {
    const document = await openSample(SAMPLE);
    await vscode.commands.executeCommand('dumplens.newKnownIssue', document.uri);
    const draft = await until(
      () => Promise.resolve(vscode.window.activeTextEditor?.document),
      (found) => found?.uri.scheme === 'untitled' && found.getText() !== '',
    );
    assert.ok(draft);
    assert.match(draft.uri.path, /\/\.dumplens\/spin-count-exceeded-pathlistlock-at-timerbhhandlerloop\.yaml$/);
    assert.equal(draft.languageId, 'yaml');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor && draft.getText(editor.selection), 'What is the cause?');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
