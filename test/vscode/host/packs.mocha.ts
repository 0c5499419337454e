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

/** Opens a new pack with a text, in which `‸` is left out and says where the cursor is. */
async function write(uri: vscode.Uri, marked: string): Promise<readonly [vscode.TextDocument, vscode.Position]> {
  await create(uri, marked.replace('‸', ''));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return [document, document.positionAt(marked.indexOf('‸'))];
}

/** What the editor offers at the cursor of a new pack, as soon as one of the labels is among it. */
async function offered(uri: vscode.Uri, marked: string, label: string): Promise<readonly string[]> {
  const [document, position] = await write(uri, marked);
  const labels = async (): Promise<readonly string[]> => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    return items.map((item) => (typeof item.label === 'string' ? item.label : item.label.label));
  };
  return until(labels, (found) => found.includes(label));
}

describe('a pack that is written', () => {
  const JSON_PACK = (): vscode.Uri => inFolder('.dumplens', 'written.json');

  afterEach(async () => {
    await vscode.workspace.getConfiguration('dumplens').update('packs', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await remove(TEAM());
    await remove(JSON_PACK());
  });

  it('in YAML is completed with fields that are missing', async () => {
    const found = await offered(TEAM(), 'pack: terms\nid: team\n‸', 'entries');
    assert.ok(found.includes('system') && !found.includes('pack'), found.join());
  });

  it('is completed with functions of the crash beside it', async () => {
    await openSample(SAMPLE);
    const text = 'pack: known-issues\nid: team\nsystem: esxi\nentries:\n  - dialect: psod\n    when: { frames: [‸] }\n';
    const [first] = await offered(TEAM(), text, 'TimerBHHandlerLoop');
    assert.equal(first, 'Panic');
  });

  it('in JSON is completed with each field once, and with names', async () => {
    const fields = await offered(JSON_PACK(), '{ "pack": "terms", "‸" }', 'system');
    assert.deepEqual(
      fields.filter((label) => label === 'system'),
      ['system'],
    );
    const names = '{ "pack": "known-issues", "system": "esxi", "entries": [{ "blames": "hardw‸" }] }';
    assert.deepEqual(await offered(JSON_PACK(), names, 'hardware'), ['hardware']);
  });

  it('is explained', async () => {
    const [document, position] = await write(TEAM(), 'pack: known-issues\nentries:\n  - check‸Only: true\n');
    const hovers = (): Thenable<vscode.Hover[]> =>
      vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, position);
    const [hover] = await until(hovers, (found) => found.length > 0);
    const [content] = hover?.contents ?? [];
    assert.match(content instanceof vscode.MarkdownString ? content.value : '', /A person must look/);
  });

  it('is told of what is wrong before it is saved', async () => {
    const [document] = await write(TEAM(), `${pack('Our word.')}‸`);
    const edit = new vscode.WorkspaceEdit();
    const at = document.positionAt(document.getText().indexOf('spin-wait'));
    edit.replace(TEAM(), new vscode.Range(at, at.translate(0, 'spin-wait'.length)), 'spinwait');
    await vscode.workspace.applyEdit(edit);
    await until(
      () => Promise.resolve(vscode.languages.getDiagnostics(TEAM()).map(({ range }) => document.getText(range))),
      (words) => words.join() === 'spinwait',
    );
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until(
      () => Promise.resolve(vscode.languages.getDiagnostics(TEAM())),
      (found) => found.length === 0,
    );
  });

  it('is completed where the setting says that packs lie, and other files are not', async () => {
    const named = inFolder('elsewhere [1]', 'team.yaml');
    await create(named, pack('A word from elsewhere.'));
    await vscode.workspace
      .getConfiguration('dumplens')
      .update('packs', ['elsewhere [1]/team.yaml'], vscode.ConfigurationTarget.Global);
    const text = 'pack: terms\nid: team\n‸';
    assert.ok((await offered(named, text, 'system')).includes('entries'));
    const other = inFolder('elsewhere [1]', 'other.yaml');
    const [document, position] = await write(other, text);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    assert.ok(items.every(({ kind }) => kind === vscode.CompletionItemKind.Text));
    await remove(inFolder('elsewhere [1]'));
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
  it('is opened as a document of its own, and asks for what is missing', async () => {
    const document = await openSample(SAMPLE);
    await vscode.commands.executeCommand('dumplens.newKnownIssue', document.uri);
    const draft = await until(
      () => Promise.resolve(vscode.window.activeTextEditor?.document),
      (found) => found?.uri.scheme === 'untitled' && found.getText() !== '',
    );
    assert.ok(draft);
    assert.equal(draft.languageId, 'yaml');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor && draft.getText(editor.selection), 'What is the cause?');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
