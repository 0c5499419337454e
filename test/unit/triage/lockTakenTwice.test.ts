import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';

const headline = 'CPU 0 / World 1024 tried to re-acquire lock';

describe('a CPU that asks for a lock that it holds', () => {
  test('is a victim of nobody: it would wait for itself', () => {
    const { verdict } = onlyCrash(printScreen({ headline, frames: ['Panic+0x10', 'SP_WaitLock+0x1b6'] }));
    assert.match(verdict.summary, /^PCPU 0 tried to take a spinlock that it already held/);
    assert.doesNotMatch(verdict.summary, /victim/);
    assert.equal(verdict.blamed, null);
  });

  test('leads to the driver that asked the second time', () => {
    const frames = [
      'Panic_WithBacktrace@vmkernel#nover+0x6a',
      'vmk_SpinlockLock@vmkernel#nover+0x8a',
      'fbfc_abort@(fabrikamfc)#<None>+0x51',
      'fbfc_timeout@(fabrikamfc)#<None>+0x91',
    ];
    const text = printScreen({ headline, frames });
    const { verdict } = onlyCrash(text);
    assert.deepEqual(
      [verdict.blamed?.module, verdict.blamed?.symbol, verdict.blamed?.line],
      ['fabrikamfc', 'fbfc_abort', lineOf(text, 'fbfc_abort')],
    );
    assert.equal(verdict.confidence, 'medium');
    assert.equal(verdict.category, 'lock-contention');
  });
});
