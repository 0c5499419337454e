/** A text without a bug check: what a stack that somebody looked at shows, and what it does not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { lineOf } from '../../helpers/text.js';
import { printStack } from '../../helpers/transcripts.js';
import { PAGE_FAULT, THREAD_START } from '../../helpers/traps.js';

const verdictOf = (frames: readonly string[], command = 'k') =>
  onlyCrash(`0: kd> ${command}\n${printStack(frames)}\n`).verdict;

describe('a stack without a bug check', () => {
  test('that ends in a stop shows a crash', () => {
    const verdict = verdictOf(['nt!KeBugCheckEx', 'contosonic!Check+0x10', ...THREAD_START]);
    assert.equal(verdict.blamed?.module, 'contosonic');
    assert.equal(verdict.confidence, 'medium');
    assert.match(verdict.summary, /^The system stopped itself; which bug check it was is not in this text\./);
  });

  test('that ends in an exception shows who ran then', () => {
    const verdict = verdictOf([...PAGE_FAULT.slice(2), 'contosonic!Parse+0x10', ...THREAD_START]);
    assert.equal(verdict.blamed?.module, 'contosonic');
    assert.match(verdict.summary, /^An exception was raised; .* Parse of contosonic was running when it was raised\.$/);
  });

  test('that shows nothing but work accuses nobody of more than being there', () => {
    const verdict = verdictOf(['contosonic!EvtDeviceAdd+0x66', 'Wdf01000!FxDriver::AddDevice+0x10']);
    assert.equal(verdict.category, 'unknown');
    assert.equal(verdict.confidence, 'low');
    assert.match(verdict.summary, /nothing on its stack that failed.*a lead, no more\.$/);
    assert.doesNotMatch(verdict.summary, /when the system stopped/);
  });

  test('that spins shows a victim', () => {
    const verdict = verdictOf(['nt!KxWaitForSpinLockAndAcquire+0x2f', 'contosonic!Send+0x88']);
    assert.equal(verdict.category, 'lock-contention');
    assert.equal(verdict.confidence, 'low');
    assert.match(verdict.summary, /Send of contosonic was spinning for a lock.*This CPU is the victim/);
  });

  test('that waits for a mutex shows a victim too, and who asked', () => {
    const waiting = ['nt!KiSwapContext+0x76', 'nt!KeWaitForSingleObject+0x233'];
    const frames = [...waiting, 'nt!ExpAcquireFastMutexContended+0x7a', 'nt!ExAcquireFastMutex+0x15a'];
    const verdict = verdictOf([...frames, 'contosonic!Move+0x38', ...THREAD_START]);
    assert.equal(verdict.category, 'lock-contention');
    assert.equal(verdict.blamed, null);
    assert.match(verdict.summary, /waits in .*\(fast mutex\), called by Move of contosonic\. Who holds it is not/);
  });
});

describe('what shows that the system stopped', () => {
  const evidenceOf = (frames: readonly string[]) => verdictOf(frames).evidence.map(({ line, why }) => [line, why]);

  test('is the function that stops it', () => {
    assert.deepEqual(evidenceOf(['nt!KeBugCheckEx', ...THREAD_START])[0], [1, 'KeBugCheckEx stops the system']);
  });

  test('leaves the bug check to be asked for', () => {
    const { nextSteps } = verdictOf(['nt!KeBugCheckEx', ...THREAD_START]);
    assert.deepEqual(
      nextSteps.map(({ command }) => command),
      ['!analyze -v'],
    );
  });

  test('is the handler of the exception', () => {
    const [handler = ''] = PAGE_FAULT.slice(2);
    const name = handler.replace(/^nt!|\+.*$/g, '');
    assert.deepEqual(evidenceOf([handler, ...THREAD_START])[0]?.[1], `${name} handles an exception`);
  });
});

describe('functions of the kernel', () => {
  const thread = (frames: string) =>
    `kd> !process 0 7\nTHREAD 80e3f020  Cid 0004.0010  Teb: 00000000 Win32Thread: 00000000 WAIT: (Executive)\n${frames}`;

  test('are its own also where an old debugger leaves out the module', () => {
    const text = thread('fb26ed18 80118efc c0502000 804044b0 00000000 KiSwapThread+0xb5\n');
    assert.equal(onlyCrash(text).verdict.blamed, null);
  });

  test('are its own under the name of its file', () => {
    const text = thread('fd581c38 8042d61c c0502000 804044b0 00000000 ntoskrnl!KiSwapThread+0xc5\n');
    const { verdict } = onlyCrash(text);
    assert.equal(verdict.blamed, null);
    assert.equal(
      verdict.evidence.find(({ line }) => line === lineOf(text, 'ntoskrnl!')),
      undefined,
    );
  });
});
