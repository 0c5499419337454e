import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hexToNumber, normaliseHex, withoutMinidumpBit } from '../../../server/src/util/hex.js';

describe('printed numbers in one form', () => {
  const NUMBERS: Readonly<Record<string, string | null>> = {
    '00000000`00000133': '0x133',
    "fffff880'0b6d34c8": '0xfffff8800b6d34c8',
    'fffff880\\`0b6d34c8': '0xfffff8800b6d34c8',
    C19: '0xc19',
    '0XFF': '0xff',
    '0000': '0x0',
    '0': '0x0',
    '': null,
    '0x': null,
    '####': null,
    '0xnnnn': null,
    '12 34': null,
  };
  for (const [printed, expected] of Object.entries(NUMBERS)) {
    test(JSON.stringify(printed), () => {
      assert.equal(normaliseHex(printed), expected);
    });
  }
});

test('a number that is too large to count with is none', () => {
  assert.equal(hexToNumber('0x3c19'), 15385);
  assert.equal(hexToNumber('0xfffff8800b6d34c8'), null);
});

test('the variant of a minidump is the plain code; another high bit belongs to it', () => {
  assert.equal(withoutMinidumpBit('0x1000007e'), '0x7e');
  assert.equal(withoutMinidumpBit('0x133'), '0x133');
  assert.equal(withoutMinidumpBit('0xdeaddead'), '0xdeaddead');
});
