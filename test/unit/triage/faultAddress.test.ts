import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { classifyAddress } from '../../../server/src/triage/faultAddress.js';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';
import { PAGE_FAULT } from '../../helpers/traps.js';
import { printAnalysis } from '../../helpers/transcripts.js';

describe('an address by its value alone', () => {
  const ROWS: readonly (readonly [value: bigint, width: 32 | 64, is: string])[] = [
    [0x0n, 64, 'null'],
    [0x28n, 64, 'null-field'],
    [0xffffn, 32, 'null-field'],
    [0x1_0000n, 64, 'user-space'],
    [0x7ff6_1234_5678n, 64, 'user-space'],
    [0x7fff_ffffn, 32, 'user-space'],
    [0x8053_6c53n, 32, 'kernel-space'],
    [0xffff_c301_1234_5060n, 64, 'kernel-space'],
    [0xfeee_feeen, 32, 'pattern'],
    [0x6b6b_6b6b_6b6b_6b6bn, 64, 'pattern'],
    [0xbaad_f00d_baad_f018n, 64, 'pattern'],
    [0x9090_9090n, 32, 'pattern'],
    [0x6c6c_6548_6f57_206fn, 64, 'text'],
    [0x00ff_c301_1234_5060n, 64, 'non-canonical'],
    [0x8000_0000_0000n, 64, 'non-canonical'],
  ];
  for (const [value, width, is] of ROWS) {
    test(`0x${value.toString(16)} on ${width} bits is ${is}`, () => assert.equal(classifyAddress(value, width), is));
  }
});

/** What is said of the touched address. */
function told(address: string, instruction = 'fffff80312345678', keys: readonly string[] = []): string {
  const text = printAnalysis({
    headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
    parameters: [address, '2', '0', instruction],
    keys,
    frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
  });
  const line = lineOf(text, 'Arg1: ');
  return onlyCrash(text).verdict.evidence.find((evidence) => evidence.line === line)?.why ?? '';
}

describe('the address that was touched', () => {
  test('near zero is a field behind a null pointer', () => {
    assert.match(told('28'), /null pointer plus 0x28.*field of a structure/);
  });

  test('of letters is text that overwrote a pointer', () => {
    assert.match(told('6c6c65486f57206f'), /is the text "o WoHell"/);
  });

  test('on the stack of the thread is told as such', () => {
    assert.match(told('fffff8800b6d3500'), /on the thread's own stack/);
  });

  test('that says nothing by its value is not told of', () => {
    assert.equal(told('ffffc30112345060'), '');
  });

  test('one bit off a value of a register is told with that value', () => {
    assert.match(
      told('fbffc30112345060', undefined, ['rbx=ffffc30112345060']),
      /differs by one bit from 0xffffc30112345060/,
    );
  });

  test('with other bits off too is only a damaged pointer', () => {
    assert.match(told('f1ffc30112345060', undefined, ['rbx=ffffc30112345060']), /no address that x64 has/);
  });

  test('that is the instruction itself was a jump to nowhere', () => {
    const address = 'fffff80312345678';
    const text = printAnalysis({
      headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
      parameters: [address, '2', '8', address],
      frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
    });
    const why = new Map(onlyCrash(text).verdict.evidence.map((evidence) => [evidence.line, evidence.why]));
    assert.match(why.get(lineOf(text, 'Arg4: ')) ?? '', /the instruction itself was not there/);
    assert.match(why.get(lineOf(text, 'Arg2: ')) ?? '', /interrupt level 2: no page can be fetched/);
  });

  test('of a purple screen is read from its message', () => {
    const headline = '#PF Exception 14 in world 4711:vmnic1-poll IP 0x42001e addr 0x28';
    const { crash, verdict } = onlyCrash(printScreen({ headline, frames: ['f@(contosonic)#<None>+0x1'] }));
    const why = verdict.evidence.find(({ line }) => line === crash.headline.range.start.line)?.why;
    assert.match(why ?? '', /null pointer plus 0x28/);
  });
});

describe('on ESX(i)', () => {
  test('the lower half of the addresses is the kernel’s, not that of programs', () => {
    const headline = '#PF Exception 14 in world 4711:vmnic1-poll IP 0x42001e00beef addr 0x430a1c000000';
    const { evidence } = onlyCrash(printScreen({ headline, frames: ['Foo@vmkernel#nover+0x2'] })).verdict;
    assert.ok(evidence.every(({ why }) => !why.includes('program')));
  });

  test('an instruction that is not there is a call through a bad pointer', () => {
    const headline = '#PF Exception 14 in world 4711:vmnic1-poll IP 0x0 addr 0x0';
    const { evidence } = onlyCrash(printScreen({ headline, frames: ['f@(contosonic)#<None>+0x1'] })).verdict;
    const why = evidence.find(({ line }) => line === 1)?.why ?? '';
    assert.match(why, /^a null pointer; the instruction itself was not there/);
  });

  test('code that faults where it takes a lock does not wait for it', () => {
    const headline = '#PF Exception 14 in world 4711:vmnic1-poll IP 0x42001e00beef addr 0x0';
    const frames = ['vmk_SpinlockLock@vmkernel#nover+0x11', 'f@(contosonic)#<None>+0x1'];
    assert.deepEqual(onlyCrash(printScreen({ headline, frames })).waits, []);
  });

  test('a general protection fault is told by a register that holds the mark of freed memory', () => {
    const headline = '#GP Exception 13 in world 4711:vmm0:app @ 0x42001e00beef';
    const screen = printScreen({ headline, frames: ['Foo@vmkernel#nover+0x2'] });
    const text = screen.replace('eax=0xffffffff', 'rax=0x6b6b6b6b6b6b6b6b');
    const { evidence } = onlyCrash(text).verdict;
    const why = evidence.find(({ line }) => line === lineOf(text, 'rax='))?.why ?? '';
    assert.match(why, /^rax: 0x6b6b6b6b6b6b6b6b is the mark of memory that was freed/);
    assert.ok(onlyCrash(screen).verdict.evidence.every((each) => !each.why.includes('mark of')));
  });

  test('of an exception is its second detail, or what its record prints below', () => {
    const nobodyHandled = printAnalysis({
      headline: 'KMODE_EXCEPTION_NOT_HANDLED (1e)',
      parameters: ['ffffffffc0000005', 'fffff80312345678', '1', '18'],
      frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
    });
    const record = printAnalysis({
      headline: 'SYSTEM_SERVICE_EXCEPTION (3b)',
      parameters: ['c0000005', 'fffff80312345678', 'ffffd00012345678', '0'],
      keys: [
        'EXCEPTION_RECORD:  ffffd00012345678 -- (.exr 0xffffd00012345678)',
        'Attempt to write to address 0000000000000018',
      ],
      frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
    });
    for (const text of [nobodyHandled, record]) {
      assert.match(
        onlyCrash(text)
          .verdict.evidence.map(({ why }) => why)
          .join('\n'),
        /a null pointer plus 0x18/,
      );
    }
  });

  test('that is all ones hides the damaged one', () => {
    const text = printAnalysis({
      headline: 'KMODE_EXCEPTION_NOT_HANDLED (1e)',
      parameters: ['ffffffffc0000005', 'fffff80312345678', '0', 'ffffffffffffffff'],
      frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
    });
    const why = onlyCrash(text).verdict.evidence.find(({ line }) => line === lineOf(text, 'Arg4'))?.why;
    assert.match(why ?? '', /an address that x64 does not have/);
  });
});
