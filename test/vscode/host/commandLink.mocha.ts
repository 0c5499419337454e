import * as vscode from 'vscode';
import { lineOf, openSample, until } from './samples.js';

describe('a command link', () => {
  it('moves the cursor to the place that it names', async () => {
    const document = await openSample('psod-spin-count.psod');
    const line = lineOf(document, 'SP_WaitLock');
    const range = { start: { line, character: 0 }, end: { line, character: 1 } };
    await vscode.commands.executeCommand('dumplens.showLocations', document.uri.toString(), range.start, [range]);
    await until(
      () => Promise.resolve(vscode.window.activeTextEditor?.selection.active.line),
      (found) => found === line,
    );
  });
});
