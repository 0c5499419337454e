import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, positionOf, until } from './samples.js';

describe('a purple screen', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await openSample('psod-spin-count-owner.psod');
  });

  it('has the language of its dialect', () => {
    assert.equal(document.languageId, 'psod');
  });

  it('has its verdict as a code lens', async () => {
    const lenses = await until(
      () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 20),
      (found) => found.some((lens) => lens.command?.command === 'dumplens.triage'),
    );
    assert.ok(lenses.some((lens) => lens.command?.title.includes('victim')));
  });

  it('leads from the waiting frame to the backtrace of the owner', async () => {
    const line = await definitionLine(document, positionOf(document, 'SP_WaitLock'));
    assert.match(line, /Saved backtrace/);
  });

  it('leads from the CPU that the message names to the backtrace of the owner', async () => {
    const line = await definitionLine(document, positionOf(document, 'PCPU 3'));
    assert.match(line, /Saved backtrace/);
  });
});

/** The text of the line where the first definition begins. */
async function definitionLine(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const [first] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    document.uri,
    position,
  );
  assert.ok(first !== undefined, 'there is a definition');
  const range = 'targetRange' in first ? first.targetRange : first.range;
  return document.lineAt(range.start.line).text;
}
