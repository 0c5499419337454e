import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bankStatusWords, decodeBankStatus } from '../../../server/src/triage/bankStatus.js';

describe('the status of a machine-check bank', () => {
  const CASES: readonly (readonly [status: bigint, error: RegExp])[] = [
    [0xbe00000000800400n, /internal timer error/],
    [0xb200000000070f0fn, /bus or interconnect/],
    [0xbf80000000000124n, /cache hierarchy/],
    [0xbe0000000001010an, /cache hierarchy/],
    [0xb200000000010014n, /TLB/],
    [0xbc00000000010090n, /memory controller/],
    [0xfa00000000000e0bn, /I\/O/],
    [0xb200000000000005n, /internal parity/],
    [0xb20000000000041cn, /internal error/],
  ];

  for (const [status, error] of CASES) {
    test(`0x${status.toString(16)} is ${error.source}`, () => {
      assert.match(decodeBankStatus(status).error ?? '', error);
    });
  }

  test('flags: valid, not corrected, context corrupt', () => {
    const fatal = decodeBankStatus(0xbe00000000800400n);
    assert.deepEqual([fatal.valid, fatal.uncorrected, fatal.contextCorrupt], [true, true, true]);
    const corrected = decodeBankStatus(0x8c00004000010090n);
    assert.deepEqual([corrected.valid, corrected.uncorrected, corrected.contextCorrupt], [true, false, false]);
  });

  test('the filter bit does not change the class', () => {
    assert.equal(decodeBankStatus(0x9000000000001090n).error, decodeBankStatus(0x9000000000000090n).error);
  });

  test('a bank without the valid bit holds no error', () => {
    assert.match(bankStatusWords(0x400n), /holds no error/);
  });

  test('an unknown code is said to be one', () => {
    assert.match(bankStatusWords(0x8000000000000240n), /only the maker’s manual names \(code 0x240\)/);
  });
});
