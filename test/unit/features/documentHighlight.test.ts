import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Asked } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';

const screen = new Asked(readSample('psod-spin-count.psod'));
const named = new Asked(readSample('psod-spin-count-owner.psod'));
const transcript = new Asked(readSample('windbg-0x133.txt'));

test('a lock: every mention', () => {
  assert.deepEqual(screen.highlights('^Spin count exceeded (⟦pathListLock⟧)'), ['pathListLock', 'pathListLock']);
});

test('a CPU: its row, the message and the heading of its backtrace', () => {
  assert.deepEqual(screen.highlights('⟦2:1088/vmware-vm⟧'), ['2:1088/vmware-vm']);
  const everywhere = ['PCPU 3', 'PCPU 3', 'Saved backtrace from: pcpu 3 SpinLock spin out NMI'];
  assert.deepEqual(named.highlights('^Spin count exceeded - possible deadlock with PCPU ⟦3⟧'), everywhere);
  assert.deepEqual(named.highlights('BlueScreen: Spin count exceeded - possible deadlock with PCPU ⟦3⟧'), everywhere);
  assert.deepEqual(named.highlights('Saved backtrace ⟦from⟧'), everywhere);
});

test('an address: as code and as a stack word, with and without back-tick', () => {
  assert.deepEqual(screen.highlights('[0x⟦9d7d07⟧]'), ['0x9d7d07', '0x9d7d07']);
  assert.deepEqual(transcript.highlights('⟦fffff800`5e4141e0⟧'), ['fffff8005e4141e0', 'fffff800`5e4141e0']);
});

test('an address, however it is padded, and no other that ends alike', () => {
  const padded = new Asked(
    'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)\nArguments:\nArg1: 00000000`0123ab28, memory referenced\n' +
      'rcx=000000000123ab28 rdx=000000000999ab28\n0: kd> !pool 0x123AB28\n',
  );
  assert.deepEqual(padded.highlights('rcx=⟦000000000123ab28⟧'), ['00000000`0123ab28', '000000000123ab28', '0x123AB28']);
});

test('a function: every frame of it, and no longer name that begins alike', () => {
  assert.deepEqual(screen.highlights('⟦cosShadow⟧+0x2d1'), ['cosShadow', 'cosShadow']);
  assert.deepEqual(screen.highlights('⟦CpuSchedDispatch⟧'), ['CpuSchedDispatch']);
});

test('mentions in another crash of the same text are another crash’s', () => {
  const sample = readSample('psod-spin-count.psod');
  const both = new Asked(
    `${sample}\n${sample.replaceAll('BH_Check', 'BH_Check2').replaceAll('Timer_BHHandler', 'BH_Check')}`,
  );
  assert.deepEqual(both.highlights('⟦BH_Check⟧+0x84'), ['BH_Check']);
});

test('nothing where there is no word', () => {
  assert.deepEqual(screen.highlights('^Spin count exceeded (pathListLock) ⟦-⟧'), []);
});

test('a CPU whose row heads its stack: each place once', () => {
  const asked = new Asked(
    [
      '0: kd> !running -it',
      '      Prcb      Current   Next',
      '  0  ffdff120  805495a0            ................',
      '',
      'ChildEBP RetAddr',
      '8053e3f0 805329c2 nt!KeBugCheckEx+0x1b',
      '8053e410 80533464 contosonic!Send+0x126',
    ].join('\n'),
  );
  assert.deepEqual(asked.highlights('⟦805495a0⟧'), ['0  ffdff120  805495a0            ................']);
});
