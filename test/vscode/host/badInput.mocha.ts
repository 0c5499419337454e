/** Documents that go, change or are odd while something is done with them: nothing hangs, and nothing is stale. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, until } from './samples.js';

const reportTabs = (): readonly vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('dumplens.report'));

const reportIs = (state: 'open' | 'closed'): Promise<readonly vscode.Tab[]> =>
  until(
    () => Promise.resolve(reportTabs()),
    (tabs) => tabs.length > 0 === (state === 'open'),
  );

describe('a report that is closed', () => {
  it('while it is being saved leaves nobody waiting', async () => {
    const { uri } = await openSample('psod-spin-count.psod');
    const saving = vscode.commands.executeCommand('dumplens.saveReport', uri, 0);
    await vscode.window.tabGroups.close(await reportIs('open'));
    await saving;
    assert.deepEqual(reportTabs(), []);
  });
});
