import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { PAGE_FAULT } from '../../helpers/traps.js';
import { CLOCK_NOTICED, IDLE_DPCS, printAnalysis } from '../../helpers/transcripts.js';

function verdictWith(keys: readonly string[]) {
  const text = printAnalysis({
    headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
    parameters: ['28', '2', '0', 'fffff80312345678'],
    keys,
    frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
  });
  return onlyCrash(text).verdict;
}

const alternatives = (keys: readonly string[]): string =>
  verdictWith(keys)
    .alternatives.map(({ title, why }) => `${title}: ${why}`)
    .join('\n');

describe('what the debugger names', () => {
  test('does not change the verdict', () => {
    const { blamed, category, confidence, summary } = verdictWith([]);
    for (const key of ['MODULE_NAME: nt', 'MODULE_NAME: tailspin', 'MODULE_NAME: contosonic']) {
      const other = verdictWith([key]);
      assert.equal(other.blamed?.module, blamed?.module);
      assert.deepEqual([other.category, other.confidence, other.summary], [category, confidence, summary]);
    }
  });

  test('is evidence where it agrees, whatever the case and the ending', () => {
    for (const key of [
      'MODULE_NAME: contosonic',
      'IMAGE_NAME:  ContosoNic.sys',
      'Probably caused by : contosonic.sys ( contosonic!Send+10 )',
    ]) {
      const said = verdictWith([key]).evidence.map(({ why }) => why);
      assert.ok(
        said.some((why) => why.endsWith('says contosonic: the debugger agrees')),
        key,
      );
    }
  });

  test('is weighed where it names another module, with the reason for ours', () => {
    assert.match(
      alternatives(['MODULE_NAME: tailspin']),
      /^MODULE_NAME names tailspin \(line \d+\): The text says contosonic, because of line \d+: the first code below/m,
    );
  });

  test('is no accusation where it is the kernel, damaged memory or no module', () => {
    for (const name of ['nt', 'memory_corruption', 'Unknown_Module', 'hal']) {
      assert.match(alternatives([`MODULE_NAME: ${name}`]), /The debugger accuses nobody with it/, name);
    }
  });

  test('is passed over where it is a placeholder', () => {
    assert.equal(alternatives(['MODULE_NAME: _']), '');
  });
});

describe('a bucket that the debugger fills with every crash of a kind', () => {
  const watchdog = (frames: readonly string[]): string => {
    const keys = ['DEFAULT_BUCKET_ID:  WIN8_DRIVER_FAULT', 'PROCESS_NAME:  System'];
    return onlyCrash(printAnalysis({ keys, frames }))
      .verdict.alternatives.map(({ title, why }) => `${title}: ${why}`)
      .join('\n');
  };

  test('is said to be generic where the stack shows no driver', () => {
    const spinning = ['nt!KxWaitForSpinLockAndAcquire+0x2f', 'nt!KeAcquireSpinLockRaiseToDpc+0x87'];
    assert.match(
      watchdog([...CLOCK_NOTICED, ...spinning, ...IDLE_DPCS]),
      /WIN8_DRIVER_FAULT is a generic label.*a wait for a lock/,
    );
  });

  test('is not argued with where a driver is to blame', () => {
    assert.doesNotMatch(watchdog([...CLOCK_NOTICED, 'contosonic!TxDone+0x51', ...IDLE_DPCS]), /generic label/);
  });
});
