import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, until } from './samples.js';

describe('the walkthrough', () => {
  it('works on the log that is open behind it', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // Not as a preview, whose tab the walkthrough would take.
    await vscode.window.showTextDocument(await openSample('psod-spin-count.psod'), { preview: false });
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'dumplens.dump-lens#start', false);
    await until(
      () => Promise.resolve(vscode.window.activeTextEditor),
      (editor) => editor === undefined,
    );
    await vscode.env.clipboard.writeText('nothing yet');
    await vscode.commands.executeCommand('dumplens.copyTicket');
    assert.match(await vscode.env.clipboard.readText(), /^Spin count exceeded /);
  });
});
