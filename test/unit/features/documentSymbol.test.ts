import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { Asked } from '../../helpers/ask.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { printStack } from '../../helpers/transcripts.js';

const SPIN_COUNT = 'Spin count exceeded - possible deadlock with PCPU 3';

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
  const crash = find(new Asked(readSample('psod-spin-count-owner.psod')).outline(), SPIN_COUNT);
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

test('an argument that is printed in a frame stands below its stack', () => {
  const text = ['STACK_TEXT:  ', printStack(['nt!KeBugCheckEx', 'nt!KiPageFault+0x42b', 'contosonic+0x83a7'])]
    .join('\n')
    .replace(/: 0{8}`0{8} /, ': 00000000`0000000a ');
  const outline = new Asked(text).outline();
  assert.deepEqual(names(outline), ['IRQL_NOT_LESS_OR_EQUAL (0xa)']);
  outline.forEach(assertNested);
});

test('two stacks of one command do not overlap, and bare addresses are no functions', () => {
  const text = [
    '0: kd> kp',
    'ChildEBP RetAddr',
    'ee21fd08 bf80ef2b contoso!Send+0x8',
    '0012ff78 0040114c 1!main(void)+0x15 [[r:\\t\\1.cpp @ 6]',
    '0012ffc0 7c817067 1!__tmainCRTStartup(void)+0x10b [f:\\crt0.c @ 278]',
    '0012fff0 00000000 0xee21fd08',
    '0012fff4 00000000 kernel32!BaseProcessStart+0x23',
  ].join('\n');
  const outline = new Asked(text).outline();
  outline.forEach(assertNested);
  const stacks = outline.flatMap((crash) => children(crash));
  assert.deepEqual(
    stacks.flatMap((stack) => names(children(stack))),
    ['Send', 'BaseProcessStart'],
  );
});

test('registers that are printed apart are listed apart, not around what stands between', () => {
  const crash = find(new Asked(readSample('psod-spin-count-owner.psod')).outline(), SPIN_COUNT);
  const registers = children(crash).filter(({ name }) => name === 'Registers');
  assert.ok(registers.length > 1);
  assert.ok(children(crash).some(({ name }) => name === 'PCPU list'));
});

test('a name is one line that fits into an outline', () => {
  const headline = `Assert ${'failed  '.repeat(60)}`;
  const [crash] = new Asked(printScreen({ headline })).outline();
  assert.match(crash?.name ?? '', /^Assert failed failed .{60,90} …$/);
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
  children(symbol).forEach(({ name, range: { start } }, index, all) => {
    const end = all[index - 1]?.range.end ?? start;
    assert.ok(end.line < start.line || (end.line === start.line && end.character <= start.character), name);
  });
}

for (const sample of SAMPLES) {
  test(`${sample}: every entry lies in its parent, as breadcrumbs need it`, () => {
    const outline = new Asked(readSample(sample)).outline();
    assert.equal(outline.length, 1);
    outline.forEach(assertNested);
  });
}
