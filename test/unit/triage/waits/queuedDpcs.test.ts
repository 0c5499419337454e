import assert from 'node:assert/strict';
import { test } from 'node:test';
import { first, onlyCrash } from '../../../helpers/ask.js';
import { lineOf } from '../../../helpers/text.js';
import { printAnalysis } from '../../../helpers/transcripts.js';

const HEADER = 'CPU Type      KDPC       Function\n';
const QUEUED =
  ' 1: Normal  : 0xfffff80025246b20 0xfffff80025101680 nt!PpmPerfAction\n' +
  ' 1: Normal  : 0xfffffa8004a1b2c0 0xfffff80026e18ac0 contosonic!InterruptDpc\n';
const analysis = printAnalysis({ frames: ['nt!KeBugCheckEx', 'nt!KeAccumulateTicks+0x10'] });

test('DPCs that are queued wait for their CPU', () => {
  const text = `${analysis}\n0: kd> !dpcs\n${HEADER}${QUEUED}`;
  const wait = first(onlyCrash(text).waits);
  assert.equal(wait.resource.type, 'dpc');
  assert.deepEqual(
    wait.waiters.map(({ name, line }) => [name, line]),
    [
      ['DPC nt!PpmPerfAction', lineOf(text, 'PpmPerfAction')],
      ['DPC contosonic!InterruptDpc', lineOf(text, 'InterruptDpc')],
    ],
  );
  assert.deepEqual(
    wait.owners.map(({ name, basis }) => [name, basis]),
    [['CPU 1', 'named']],
  );
});

test('where the watchdog names the DPC that runs, they wait for that one', () => {
  const text = `${analysis}\n0: kd> !dpcwatchdog\nCPU#1\nCurrent DPC: tailspin!SlowDpc (0xfffff80026f00000)\nPending DPCs:\n${HEADER}${QUEUED}`;
  assert.deepEqual(
    first(onlyCrash(text).waits).owners.map(({ name, cpu, line }) => [name, cpu, line]),
    [['DPC tailspin!SlowDpc', 1, lineOf(text, 'SlowDpc')]],
  );
});

test('an empty queue is no wait', () => {
  assert.deepEqual(onlyCrash(`${analysis}\n0: kd> !dpcs\n${HEADER}dpcs: no pending DPCs found\n`).waits, []);
});
