import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, until } from './samples.js';

/** The names of the reports that are in front. */
const shownReports = (): readonly string[] =>
  vscode.window.tabGroups.all
    .flatMap(({ activeTab }) => activeTab ?? [])
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('dumplens.report'))
    .map(({ label }) => label);

const shownBecome = (name: string): Promise<readonly string[]> =>
  until(
    () => Promise.resolve(shownReports()),
    (shown) => shown.length === 1 && shown[0] === `Triage: ${name}`,
  );

const triage = (document: vscode.TextDocument): Thenable<unknown> =>
  vscode.commands.executeCommand('dumplens.triage', document.uri, 0);

describe('the reports of two logs', () => {
  afterEach(() => vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)));

  it('take turns beside the text as the logs do', async () => {
    await triage(await openSample('psod-spin-count.psod'));
    await shownBecome('psod-spin-count.psod');
    await triage(await openSample('windbg-0x133.txt'));
    await shownBecome('windbg-0x133.txt');
    await openSample('psod-spin-count.psod');
    await shownBecome('psod-spin-count.psod');
    assert.equal(vscode.window.activeTextEditor?.document.fileName.endsWith('psod-spin-count.psod'), true);
    await openSample('windbg-0xd1.txt');
    await shownBecome('psod-spin-count.psod');
  });
});
