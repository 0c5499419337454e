import * as vscode from 'vscode';
import { openSample, until } from './samples.js';

describe('a new known issue', () => {
  it('would be saved where packs are read', async () => {
    const { uri } = await openSample('psod-spin-count.psod');
    await vscode.commands.executeCommand('dumplens.newKnownIssue', uri);
    const place = '/.dumplens/spin-count-exceeded-pathlistlock-at-timerbhhandlerloop.yaml';
    await until(
      () => Promise.resolve(vscode.window.activeTextEditor?.document.uri),
      (draft) => draft?.scheme === 'untitled' && draft.path.endsWith(place),
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
