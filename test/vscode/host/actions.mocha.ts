import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lineOf, openSample, positionOf, until } from './samples.js';

const shownText = (): string => vscode.window.activeTextEditor?.document.getText() ?? '';

describe('code actions', () => {
  const actionsAt = (document: vscode.TextDocument, words: string) => {
    const position = positionOf(document, words);
    return until(
      () =>
        vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          new vscode.Range(position, position),
        ),
      (found) => found.length > 0,
    );
  };

  it('name only commands that there are', async () => {
    const document = await openSample('psod-spin-count.psod');
    const actions = await actionsAt(document, 'SP_WaitLock');
    const commands = new Set(await vscode.commands.getCommands(true));
    for (const { title, command } of actions) {
      assert.ok(command && commands.has(command.command), title);
    }
  });
});

describe('a crash of its own', () => {
  it('has the lines of the crash at the cursor and its language', async () => {
    const [screen, transcript] = [await openSample('psod-spin-count.psod'), await openSample('windbg-0x133.txt')];
    const content = `Two crashes:\n\n${screen.getText()}\n\n${transcript.getText()}`;
    const both = await vscode.workspace.openTextDocument({ content, language: 'psod' });
    const editor = await vscode.window.showTextDocument(both);
    const cursor = positionOf(both, 'PshedpWaitForOperationToComplete');
    editor.selection = new vscode.Selection(cursor, cursor);
    await vscode.commands.executeCommand('dumplens.extractCrash');
    assert.match(shownText(), /^DPC_WATCHDOG_VIOLATION \(133\)/);
    assert.doesNotMatch(shownText(), /Spin count/);
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'windbg');
  });
});

describe('a text as it was printed', () => {
  const openQuoted = async (): Promise<{ readonly quoted: vscode.TextDocument; readonly plain: string }> => {
    const sample = await openSample('psod-spin-count.psod');
    const plain = sample.getText();
    const content = plain.replace(/^/gm, '> ');
    const quoted = await vscode.workspace.openTextDocument({ content, language: 'psod' });
    await vscode.window.showTextDocument(quoted);
    return { quoted, plain };
  };
  const shownDiff = (): vscode.TabInputTextDiff | null => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputTextDiff ? input : null;
  };
  const preview = async (quoted: vscode.TextDocument): Promise<vscode.TabInputTextDiff> => {
    await vscode.commands.executeCommand('dumplens.normalise');
    const diff = await until(
      () => Promise.resolve(shownDiff()),
      (found) => found !== null,
    );
    assert.equal(diff?.original.toString(), quoted.uri.toString());
    return diff;
  };

  it('is shown before anything is changed', async () => {
    const { quoted, plain } = await openQuoted();
    const before = quoted.getText();
    const diff = await preview(quoted);
    assert.equal((await vscode.workspace.openTextDocument(diff.modified)).getText(), plain);
    assert.equal(quoted.getText(), before);
  });

  it('takes the place of the document where the reader says so, and "undo" takes it back', async () => {
    const { quoted, plain } = await openQuoted();
    const before = quoted.getText();
    await preview(quoted);
    await vscode.commands.executeCommand('dumplens.applyNormalised');
    assert.equal(quoted.getText(), plain);
    await until(
      () => Promise.resolve(shownDiff()),
      (shown) => shown === null,
    );
    await vscode.commands.executeCommand('undo');
    await until(
      () => Promise.resolve(quoted.getText()),
      (text) => text === before,
    );
  });

  it('becomes a document of its own where the reader says that', async () => {
    const { quoted, plain } = await openQuoted();
    const before = quoted.getText();
    await preview(quoted);
    await vscode.commands.executeCommand('dumplens.openNormalised');
    await until(
      () => Promise.resolve(shownText()),
      (text) => text === plain,
    );
    assert.equal(quoted.getText(), before);
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'psod');
  });

  it('opens no differences where there are none', async () => {
    await openSample('psod-spin-count.psod');
    await vscode.commands.executeCommand('dumplens.normalise');
    assert.equal(shownDiff(), null);
  });
});

describe('folding the plumbing', () => {
  const isVisible = (line: number): boolean =>
    (vscode.window.activeTextEditor?.visibleRanges ?? []).some(
      ({ start, end }) => start.line <= line && line <= end.line,
    );

  /** Scrolls to a line until it is in sight, where one that is folded away never comes. */
  const showLine = (document: vscode.TextDocument, words: string): Promise<boolean> => {
    const line = lineOf(document, words);
    return until(
      () => {
        vscode.window.activeTextEditor?.revealRange(document.lineAt(line).range);
        return Promise.resolve(isVisible(line));
      },
      (visible) => visible,
    );
  };

  /** Folds until what is in sight before is hidden: the editor may still be asking what can be folded. */
  async function foldPlumbing(sample: string, hidden: string): Promise<vscode.TextDocument> {
    const document = await openSample(sample);
    await vscode.commands.executeCommand('editor.unfoldAll');
    await showLine(document, hidden);
    await until(
      async () => {
        await vscode.commands.executeCommand('dumplens.foldPlumbing');
        return isVisible(lineOf(document, hidden));
      },
      (visible) => !visible,
    );
    return document;
  }

  it('hides the idle loop of a purple screen, and leaves the story and the registers', async () => {
    const document = await foldPlumbing('psod-spin-count.psod', 'CpuSched_WaitIRQ');
    for (const words of ['SP_WaitLock', 'TimerBHHandlerLoop', 'CpuSchedDispatch', 'eax=0xffffffff']) {
      await showLine(document, words);
    }
  });

  it('hides what noticed, at the top of a stack', async () => {
    const document = await foldPlumbing('windbg-0x133.txt', 'KeUpdateTime');
    for (const words of ['nt!KeBugCheckEx', 'HalpTimerStallExecutionProcessor', 'PshedpWaitForOperationToComplete']) {
      await showLine(document, words);
    }
  });
});
