import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';

const HEAP = { headline: 'NOT_IMPLEMENTED bora/vmkernel/main/world.c:2307' };

test('a documented case may name the guilty where the stack accuses nobody', () => {
  const text = printScreen({ ...HEAP, frames: ['Panic+0x1', 'World_DestroyHeap+0x4e', 'WorldGroupCleanup+0xe6'] });
  const { verdict } = onlyCrash(text);
  assert.deepEqual(verdict.blamed, {
    module: 'ilo',
    symbol: null,
    line: verdict.blamed?.line,
    basis: 'named',
  });
  assert.match(verdict.summary, /A documented case fits and holds ilo responsible \(KB 316522\)\./);
  assert.equal(verdict.confidence, 'medium');
  assert.ok(verdict.evidence.some(({ line }) => line === verdict.blamed?.line));
});

test('its signature is told beside what the stack tells of the same line, and in the place of the bare message', () => {
  const frames = ['PanicvPanicInt@vmkernel#nover+0x327', 'LibAIODoAsyncIO@vmkernel#nover+0x1d'];
  const headline = '#PF Exception 14 in world 2099001:fdsAIO IP 0x42001c6a4d12 addr 0xe8';
  const text = printScreen({ headline, frames });
  const { evidence } = onlyCrash(text).verdict;
  const ofFrame = evidence.filter(({ line }) => line === lineOf(text, 'LibAIODoAsyncIO')).map(({ why }) => why);
  assert.deepEqual(
    ofFrame.map((why) => /signature of KB 367534|is where it stopped/.exec(why)?.[0]),
    ['is where it stopped', 'signature of KB 367534'],
  );
  assert.equal(
    evidence.some(({ why }) => why === 'the panic message'),
    false,
  );
});

test('the line is that of a frame of the signature, where the case has one', () => {
  const headline = 'Spin count exceeded - possible deadlock with PCPU 3';
  const text = printScreen({ headline, frames: ['Panic+0x1', 'qla27xxCopyFpinPkt+0x5', 'qla24xxMsixRspQ+0x3'] });
  const { verdict } = onlyCrash(text);
  assert.deepEqual([verdict.blamed?.module, verdict.blamed?.line], ['qlnativefc', lineOf(text, 'qla27xxCopyFpinPkt')]);
});

test('the line is that of a function alone on its line, where no stack has it', () => {
  const functions = ['qla27xxCopyFpinPkt', 'qla24xxMsixRspQ'];
  const text = ['Spin count exceeded - possible deadlock with PCPU 3', ...functions].join('\n');
  const { verdict } = onlyCrash(text);
  assert.deepEqual([verdict.blamed?.module, verdict.blamed?.line], ['qlnativefc', lineOf(text, 'qla27xxCopyFpinPkt')]);
  assert.ok(verdict.evidence.some(({ line }) => line === verdict.blamed?.line));
});

test('a case that fits through two signatures is told once', () => {
  const text = printScreen({ ...HEAP, frames: ['Panic+0x1', 'World_DestroyHeap+0x4e', 'WorldGroupCleanup+0xe6'] });
  const { issues, verdict } = onlyCrash(text);
  assert.deepEqual(issues.map(({ issue }) => issue.id).toSorted(), [
    'esxi-ilo-world-heap-frames',
    'esxi-ilo-world-heap-message',
  ]);
  assert.equal(verdict.nextSteps.filter(({ title }) => title.includes('ilo driver')).length, 1);
  assert.deepEqual(
    verdict.references.map(({ id }) => id),
    ['KB 316522'],
  );
});

test('a driver that the stack shows comes before the article', () => {
  const frames = ['Panic+0x1', 'Spin@(contosonic)#<None>+0x30', 'qla27xxCopyFpinPkt+0x5', 'qla24xxMsixRspQ+0x3'];
  const text = printScreen({ headline: '#PF Exception 14 in world 4130:sh IP 0x41803739e303 addr 0x0', frames });
  assert.equal(onlyCrash(text).verdict.blamed?.module, 'contosonic');
});

test('a case that names nobody still tells what happened', () => {
  const headline = '#PF Exception 14 in world 4130:sh IP 0x41803739e303 addr 0x0';
  const text = printScreen({ headline, frames: ['LibAIODoAsyncIO@vmkernel#nover+0x12a'] });
  const { verdict } = onlyCrash(text);
  assert.equal(verdict.blamed, null);
  assert.match(verdict.summary, / KB 367534 describes it: NFS 4\.1: asynchronous I\/O without a target\.$/);
});

test('a case that holds the hardware responsible makes it the hardware’s', () => {
  const { verdict } = onlyCrash(
    printScreen({
      headline: 'PCI Bus error',
      frames: ['Panic_NoSave@vmkernel#nover+0x4d', 'PCIEDPC_EDRHandler@vmkernel#nover+0x2cd'],
    }),
  );
  assert.deepEqual([verdict.blamed?.module, verdict.category], ['hardware', 'hardware']);
});

test('a module of the system that was only the place gives way to the one that the case names', () => {
  const frames = ['Panic+0x1', 'FooCheck@(lsom)#<None>+0x10', 'World_DestroyHeap+0x4e', 'WorldGroupCleanup+0xe6'];
  const { verdict } = onlyCrash(printScreen({ ...HEAP, frames }));
  assert.deepEqual([verdict.blamed?.module, verdict.category], ['ilo', 'driver-bug']);
});

test('other frames are no such case', () => {
  const { verdict } = onlyCrash(printScreen({ headline: 'CrashMe', frames: ['Panic+0x1', 'World_Init+0x4e'] }));
  assert.equal(verdict.blamed, null);
});

test('a case for which only the debugger names the module is told, and accuses nobody', () => {
  const text = (frame: string): string =>
    [
      'SYSTEM_THREAD_EXCEPTION_NOT_HANDLED (7e)',
      'Arguments:',
      'Arg1: ffffffffc0000005, The exception code that was not handled',
      'Arg2: fffff8024a3c1b20, The address that the exception occurred at',
      'Arg3: ffffd0003a1c2f08, Exception Record Address',
      'Arg4: ffffd0003a1c2750, Context Record Address',
      '',
      'MODULE_NAME: ldiagio',
      '',
      'STACK_TEXT:',
      `ffffd000\`3a1c3140 fffff802\`4a3c1b20 : 00000000\`00000000 00000000\`00000001 00000000\`00000000 00000000\`00000000 : ${frame}`,
      'ffffd000`3a1c3180 fffff802`4a3c2a10 : 00000000`00000000 00000000`00000001 00000000`00000000 00000000`00000000 : nt!PspSystemThreadStartup+0x55',
    ].join('\n');
  const named = onlyCrash(text('nt!ObfDereferenceObject+0x20'));
  assert.ok(named.issues.some(({ issue }) => issue.blames === 'ldiagio'));
  assert.notEqual(named.verdict.blamed?.module, 'ldiagio');
  assert.equal(onlyCrash(text('ldiagio+0x1b20')).verdict.blamed?.module, 'ldiagio');
});
