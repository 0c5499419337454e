import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, until } from './samples.js';

describe('semantic tokens', () => {
  it('come with the legend that names them', async () => {
    const { uri } = await openSample('psod-spin-count.psod');
    const tokens = await until(
      () =>
        vscode.commands.executeCommand<vscode.SemanticTokens | undefined>('vscode.provideDocumentSemanticTokens', uri),
      (found) => found !== undefined && found.data.length > 0,
    );
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      uri,
    );
    const [line, from, length, type = -1] = tokens?.data ?? [];
    assert.deepEqual([line, from, length], [0, 0, 'VMware ESX Server'.length]);
    assert.equal(legend.tokenTypes[type], 'heading');
    assert.ok(legend.tokenModifiers.includes('doubtful'));
  });
});
