/** Of a spin lock whose holder nothing names: the CPUs on which the same driver runs and does not spin. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../../helpers/ask.js';
import { lineOf } from '../../../helpers/text.js';
import { printStack } from '../../../helpers/transcripts.js';

const SPINNING = ['nt!KxWaitForSpinLockAndAcquire+0x2f', 'nt!KeAcquireSpinLockRaiseToDpc+0x60', 'contosonic!Send+0x88'];

/** What `!running -ti` prints. */
function printRunning(stacks: readonly (readonly string[])[]): string {
  const rows = stacks.map(
    (frames, cpu) =>
      `  ${cpu}    fffff8031234518${cpu}  ffffe0011238004${cpu} (16)                       fffff80312345a00  ................\n\n` +
      ` # Child-SP          RetAddr           : Args to Child : Call Site\n${printStack(frames)}\n`,
  );
  return `0: kd> !running -ti\n\nSystem Processors:  (0000000000000007)\n\n       Prcbs             Current         (pri) Next            (pri) Idle\n${rows.join('\n')}`;
}

const ownersOf = (text: string) =>
  onlyCrash(text).waits.flatMap(({ owners }) => owners.map(({ cpu, basis, line }) => ({ cpu, basis, line })));

describe('a spinning driver', () => {
  const POLLING = ['contosonic!PollHardware+0x2f', 'contosonic!IsrDpc+0x60', 'nt!KiRetireDpcList+0x88'];

  test('that runs on another CPU as well makes that one a candidate, and no more', () => {
    const text = printRunning([SPINNING, POLLING]);
    assert.deepEqual(ownersOf(text), [{ cpu: 1, basis: 'candidate', line: lineOf(text, 'PollHardware') }]);
    const { verdict } = onlyCrash(text);
    assert.match(verdict.summary, /look first at CPU 1, which runs contosonic too and does not spin/);
    assert.equal(verdict.confidence, 'low');
  });

  test('has no candidate where the other one spins too, or runs another driver', () => {
    assert.deepEqual(ownersOf(printRunning([SPINNING, SPINNING])), []);
    assert.deepEqual(ownersOf(printRunning([SPINNING, ['tailspin!Poll+0x2f', 'nt!KiRetireDpcList+0x88']])), []);
  });

  test('has several, of which the summary names none', () => {
    const text = printRunning([SPINNING, POLLING, POLLING]);
    assert.deepEqual(
      ownersOf(text).map(({ cpu }) => cpu),
      [1, 2],
    );
    assert.doesNotMatch(onlyCrash(text).verdict.summary, /look first/);
  });
});
