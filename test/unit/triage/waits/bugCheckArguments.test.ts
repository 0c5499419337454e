import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { first, onlyCrash } from '../../../helpers/ask.js';
import { lineOf } from '../../../helpers/text.js';
import { printAnalysis } from '../../../helpers/transcripts.js';

const waitsOf = (text: string) => onlyCrash(text).waits;

describe('what the arguments of a bug check tell of a wait', () => {
  test('0x101: the last argument is the CPU that gave no sign of life', () => {
    const parameters = ['18', '0', 'fffff88002f64180', '3'];
    const text = printAnalysis({ headline: 'CLOCK_WATCHDOG_TIMEOUT (101)', parameters, frames: ['nt!KeBugCheckEx'] });
    const wait = first(waitsOf(text));
    assert.equal(wait.resource.type, 'cpu-heartbeat');
    assert.deepEqual(
      wait.owners.map(({ name, cpu, basis, line }) => [name, cpu, basis, line]),
      [['CPU 3', 3, 'named', lineOf(text, 'Arg4:')]],
    );
  });

  test('0x9F with 4: the third argument is the thread that holds the plug-and-play lock', () => {
    const parameters = ['4', '12c', 'fffffa800462d060', 'fffff80000b9c3d0'];
    const text = printAnalysis({ headline: 'DRIVER_POWER_STATE_FAILURE (9f)', parameters });
    const wait = first(waitsOf(text));
    assert.equal(wait.resource.name, 'the plug-and-play lock');
    assert.equal(first(wait.waiters).name, 'the power manager');
    assert.equal(first(wait.owners).thread, '0xfffffa800462d060');
  });

  test('0xF: a CPU asks for the spin lock that it holds', () => {
    const text = printAnalysis({ headline: 'SPIN_LOCK_ALREADY_OWNED (f)', parameters: ['0', '0', '0', '0'] });
    const wait = first(waitsOf(text));
    assert.equal(wait.resource.type, 'spinlock');
    assert.equal(first(wait.owners).name, first(wait.waiters).name);
  });

  test('0xC4 tells of a wait only where the Verifier saw a thread wait for itself', () => {
    const verifier = (rule: string): string =>
      printAnalysis({
        headline: 'DRIVER_VERIFIER_DETECTED_VIOLATION (c4)',
        parameters: [rule, 'fffffa8004a1b2c0', '0', '0'],
      });
    assert.equal(first(waitsOf(verifier('1000'))).resource.address, '0xfffffa8004a1b2c0');
    assert.deepEqual(waitsOf(verifier('62')), []);
  });

  test('an argument that names nobody gives no owner', () => {
    const parameters = ['4', '12c', '0', '0'];
    const text = printAnalysis({ headline: 'DRIVER_POWER_STATE_FAILURE (9f)', parameters });
    assert.deepEqual(first(waitsOf(text)).owners, []);
    const clock = printAnalysis({
      headline: 'CLOCK_WATCHDOG_TIMEOUT (101)',
      parameters: ['18', '0', '0', 'fffff88002f64180'],
    });
    assert.deepEqual(first(waitsOf(clock)).owners, []);
  });
});
