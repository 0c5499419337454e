import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Asked } from '../../helpers/ask.js';
import { printAnalysis } from '../../helpers/transcripts.js';

/** Codes whose four arguments are all documented, as `!analyze` prints them. */
const DOCUMENTED =
  '1 a 18 19 1a 1e 20 23 24 27 2e 34 35 3b 3f 44 4e 50 51 6b 74 77 7a 7b 7c 7e 7f 8e 9c 9f a0 a5 be c1 c2 c4 c5 c9 ca ce d1 d5 d8 da ea ef f4 f7 fc fe 101 109 10d 10e 116 117 119 122 124 12b 133 139 13a 144 14f 154 15e 15f 162 164 17e 192 1a0 1a1 1aa 1c8 1ca 1d3 1db'.split(
    ' ',
  );

const P = 'fffff80312345678';
const Q = 'ffffc00212345678';

/** A crash's arguments, which of them is looked at, and what its hover must say. */
const DECODED: readonly (readonly [code: string, parameters: string, n: number, says: RegExp])[] = [
  ['1', `${P} 0 ffff 0`, 3, /Here: special calls 0, kernel calls -1/],
  ['1', `${P} 0 ffff 1`, 4, /Here: a worker routine/],
  ['a', `8 2 1 ${P}`, 1, /Here: close to zero/],
  ['a', `8 ff 0 ${P}`, 2, /Here: IRQL 255/],
  ['a', `8 2 8 ${P}`, 3, /Here: an execution/],
  ['a', `8 2 8 ${P}`, 4, /Read it with: ln 0xfffff80312345678/],
  ['19', `20 ${Q} ${Q} 4040001`, 2, /The block that should have been found/],
  ['19', `22 ${Q} 1 0`, 1, /Here: .*free/],
  ['1a', `41792 ${Q} 10000000000 0`, 3, /A single bit that is set here speaks for faulty memory/],
  ['1a', `41790 ${Q} ffff 0`, 2, /page frame of the damaged page/],
  ['1e', `ffffffffc0000005 ${P} 1 0`, 1, /Here: STATUS_ACCESS_VIOLATION/],
  ['1e', `ffffffffc0000005 ${P} 1 0`, 3, /Here: a write/],
  ['1e', `ffffffffc0000005 ${P} 1 0`, 4, /Here: a null pointer/],
  ['1e', `80000003 ${P} 1 0`, 3, /First detail of the exception/],
  ['20', '0 fffe 0 1', 2, /Here: -2/],
  ['24', 'b500190637 0 0 0', 1, /Here: file \d+, line 1591 /],
  ['27', 'baad0080 0 0 0', 1, /Here: in an exception of the redirector/],
  ['3b', `c0000005 ${P} ${Q} 0`, 3, /Read it with: \.cxr/],
  ['4e', '99 12345 2 0', 1, /Here: a page-table entry or page frame is damaged/],
  ['50', `${Q} 2 ${P} 2`, 2, /Here: a write/],
  ['50', `2e746e65746e6f63 0 ${P} 4`, 1, /Here: characters/],
  ['50', `ffff123412345678 0 ${P} 4`, 4, /Here: no canonical address/],
  ['50', `f8ff123412345678 0 ${P} 4`, 1, /Here: an address that x64 does not have/],
  ['77', 'c000000e c000000e 0 0', 1, /Here: STATUS_NO_SUCH_DEVICE/],
  ['77', '1 0 0 0', 1, /Here: the page came from the disk/],
  ['7a', `4 c0000185 ${Q} ${P}`, 2, /Here: STATUS_IO_DEVICE_ERROR/],
  ['7e', `c0000005 ${P} ${Q} ${Q}`, 3, /Read it with: \.exr 0xffffc00212345678/],
  ['7f', `8 ${Q} ${Q} ${P}`, 1, /Here: #DF, double fault/],
  ['7f', `8 ${Q} ${Q} ${P}`, 4, /the instruction at which it happened/],
  ['7f', '0 0 0 0', 4, /nothing is documented for this value/],
  ['8e', 'c0000005 80551234 f8c31234 0', 3, /Read it with: \.trap/],
  ['9c', `0 ${Q} b2000000 70f0f`, 3, /Here: a bus or interconnect error \(code 0xf0f\); not corrected/],
  ['9f', `3 ${Q} ${P} ${Q}`, 1, /Here: a device has kept a power request for too long/],
  ['9f', `3 ${Q} ${P} ${Q}`, 4, /Read it with: !irp/],
  ['9f', `4 12c ${Q} ${P}`, 2, /Here: 300 s/],
  ['9f', `4 12c ${Q} ${P}`, 3, /Read it with: !thread/],
  ['be', `${P} 8a00000123456121 ${Q} b`, 2, /Here: valid, read-only, for the kernel only, not executable/],
  ['be', `${P} 0 ${Q} b`, 2, /Here: not valid/],
  ['c1', `${Q} ${Q} 0 23`, 4, /Here: memory next to the block was changed/],
  ['c2', `7 1200 20206f49 ${Q}`, 1, /Here: the block had been freed already/],
  ['c2', `a ${Q} 206f4943 20206f49`, 3, /Here: the tag "CIo "/],
  ['c2', '9 2 1 0', 3, /Here: PagedPool/],
  ['c2', '9 2 1 0', 2, /Here: IRQL 2 \(DISPATCH_LEVEL\)/],
  ['c4', `f6 1b4 ${Q} ${P}`, 3, /Read it with: !process/],
  ['c9', '8 0 e 0', 3, /Here: IRP_MJ_DEVICE_CONTROL/],
  ['ca', `2 ${Q} 0 0`, 1, /Here: a function was called for something that is no device of a bus/],
  ['d1', `0 2 8 0`, 1, /Here: a null pointer/],
  ['d1', `0 2 1 ${P}`, 3, /Here: a write/],
  ['ef', `${Q} 0 0 0`, 2, /Here: a process/],
  ['f4', `6 ${Q} ${Q} ${P}`, 1, /Here: a thread/],
  ['101', '18 0 0 5', 4, /Here: CPU 5/],
  ['101', '18 0 0 5', 1, /Here: 24 ticks, about 0\.4 s/],
  ['109', '0 0 0 1', 4, /Here: the body of a function/],
  ['116', `${Q} ${P} c000009a 4`, 3, /Here: STATUS_INSUFFICIENT_RESOURCES/],
  ['119', '2 0 0 0', 1, /Here: the driver failed to submit a command/],
  ['124', `0 ${Q} be000000 800400`, 1, /Here: WheaErrSrcTypeMCE/],
  [
    '124',
    `0 ${Q} be000000 800400`,
    4,
    /Here: an internal timer error.*the state of the processor itself may be damaged/,
  ],
  ['124', `4 ${Q} 0 0`, 1, /Here: WheaErrSrcTypePCIe/],
  ['139', `3 ${Q} ${Q} 0`, 1, /Here: FAST_FAIL_CORRUPT_LIST_ENTRY: a damaged list/],
  ['139', `1d ${Q} ${Q} 0`, 1, /Here: FAST_FAIL_INVALID_BALANCED_TREE/],
  ['13a', `11 ${Q} ${Q} 0`, 1, /Here: /],
  ['144', `3 0 ${Q} ${Q}`, 4, /Read it with: !devobj/],
  ['14f', `3 1 ${Q} ${Q}`, 2, /Here: a client for notifications hangs/],
  ['15f', `1 ${Q} 493e0 0`, 3, /Here: 300,000 ms/],
  ['164', `5 ${Q} 0 0`, 1, /Here: a pointing device could not be opened/],
  ['17e', '306c3 24 21 3', 4, /Here: CPU 3/],
  ['192', `${Q} ${Q} 2 0`, 3, /Here: IRQL 2 \(DISPATCH_LEVEL\)/],
  ['1a0', `4 ${Q} ${Q} ${P}`, 3, /Read it with: !thread/],
  ['1aa', `${Q} 1 ${Q} ${Q}`, 2, /Here: the stack of DPCs/],
  ['1ca', '53724e00 0 0 1', 1, /Here: about 140 s/],
  ['1db', '989680 2 1 0', 1, /Here: 10,000,000/],
  ['1000007f', `8 ${Q} ${Q} ${P}`, 1, /Here: #DF, double fault/],
];

/** The hover of argument `n`, without marks. */
function hoverOfArgument(code: string, parameters: readonly string[], n: number): string {
  const asked = new Asked(printAnalysis({ headline: `MADE_UP_NAME (${code})`, parameters }));
  const printed = (parameters[n - 1] ?? '').padStart(16, '0');
  return asked.hover(`^Arg${n}: ⟦${printed}⟧`).replaceAll(/\*\*|\\/g, '');
}

describe('hovers of bug check arguments', () => {
  for (const code of DOCUMENTED) {
    test(`0x${code}: each argument has a meaning and leads to its documentation`, () => {
      for (const n of [1, 2, 3, 4]) {
        const hover = hoverOfArgument(code, ['1', '2', '3', '4'], n);
        assert.doesNotMatch(hover, /Nothing is known|are not documented/);
        assert.match(hover, new RegExp(`\\[arguments of bug check 0x${code}\\]\\(<https:`));
      }
    });
  }

  for (const [code, parameters, n, says] of DECODED) {
    test(`0x${code} (${parameters}): argument ${n} says ${says.source}`, () => {
      assert.match(hoverOfArgument(code, parameters.split(' '), n), says);
    });
  }

  test('what an argument is stands above its value, and the value above how to read on', () => {
    const hover = hoverOfArgument('9f', ['4', '12c', Q, P], 1);
    assert.ok(hover.indexOf('Which case') < hover.indexOf('Here:'), hover);
  });

  test('a bug check whose arguments are documented nowhere says so', () => {
    assert.match(hoverOfArgument('e2', ['0', '0', '0', '0'], 1), /The arguments of this bug check are not documented/);
  });
});
