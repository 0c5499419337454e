import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, until } from './samples.js';

describe('findings', () => {
  it('are hints, each with a code that leads to its explanation', async () => {
    const document = await openSample('psod-spin-count.psod');
    const findings = await until(
      () => Promise.resolve(vscode.languages.getDiagnostics(document.uri)),
      (found) => found.length > 0,
    );
    const [finding] = findings;
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Hint);
    const { code } = finding;
    assert.ok(typeof code === 'object' && 'target' in code);
    assert.equal(code.value, 'unreliable-symbols');
    assert.equal(code.target.scheme, 'command');
  });

  it('are explained on a page of their own', async () => {
    await vscode.commands.executeCommand('dumplens.explainFinding', 'unreliable-symbols');
    await until(
      () => Promise.resolve(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? ''),
      (label) => label.includes('diagnostics.md'),
    );
  });
});

describe('links', () => {
  const linksOf = (document: vscode.TextDocument) =>
    vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri, 100);

  it('lead from a frame to its line in the source file that the workspace has', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const source = vscode.Uri.joinPath(folder, 'net', 'sys', 'dispatch.c');
    await vscode.workspace.fs.writeFile(source, new TextEncoder().encode('int main;\n'));
    const sample = await openSample('windbg-0x133-driver.txt');
    const content = sample
      .getText()
      .replace(
        'contosonic!RxRing_Refill+0x1b4',
        'contosonic!RxRing_Refill+0x1b4 [d:\\build\\net\\sys\\dispatch.c @ 43]',
      );
    const document = await vscode.workspace.openTextDocument({ content, language: 'windbg' });
    await vscode.window.showTextDocument(document);
    const links = await until(
      () => linksOf(document),
      (found) => found.some(({ target }) => target?.path.endsWith('dispatch.c') ?? false),
    );
    const link = links.find(({ target }) => target?.path.endsWith('dispatch.c'));
    assert.equal(link?.target?.path, source.path);
    assert.equal(link.target.fragment, 'L43');
    assert.match(document.getText(link.range), /dispatch\.c @ 43$/);
  });
});
