import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { literalLength, matchesGlob } from '../../../server/src/util/glob.js';

describe('patterns', () => {
  const MATCHES: readonly (readonly [string, string, boolean])[] = [
    ['SP_WaitLock', 'SP_WaitLock', true],
    ['SP_WaitLock', 'SP_WaitLockIRQ', false],
    ['SP_Wait*', 'SP_WaitLockIRQ', true],
    ['*Stall*', 'HalpTimerStallExecutionProcessor', true],
    ['Ki*Dpc*List', 'KiRetireDpcList', true],
    ['Ki*Dpc*List', 'KiRetireDpcLists', false],
    ['*', '', true],
    ['', '', true],
    ['', 'x', false],
    ['a*b*c', 'abcbc', true],
    ['a.c', 'abc', false],
  ];
  for (const [pattern, text, expected] of MATCHES) {
    test(`${JSON.stringify(pattern)} ${expected ? 'fits' : 'does not fit'} ${JSON.stringify(text)}`, () => {
      assert.equal(matchesGlob(pattern, text), expected);
    });
  }

  test('a hostile pattern takes no more than text times pattern', () => {
    const start = performance.now();
    assert.equal(matchesGlob('*a'.repeat(200), 'a'.repeat(20_000) + 'b'), false);
    assert.ok(performance.now() - start < 2000);
  });
});

test('stars are not literal', () => {
  assert.equal(literalLength('Ki*Dpc*'), 5);
});
