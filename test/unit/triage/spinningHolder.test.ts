import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';

const HEADLINE = 'Spin count exceeded - possible deadlock with PCPU 2';
const heading = 'Saved backtrace from: pcpu 2 SpinLock spin out NMI';

test('a holder that spins for another lock itself is a victim: its driver is not blamed', () => {
  const frames = ['SP_WaitLock+0x1ca', 'Send@(contosonic)#<None>+0x30', 'vmkWorldFunc+0x53'];
  const text = printScreen({
    headline: HEADLINE,
    frames: ['Panic+0x1', 'SP_WaitLock+0x2'],
    saved: { heading, frames },
  });
  const { verdict } = onlyCrash(text);
  assert.equal(verdict.blamed, null);
  assert.ok(
    verdict.evidence.some(
      ({ line, why }) => line === lineOf(text, 'SP_WaitLock+0x1ca') && why.includes('another lock'),
    ),
  );
});

test('a holder that runs is blamed', () => {
  const frames = ['Send@(contosonic)#<None>+0x30', 'vmkWorldFunc+0x53'];
  const text = printScreen({
    headline: HEADLINE,
    frames: ['Panic+0x1', 'SP_WaitLock+0x2'],
    saved: { heading, frames },
  });
  assert.equal(onlyCrash(text).verdict.blamed?.module, 'contosonic');
});
