import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Asked, first } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';

const CANDIDATES = [
  '1:1102/vmm0:app0',
  '2:1088/vmware-vm',
  '3:1121/mks:app01',
  '4:1113/vmm1:web0',
  '5:1029/idle5',
  '6:1097/vmm0:web0',
  '7:1131/vmm0:mail',
];

describe('from a waiter to the owner', () => {
  const screen = new Asked(readSample('psod-spin-count.psod'));

  test('where nobody is named, the frame leads to each candidate’s row', () => {
    assert.deepEqual(screen.definition('⟦SP_WaitLock⟧+0x1b6'), CANDIDATES);
  });

  test('any place of the frame does', () => {
    assert.deepEqual(screen.definition('[0x⟦62db87⟧]'), CANDIDATES);
    assert.deepEqual(screen.definition('SP_WaitLock+⟦0x1b6⟧'), CANDIDATES);
  });

  test('the lock’s name leads there too, wherever the message is printed', () => {
    assert.deepEqual(screen.definition('^Spin count exceeded (⟦pathListLock⟧)'), CANDIDATES);
    assert.deepEqual(screen.definition('BlueScreen: Spin count exceeded (⟦pathListLock⟧)'), CANDIDATES);
  });

  test('the victim’s row in the PCPU list does as well', () => {
    assert.deepEqual(screen.definition('⟦*0:1024/console⟧'), CANDIDATES);
  });

  test('a candidate is its own definition, so that editors show who waits for it', () => {
    assert.deepEqual(screen.definition('⟦2:1088/vmware-vm⟧'), ['2:1088/vmware-vm']);
  });

  test('a frame that waits for nobody leads nowhere', () => {
    assert.deepEqual(screen.definition('⟦Timer_BHHandler⟧'), []);
  });

  test('where the log names the owner, the frame leads to its saved backtrace', () => {
    const named = new Asked(readSample('psod-spin-count-owner.psod'));
    const [place, ...others] = named.definition('⟦SP_WaitLock⟧@vmkernel');
    assert.deepEqual(others, []);
    assert.match(
      place ?? '',
      /^0x451a3b11bd10:\[0x41801f9d876c\]BitVector_NextBit@vmkernel#nover\+0x3c stack: 0x430a61d80000$/,
    );
  });

  test('a PCPU that the message names leads to its saved backtrace, else to its row, else to these words', () => {
    const headline = 'Spin count exceeded - possible deadlock with PCPU 2';
    const message = '^Spin count exceeded - possible deadlock with PCPU ⟦2⟧';
    const saved = {
      heading: 'Saved backtrace from: pcpu 2 SpinLock spin out NMI',
      frames: ['Hold@(contosonic)#<None>+0x3'],
    };
    assert.match(first(new Asked(printScreen({ headline, saved })).definition(message)), /Hold@\(contosonic\)/);
    assert.deepEqual(new Asked(printScreen({ headline })).definition(message), ['2:1026/vmware-vm']);
    assert.deepEqual(new Asked(printScreen({ headline, worlds: [] })).definition(message), ['PCPU 2']);
  });
});

describe('from a wait for the firmware to the frame that shows it', () => {
  const transcript = new Asked(readSample('windbg-0x133.txt'));

  test('the waiting function leads to the operation', () => {
    const [place, ...others] = transcript.definition('⟦PshedpWaitForOperationToComplete⟧');
    assert.deepEqual(others, []);
    assert.match(place ?? '', /^fffff880`0b6d39b0 .* : PSHED!PshedpWriteErrorRecordERST\+0x89$/);
  });

  test('the stall above it leads nowhere', () => {
    assert.deepEqual(transcript.definition('hal!⟦HalpTimerStallExecutionProcessor⟧'), []);
  });
});

describe('from an address or a name to where the log tells more of it', () => {
  const screen = new Asked(readSample('psod-page-fault.psod'));
  const transcript = new Asked(readSample('windbg-0xd1.txt'));

  test('the instruction pointer of a screen leads to the frame of that code', () => {
    const [place, ...others] = screen.definition('ip=⟦0x42001ea4ea6f⟧');
    assert.deepEqual(others, []);
    assert.match(place ?? '', /csnicRxRingStatsSum@\(contosonic\)/);
  });

  test('where a frame returns to is the next frame', () => {
    const [place] = transcript.definition('fffff807`712e9680 ⟦fffff807`8a3d3d2c⟧');
    assert.match(place ?? '', /^fffff807`712e9810 .* : fabrikamusb\+0x3d2c$/);
  });

  test('an argument that is a code address, and the name that the analysis gives, lead to the frame', () => {
    assert.match(first(transcript.definition('Arg4: ⟦fffff8078a3d3d2c⟧')), /: fabrikamusb\+0x3d2c$/);
    assert.match(first(transcript.definition('SYMBOL_NAME:  ⟦fabrikamusb⟧')), /fabrikamusb/);
  });

  test('a small number leads nowhere, whatever else has it', () => {
    assert.deepEqual(transcript.definition('Arg1: ⟦0000000000000028⟧'), []);
  });
});

test('a thread’s address leads to its stack', () => {
  const asked = new Asked(
    [
      '0: kd> !locks',
      'Resource @ 0xffffe00112345678    Exclusively owned',
      '     Threads: ffffe001aabbc080-01<*>',
      '0: kd> !thread ffffe001aabbc080',
      'THREAD ffffe001aabbc080  Cid 0004.0abc  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode Non-Alertable',
      'Child-SP          RetAddr           Call Site',
      'ffffd000`1a2b3c40 fffff801`2b3c4d5e nt!KiSwapContext+0x76',
      'ffffd000`1a2b3d80 fffff801`2b3c4d60 contosonic!Send+0x10',
    ].join('\n'),
  );
  assert.match(first(asked.definition('Threads: ⟦ffffe001aabbc080⟧')), /ffffe001aabbc080|KiSwapContext/);
});
