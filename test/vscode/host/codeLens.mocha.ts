import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lineOf, openSample, until } from './samples.js';

/** The titles of the lenses above a line. */
async function lensesAbove(document: vscode.TextDocument, line: number): Promise<string[]> {
  const lenses = await until(
    () => vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100),
    (found) => found.some((lens) => lens.command?.command === 'dumplens.triage'),
  );
  return lenses.filter((lens) => lens.range.start.line === line).map((lens) => lens.command?.title ?? '');
}

describe('code lenses', () => {
  it('give the verdict of a purple screen above its headline, and a way to the report', async () => {
    const document = await openSample('psod-spin-count.psod');
    const [verdict, triage] = await lensesAbove(document, 0);
    assert.match(verdict ?? '', /PCPU 0 is the victim.*pathListLock/);
    assert.equal(triage, 'Triage this crash');
  });

  it('say above a waiting frame what it waits for, and that nobody is named as the owner', async () => {
    const document = await openSample('psod-spin-count.psod');
    const [waits] = await lensesAbove(document, lineOf(document, 'SP_WaitLock'));
    assert.match(waits ?? '', /waits for spinlock pathListLock · owner not named, 7 candidates/);
  });

  it('say above a stack how much of it is plumbing and where the story starts', async () => {
    const document = await openSample('psod-spin-count.psod');
    const [stack] = await lensesAbove(document, lineOf(document, 'Panic+'));
    assert.match(stack ?? '', /17 frames: .*story starts at TimerBHHandlerLoop/);
  });

  it('name the owner where the purple screen does', async () => {
    const document = await openSample('psod-spin-count-owner.psod');
    const [waits] = await lensesAbove(document, lineOf(document, 'SP_WaitLock'));
    assert.match(waits ?? '', /owner PCPU 3/);
  });

  it('give the verdict of a 0x133: the firmware did not answer', async () => {
    const document = await openSample('windbg-0x133.txt');
    const [verdict] = await lensesAbove(document, 0);
    assert.match(verdict ?? '', /firmware did not answer/i);
  });
});
