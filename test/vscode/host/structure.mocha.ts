import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { lineOf, openSample, positionOf, until } from './samples.js';

const ask = <T>(command: string, ...args: readonly unknown[]): Promise<T[]> =>
  until(
    () => vscode.commands.executeCommand<T[] | undefined>(command, ...args).then((answer) => answer ?? []),
    (answer) => answer.length > 0,
  );

describe('the outline', () => {
  it('has the crash at its top, and below it the registers, the CPUs and the stack', async () => {
    const document = await openSample('psod-spin-count.psod');
    const [crash] = await ask<vscode.DocumentSymbol>('vscode.executeDocumentSymbolProvider', document.uri);
    assert.match(crash?.name ?? '', /Spin count exceeded/);
    const names = crash?.children.map((child) => child.name) ?? [];
    assert.ok(names.includes('Registers') && names.includes('PCPU list'), names.join(', '));
    const frames = crash?.children.flatMap((child) => child.children.map((frame) => frame.name)) ?? [];
    assert.ok(frames.includes('SP_WaitLock'), frames.join(', '));
  });
});

describe('folding', () => {
  it('hides the frames that only noticed', async () => {
    const document = await openSample('windbg-0x133.txt');
    const ranges = await ask<vscode.FoldingRange>('vscode.executeFoldingRangeProvider', document.uri);
    const noticed = lineOf(document, 'nt!KeBugCheckEx');
    assert.ok(ranges.some(({ start, end }) => start === noticed && end === lineOf(document, 'KiInterruptDispatch')));
  });
});

describe('highlights', () => {
  it('mark a lock wherever it is named', async () => {
    const document = await openSample('psod-spin-count.psod');
    const highlights = await ask<vscode.DocumentHighlight>(
      'vscode.executeDocumentHighlights',
      document.uri,
      positionOf(document, 'pathListLock'),
    );
    assert.deepEqual(
      highlights.map(({ range }) => document.getText(range)),
      ['pathListLock', 'pathListLock'],
    );
  });
});
