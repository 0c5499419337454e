import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lineOf, openSample, positionOf, until } from './samples.js';

const labelOf = ({ label }: vscode.InlayHint): string =>
  typeof label === 'string' ? label : label.map(({ value }) => value).join('');

async function hintsOf(document: vscode.TextDocument): Promise<readonly vscode.InlayHint[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  return until(
    () => vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole),
    (found) => found.length > 0,
  );
}

describe('inlay hints', () => {
  it('say how long the kernel had run', async () => {
    const document = await openSample('psod-spin-count.psod');
    assert.deepEqual((await hintsOf(document)).map(labelOf), ['12 d 4 h 51 min']);
  });

  it('say what frames are there for, once they are switched on', async () => {
    const settings = vscode.workspace.getConfiguration('dumplens');
    const document = await openSample('psod-spin-count.psod');
    await settings.update('inlayHints.roles', true, vscode.ConfigurationTarget.Global);
    try {
      const hints = await until(
        () => hintsOf(document),
        (found) => found.length > 1,
      );
      const waiting = hints.find(({ position }) => position.line === lineOf(document, 'SP_WaitLock'));
      assert.equal(waiting && labelOf(waiting), 'waits');
    } finally {
      await settings.update('inlayHints.roles', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

describe('findings', () => {
  it('are hints, each with a code that leads to its explanation', async () => {
    const document = await openSample('psod-spin-count.psod');
    const findings = await until(
      () => Promise.resolve(vscode.languages.getDiagnostics(document.uri)),
      (found) => found.length > 0,
    );
    assert.deepEqual(
      findings.map(({ range }) => document.getText(range)),
      ['cosShadow+0x2d1', 'cosShadow+0x31d06'],
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

  it('lead from the code of a bug check to its page', async () => {
    const document = await openSample('windbg-0x133.txt');
    const links = await until(
      () => linksOf(document),
      (found) => found.length > 0,
    );
    const link = links.find(({ range }) => document.getText(range) === '133');
    assert.match(link?.target?.toString() ?? '', /^https:\/\/learn\.microsoft\.com\/.*0x133/);
  });

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

describe('selections', () => {
  it('grow from a function over its frame to the crash', async () => {
    const document = await openSample('psod-spin-count.psod');
    const [step] = await until(
      () =>
        vscode.commands.executeCommand<vscode.SelectionRange[]>('vscode.executeSelectionRangeProvider', document.uri, [
          positionOf(document, 'SP_WaitLock'),
        ]),
      (found) => found.length > 0,
    );
    const steps: string[] = [];
    for (let each = step; each; each = each.parent) steps.push(document.getText(each.range));
    const frame = steps.findIndex((text) => text.startsWith('0x1426a6c:') && text.endsWith('0x9d7d07'));
    assert.ok(steps.indexOf('SP_WaitLock+0x1b6') < frame, steps.join('\n'));
  });
});
