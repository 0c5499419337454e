import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';

const PAGE_FAULT = '#PF Exception 14 in world 4711:vmnic1-poll IP 0x42001e addr 0x28';

describe('a page fault', () => {
  test('in a driver’s function blames the driver', () => {
    const text = readSample('psod-page-fault.psod');
    const { kind, verdict } = onlyCrash(text);
    assert.equal(kind, 'exception-pf');
    assert.equal(verdict.category, 'driver-bug');
    assert.deepEqual(
      [verdict.blamed?.module, verdict.blamed?.symbol, verdict.blamed?.basis],
      ['contosonic', 'csnicRxRingStatsSum', 'stack'],
    );
    assert.equal(verdict.blamed?.line, lineOf(text, 'csnicRxRingStatsSum'));
  });

  test('in the kernel, with a driver further down, is less sure', () => {
    const direct = onlyCrash(
      printScreen({ headline: PAGE_FAULT, frames: ['f@(contosonic)#<None>+0x1', 'g@vmkernel#nover+0x2'] }),
    );
    const indirect = onlyCrash(
      printScreen({ headline: PAGE_FAULT, frames: ['Uplink_Do@vmkernel#nover+0x2', 'f@(contosonic)#<None>+0x1'] }),
    );
    assert.equal(direct.verdict.confidence, 'medium');
    assert.equal(indirect.verdict.blamed?.module, 'contosonic');
    assert.notEqual(indirect.verdict.confidence, 'high');
  });

  test('in the kernel alone blames nobody', () => {
    const { verdict } = onlyCrash(
      printScreen({ headline: PAGE_FAULT, frames: ['Foo@vmkernel#nover+0x2', 'Bar@vmkernel#nover+0x3'] }),
    );
    assert.notEqual(verdict.category, 'driver-bug');
    assert.equal(verdict.blamed, null);
  });

  test('with the modules that the kernel names as involved blames the first of them', () => {
    const text = `${printScreen({ headline: PAGE_FAULT, frames: ['Foo@vmkernel#nover+0x2'] })}Module(s) involved in panic: [contosonic 4.1.2-1OEM.900 (External)]\n`;
    const { verdict } = onlyCrash(text);
    assert.deepEqual(verdict.blamed, {
      module: 'contosonic',
      symbol: null,
      line: lineOf(text, 'Module(s) involved'),
      basis: 'named',
    });
    assert.match(verdict.summary, /The kernel itself names contosonic as involved\./);
  });

  test('without a stack nothing is known', () => {
    const { verdict } = onlyCrash(printScreen({ headline: PAGE_FAULT, frames: [] }));
    assert.equal(verdict.category, 'unknown');
    assert.equal(verdict.blamed, null);
    assert.equal(verdict.confidence, 'low');
  });
});

test('a machine check is the hardware’s, whatever it interrupted', () => {
  const headline = 'Machine Check Exception on PCPU13 in world 4136:vmm0';
  const { verdict } = onlyCrash(printScreen({ headline, frames: ['f@(contosonic)#<None>+0x1'] }));
  assert.equal(verdict.category, 'hardware');
  assert.equal(verdict.blamed?.module, 'hardware');
});

test('whoever finds a damaged heap is not blamed', () => {
  const headline = 'PANIC bora/vmkernel/main/dlmalloc.c:4924 - Usage error in dlmalloc';
  const { verdict } = onlyCrash(printScreen({ headline, frames: ['Panic+0x1', 'f@(contosonic)#<None>+0x1'] }));
  assert.equal(verdict.category, 'memory-corruption');
  assert.equal(verdict.blamed, null);
});

test('a failed check tells its file and line', () => {
  const headline = 'ASSERT bora/vmkernel/sched/cpusched.c:1234';
  const { verdict } = onlyCrash(printScreen({ headline, frames: ['Panic+0x1', 'CpuSchedDispatch+0x2'] }));
  assert.equal(verdict.category, 'os-bug');
  assert.match(verdict.summary, /bora\/vmkernel\/sched\/cpusched\.c line 1234/);
});
