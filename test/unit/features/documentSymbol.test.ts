import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { Asked } from '../../helpers/ask.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';

const children = ({ children: list = [] }: DocumentSymbol): readonly DocumentSymbol[] => list;

function find(symbols: readonly DocumentSymbol[], name: string): DocumentSymbol {
  const found = symbols.find((symbol) => symbol.name === name);
  if (!found) throw new Error(`There is no ${name} in ${symbols.map((symbol) => symbol.name).join(', ')}.`);
  return found;
}

const names = (symbols: readonly DocumentSymbol[]): readonly string[] => symbols.map(({ name }) => name);

test('the outline of a screen: registers, CPUs, and in the stack the frames of weight', () => {
  const screen = new Asked(readSample('psod-spin-count.psod')).outline();
  const crash = find(screen, 'Spin count exceeded (pathListLock) - possible deadlock');
  assert.equal(crash.detail, 'lock contention');
  assert.deepEqual(names(children(crash)), ['Registers', 'PCPU list', 'Panicking CPU']);
  assert.equal(find(children(crash), 'PCPU list').detail, '8');
  assert.deepEqual(names(children(find(children(crash), 'Panicking CPU'))), [
    'SP_WaitLock',
    'cosShadow',
    'cosShadow',
    'TimerBHHandlerLoop',
    'Timer_BHHandler',
    'BH_Check',
  ]);
});

test('each stack has its own entry', () => {
  const crash = find(
    new Asked(readSample('psod-spin-count-owner.psod')).outline(),
    'Spin count exceeded - possible deadlock with PCPU 3',
  );
  const owner = find(children(crash), 'Saved backtrace from: pcpu 3 SpinLock spin out NMI');
  assert.match(owner.detail ?? '', /^owner, 8 frames$/);
});

test('the outline of a transcript: arguments and the interrupted work, without plumbing', () => {
  const crash = find(new Asked(readSample('windbg-0x133.txt')).outline(), 'DPC_WATCHDOG_VIOLATION (133)');
  assert.equal(crash.detail, 'firmware');
  assert.deepEqual(names(children(crash)), ['Arg1', 'Arg2', 'Arg3', 'Arg4', 'STACK_TEXT']);
  const frames = names(children(find(children(crash), 'STACK_TEXT')));
  assert.equal(frames[0], 'HalpTimerStallExecutionProcessor');
  assert.ok(!frames.includes('KeUpdateTime'));
});

const isWithin = (inner: DocumentSymbol['range'], outer: DocumentSymbol['range']): boolean => {
  const before = (left: typeof inner.start, right: typeof inner.start): boolean =>
    left.line < right.line || (left.line === right.line && left.character <= right.character);
  return before(outer.start, inner.start) && before(inner.end, outer.end);
};

function assertNested(symbol: DocumentSymbol): void {
  assert.ok(isWithin(symbol.selectionRange, symbol.range), `${symbol.name}: the selection lies in the range`);
  for (const child of children(symbol)) {
    assert.ok(isWithin(child.range, symbol.range), `${child.name} lies in ${symbol.name}`);
    assertNested(child);
  }
}

for (const sample of SAMPLES) {
  test(`${sample}: every entry lies in its parent, as breadcrumbs need it`, () => {
    const outline = new Asked(readSample(sample)).outline();
    assert.equal(outline.length, 1);
    outline.forEach(assertNested);
  });
}
