import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Asked } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';

const TRANSCRIPT = `DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)
An attempt was made to access a pageable address at an interrupt request level (IRQL) that is too high.
Arguments:
Arg1: 0000000000000028, memory referenced
Arg2: 0000000000000002, IRQL, so this ran at DISPATCH_LEVEL
Arg3: 0000000000000000, read
Arg4: fffff8078a3d3d2c, address
rip=fffff8078a3d3d2c rsp=ffffa481d0b1f6f0 rbp=0000000000000001
iopl=0         nv up ei pl zr na po nc
STACK_TEXT:
 # Child-SP          RetAddr               Call Site
00 ffffa481\`d0b1f5a8 fffff807\`62a12d69     nt!KeBugCheckEx
01 ffffa481\`d0b1f5b0 fffff807\`62a0f4e5     nt!KiBugCheckDispatch+0x69
02 ffffa481\`d0b1f6f0 fffff807\`8a3d3c10     contosonic!Poll+0x2c
`;

describe('words of a transcript', () => {
  const transcript = new Asked(TRANSCRIPT);
  const SAID: readonly (readonly [string, RegExp])[] = [
    ['level (⟦IRQL⟧)', /interrupt request level/],
    ['at ⟦DISPATCH_LEVEL⟧', /IRQL 2: DPCs run here/],
    ['⟦iopl⟧', /di in a crash: no interrupt could come in/],
    ['# ⟦Child-SP⟧', /stack pointer/],
    ['⟦RetAddr⟧', /code of its caller/],
    ['⟦Call Site⟧', /The function and the offset/],
    ['⟦STACK_TEXT⟧:', /stack/i],
  ];
  for (const [marked, said] of SAID) {
    test(`${marked} is explained`, () => {
      assert.match(transcript.hover(marked), said);
    });
  }

  test('a part of a longer name is no word', () => {
    const other = new Asked(`${TRANSCRIPT}0: kd> x contosonic!*\nfffff807\`8a3d3c10 contosonic!RAISE_IRQL_SLOWLY\n`);
    assert.equal(other.hasHover('RAISE_⟦IRQL⟧_SLOWLY'), false);
  });
});

describe('words of an error record', () => {
  const record = new Asked(`WHEA_UNCORRECTABLE_ERROR (124)
Arguments:
Arg1: 0000000000000000, Machine Check Exception
Arg2: ffffa481d0b1f6f0, Address of the record
3: kd> !errrec ffffa481d0b1f6f0
Section 2     : x86/x64 MCA
Severity      : Fatal
Error         : BUSLG_GENERIC_ERR_*_TIMEOUT_ERR (Proc 1 Bank 3)
  Status      : 0xfa00000000070f0f
`);

  for (const [marked, said] of [
    ['x64 ⟦MCA⟧', /Machine check architecture/],
    ['⟦Severity⟧', /fatal stops the system/],
    ['⟦BUSLG_GENERIC_ERR_*_TIMEOUT_ERR⟧', /bus or interconnect/],
    ['Status      : ⟦0xfa00000000070f0f⟧', /A bus or interconnect error .*0xf0f.*not corrected/],
  ] as const) {
    test(`${marked} is explained`, () => {
      assert.match(record.hover(marked), said);
    });
  }

  test('a status of anything else is none of a bank', () => {
    const other = new Asked('WHEA_UNCORRECTABLE_ERROR (124)\n0: kd> !devnode\nStatus : 0x0000000000070f0f\n');
    assert.equal(other.hasHover('Status : ⟦0x0000000000070f0f⟧'), false);
  });
});

describe('words of a screen', () => {
  test('those of a frame that is explained by nothing else', () => {
    const screen = new Asked(readSample('psod-spin-count.psod'));
    assert.match(screen.hover('SP_WaitLock+0x1b6 ⟦stack:⟧'), /The first words of this frame on the stack/);
  });

  test('a trap and an interrupt by the names that the headline gives them', () => {
    const fault = new Asked(readSample('psod-page-fault.psod'));
    assert.match(fault.hover('⟦#PF⟧ Exception 14'), /Page fault: an address was used/);
    const asked = new Asked(printScreen({ headline: 'NMI IPI: Panic requested by another PCPU' }));
    assert.match(asked.hover('^⟦NMI⟧ IPI'), /Hardware sends it in distress/);
    assert.match(asked.hover('^NMI ⟦IPI⟧'), /one CPU asks another/);
  });

  test('the status of a bank', () => {
    const checked = new Asked(
      printScreen({
        headline: 'Machine Check Exception: Fatal (unrecoverable) MCE on PCPU4 in world 2100:vmm0:a',
      }).replace(/\n/, '\nMC: PCPU4 B:4 S:0xbe00000000800400 M:0x0 A:0x0 5\n'),
    );
    assert.match(checked.hover('⟦S:0xbe00000000800400⟧'), /An internal timer error/);
  });
});
