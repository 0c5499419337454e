import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Asked } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';

describe('from an owner hint to those that wait', () => {
  const screen = new Asked(readSample('psod-spin-count.psod'));
  const waiter = ['0x1426a6c:[0x62db87]SP_WaitLock+0x1b6 stack: 0x2b04e40, 0x1426a98, 0x9d7d07'];

  test('a candidate’s row', () => {
    assert.deepEqual(screen.references('⟦2:1088/vmware-vm⟧'), waiter);
    assert.deepEqual(screen.references('⟦7:1131/vmm0:mail⟧'), waiter);
  });

  test('the lock’s name', () => {
    assert.deepEqual(screen.references('^Spin count exceeded (⟦pathListLock⟧)'), waiter);
  });

  test('the victim’s own row is no owner hint', () => {
    assert.deepEqual(screen.references('*⟦0:1024⟧/console'), ['*0:1024/console']);
  });

  test('the accused PCPU, the heading of its backtrace, and every frame below it', () => {
    const named = new Asked(readSample('psod-spin-count-owner.psod'));
    for (const place of [
      '^Spin count exceeded - possible deadlock with PCPU ⟦3⟧',
      'Saved backtrace from: ⟦pcpu 3⟧',
      '⟦BitVector_NextBit⟧',
      '⟦ResourceWorld⟧',
    ]) {
      const [line, ...others] = named.references(place);
      assert.match(line ?? '', /SP_WaitLock@vmkernel#nover\+0xd7/, place);
      assert.deepEqual(others, []);
    }
  });

  test('the frame that shows the firmware', () => {
    const transcript = new Asked(readSample('windbg-0x133.txt'));
    const [line, ...others] = transcript.references('⟦PshedpWriteErrorRecordERST⟧');
    assert.match(line ?? '', /PSHED!PshedpWaitForOperationToComplete\+0x1c$/);
    assert.deepEqual(others, []);
  });
});

test('anything else leads to where it is mentioned again', () => {
  const screen = new Asked(printScreen({ frames: ['Panic+0x10', 'Twice+0x3', 'Twice+0x7', 'Once+0x1'] }));
  assert.deepEqual(screen.references('⟦Twice⟧+0x3'), ['Twice', 'Twice']);
  assert.deepEqual(screen.references('⟦Once⟧'), ['Once']);
});
