import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { builtinKnowledge } from '../../../server/src/knowledge/builtin.js';
import { createKnowledge } from '../../../server/src/knowledge/store.js';
import type { AnyPack, SymbolEntry } from '../../../server/src/knowledge/types.js';
import { openCase } from '../../../server/src/service.js';
import { Asked, first } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';

const symbol = (module: string | null, name: string, role = 'other'): SymbolEntry => ({
  id: `${module ?? '*'}!${name}`,
  module,
  symbol: name,
  role,
  meaning: `Stands for ${module ?? 'any'}!${name}.`,
  basis: 'seen',
});

const symbols = (system: string, ...entries: readonly SymbolEntry[]): AnyPack => ({
  pack: 'symbols',
  id: system,
  system,
  entries,
});

describe('looking up a function', () => {
  const knowledge = createKnowledge([
    symbols(
      'windows',
      symbol('nt', 'KeWait'),
      symbol('nt', 'Ke*'),
      symbol('nt', 'KeWaitFor*'),
      symbol(null, 'DriverEntry'),
      symbol('*', '*Isr'),
    ),
    symbols('esxi', symbol('vmkernel', 'Panic'), symbol('contosonic', 'Panic')),
    symbols('windows', symbol('nt', 'KeWait', 'wait')),
  ]);
  const id = (...question: Parameters<typeof knowledge.symbol>): string | undefined =>
    knowledge.symbol(...question)?.id;

  test('an exact name wins over every pattern', () => {
    assert.equal(id('windows', 'nt', 'KeWait'), 'nt!KeWait');
  });

  test('the pattern that says more wins', () => {
    assert.equal(id('windows', 'nt', 'KeWaitForSingleObject'), 'nt!KeWaitFor*');
    assert.equal(id('windows', 'nt', 'KeSetEvent'), 'nt!Ke*');
  });

  test('modules are the same in any case, functions are not', () => {
    assert.equal(id('windows', 'NT', 'KeWait'), 'nt!KeWait');
    assert.equal(id('windows', 'nt', 'kewait'), undefined);
  });

  test('an entry without a module fits every module', () => {
    assert.equal(id('windows', 'contosonic', 'DriverEntry'), '*!DriverEntry');
    assert.equal(id('windows', 'contosonic', 'RxIsr'), '*!*Isr');
  });

  test('a frame of ESX without a module is the kernel’s', () => {
    assert.equal(id('esxi', null, 'Panic'), 'vmkernel!Panic');
    assert.equal(id('esxi', 'contosonic', 'Panic'), 'contosonic!Panic');
  });

  test('one system knows nothing of the other', () => {
    assert.equal(id('esxi', 'nt', 'KeWait'), undefined);
  });

  test('the first pack that defines a thing wins', () => {
    assert.equal(knowledge.symbol('windows', 'nt', 'KeWait')?.role, 'other');
  });
});

test('the minidump’s bit is left out only where the code is not known with it', () => {
  const entry = (code: string) => ({
    id: code,
    code,
    name: code,
    meaning: null,
    parameters: [],
    causes: [],
    commands: [],
    url: null,
    basis: 'seen' as const,
  });
  const knowledge = createKnowledge([
    { pack: 'bugchecks', id: 'b', system: 'windows', entries: [entry('0x7e'), entry('0x8e'), entry('0x1000008e')] },
  ]);
  assert.equal(knowledge.bugCheck('0x1000007e')?.code, '0x7e');
  assert.equal(knowledge.bugCheck('0x1000008e')?.code, '0x1000008e');
  assert.equal(knowledge.bugCheck('0x1000009f'), null);
});

test('a fact from a pack of one’s own decides the verdict like a built-in one', () => {
  const text = printScreen({ frames: ['Panic+0x10', 'Frobnicate+0x3', 'Foo+0x1'] });
  const own = createKnowledge([
    symbols('esxi', symbol('vmkernel', 'Panic', 'panic-plumbing'), symbol('vmkernel', 'Frobnicate', 'spin-wait')),
  ]);
  const [crash] = openCase(text, own).crashes;
  assert.equal(first(first(crash?.waits ?? []).waiters).basis, 'stack');
  assert.equal(first(first(new Asked(text).opened.crashes).waits[0]?.waiters ?? []).basis, 'named');
});

test('the Windows kernel is known by its file names, and x86 names by their undecorated form', () => {
  const known = builtinKnowledge().symbol('windows', 'nt', 'KeBugCheckEx');
  assert.ok(known);
  assert.equal(builtinKnowledge().symbol('windows', 'ntoskrnl', 'KeBugCheckEx'), known);
  assert.equal(builtinKnowledge().symbol('windows', 'nt', '_KeBugCheckEx'), known);
});
