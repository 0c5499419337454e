import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lineOf, openSample, positionOf, until } from './samples.js';

type Target = vscode.Location | vscode.LocationLink;

/** The texts that a definition or reference provider points to; waits for the first, as the server may be starting. */
async function goFrom(document: vscode.TextDocument, command: string, position: vscode.Position): Promise<string[]> {
  const targets = await until(
    () => vscode.commands.executeCommand<Target[]>(command, document.uri, position),
    (found) => found.length > 0,
  );
  return targets.map((target) => document.getText('targetRange' in target ? target.targetRange : target.range));
}

const definitions = (document: vscode.TextDocument, position: vscode.Position): Promise<string[]> =>
  goFrom(document, 'vscode.executeDefinitionProvider', position);
const references = (document: vscode.TextDocument, position: vscode.Position): Promise<string[]> =>
  goFrom(document, 'vscode.executeReferenceProvider', position);

describe('from the waiter to the owner', () => {
  it('leads to every candidate in the PCPU list where the owner is not named', async () => {
    const document = await openSample('psod-spin-count.psod');
    const found = await definitions(document, positionOf(document, 'SP_WaitLock'));
    assert.equal(found.length, 7);
    assert.ok(!found.some((text) => text.includes('console')), 'the panicking CPU is no candidate');
  });

  it('leads to the same from the name of the lock', async () => {
    const document = await openSample('psod-spin-count.psod');
    const found = await definitions(document, positionOf(document, 'pathListLock'));
    assert.equal(found.length, 7);
  });

  it("leads to the owner's saved backtrace where the log has it", async () => {
    const document = await openSample('psod-spin-count-owner.psod');
    const [found] = await definitions(document, positionOf(document, 'SP_WaitLock'));
    assert.match(found ?? '', /BitVector_NextBit/);
  });

  it('leads to the same from the CPU that the message names', async () => {
    const document = await openSample('psod-spin-count-owner.psod');
    const [found] = await definitions(document, positionOf(document, 'PCPU 3'));
    assert.match(found ?? '', /BitVector_NextBit/);
  });

  it('leads from the wait for the firmware to the frame that shows whose answer is missing', async () => {
    const document = await openSample('windbg-0x133.txt');
    const [found] = await definitions(document, positionOf(document, 'PshedpWaitForOperationToComplete'));
    assert.match(found ?? '', /PshedpWriteErrorRecordERST/);
  });
});

describe('from the owner back to those that wait', () => {
  it('leads from the saved backtrace to the waiting frame', async () => {
    const document = await openSample('psod-spin-count-owner.psod');
    const found = await references(document, positionOf(document, 'pcpu 3', 'Saved backtrace'));
    assert.ok(found.some((text) => text.includes('SP_WaitLock')));
  });

  it('leads from a candidate to the waiting frame', async () => {
    const document = await openSample('psod-spin-count.psod');
    const found = await references(document, positionOf(document, '1:1102'));
    assert.ok(found.some((text) => text.includes('SP_WaitLock')));
  });
});

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

describe('who waits for whom', () => {
  it('is a call hierarchy: from the waiter over the lock to the candidates, and back', async () => {
    const document = await openSample('psod-spin-count.psod');
    const position = positionOf(document, 'SP_WaitLock');
    const [waiter] = await until(
      () =>
        vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
          'vscode.prepareCallHierarchy',
          document.uri,
          position,
        ),
      (found) => found.length > 0,
    );
    assert.ok(waiter);
    const outgoing = (item: vscode.CallHierarchyItem) =>
      vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>('vscode.provideOutgoingCalls', item);
    const [lock] = await outgoing(waiter);
    assert.equal(lock?.to.name, 'pathListLock');
    assert.equal((await outgoing(lock.to)).length, 7);
    const incoming = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      lock.to,
    );
    assert.deepEqual(
      incoming.map(({ from }) => from.name),
      [waiter.name],
    );
  });
});

describe('symbols of the workspace', () => {
  it('are the crashes of all open documents', async () => {
    await openSample('psod-spin-count.psod');
    await openSample('windbg-0x133.txt');
    const symbols = await until(
      () =>
        vscode.commands.executeCommand<vscode.SymbolInformation[]>(
          'vscode.executeWorkspaceSymbolProvider',
          'DPC_WATCH',
        ),
      (found) => found.length > 0,
    );
    assert.ok(symbols.some(({ name }) => name === 'DPC_WATCHDOG_VIOLATION (133)'));
  });
});
