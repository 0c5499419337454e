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

  test('what a later pack says of a thing counts', () => {
    assert.equal(knowledge.symbol('windows', 'nt', 'KeWait')?.role, 'wait');
  });
});

describe('a pack of one’s own', () => {
  const builtIn = symbols('windows', symbol('nt', 'KeWait'), symbol('nt', 'KeWaitFor*'));
  const withId = (id: string, module: string, name: string, role: string) => ({ ...symbol(module, name, role), id });

  test('puts an entry of the same id in its place, its old name gone', () => {
    const own = symbols('windows', withId('nt!KeWait', 'nt', 'KeRest', 'wait'));
    const knowledge = createKnowledge([builtIn, own]);
    assert.equal(knowledge.symbol('windows', 'nt', 'KeRest')?.role, 'wait');
    assert.equal(knowledge.symbol('windows', 'nt', 'KeWait'), null);
  });

  test('wins where it speaks of the same name under another id, patterns too', () => {
    const own = symbols('windows', withId('a', 'nt', 'KeWait', 'wait'), withId('b', 'nt', 'KeWaitFor*', 'stall'));
    const knowledge = createKnowledge([builtIn, own]);
    assert.equal(knowledge.symbol('windows', 'nt', 'KeWait')?.id, 'a');
    assert.equal(knowledge.symbol('windows', 'nt', 'KeWaitForEver')?.id, 'b');
  });

  test('of the same id about another system stands beside it', () => {
    const own = symbols('esxi', withId('nt!KeWait', 'nt', 'KeWait', 'wait'));
    const knowledge = createKnowledge([builtIn, own]);
    assert.equal(knowledge.symbol('windows', 'nt', 'KeWait')?.role, 'other');
    assert.equal(knowledge.symbol('esxi', 'nt', 'KeWait')?.role, 'wait');
  });
});

test('a translation takes the place of the texts that it has, and of no others', () => {
  const packs = [symbols('windows', symbol('nt', 'KeWait'))];
  const korean = { translates: 'windows', language: 'ko', entries: { 'nt!KeWait': { meaning: '기다립니다.' } } };
  const entry = createKnowledge(packs, [korean]).symbol('windows', 'nt', 'KeWait');
  assert.deepEqual([entry?.meaning, entry?.symbol], ['기다립니다.', 'KeWait']);
  assert.notEqual(createKnowledge(packs).symbol('windows', 'nt', 'KeWait')?.meaning, '기다립니다.');
});

test('a typed command is known by its longest beginning', () => {
  const command = (typed: string) => ({
    id: typed,
    command: typed,
    shows: '.',
    next: '.',
    url: null,
    basis: 'seen' as const,
  });
  const knowledge = createKnowledge([
    { pack: 'commands', id: 'c', system: 'windows', entries: [command('!analyze'), command('!analyze -v')] },
  ]);
  assert.equal(knowledge.command('!analyze -v -hang')?.id, '!analyze -v');
  assert.equal(knowledge.command('!ANALYZE  -hang')?.id, '!analyze');
  assert.equal(knowledge.command('!analyzer'), null);
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
  for (const decorated of ['_KeBugCheckEx', '_KeBugCheckEx@20', '@KeBugCheckEx@20'])
    assert.equal(builtinKnowledge().symbol('windows', 'nt', decorated), known);
});
