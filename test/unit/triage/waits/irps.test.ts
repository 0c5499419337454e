import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { first, onlyCrash } from '../../../helpers/ask.js';
import { lineOf } from '../../../helpers/text.js';
import { printAnalysis } from '../../../helpers/transcripts.js';

const RUNNING =
  'THREAD fffffa800462d060  Cid 0004.0a10  Teb: 0000000000000000 Win32Thread: 0000000000000000 RUNNING on processor 2\n';
const WAITING = RUNNING.replace('RUNNING on processor 2', 'WAIT: (Executive) KernelMode Non-Alertable');
/** A request in its second stack location of three. */
const IRP = `0: kd> !irp fffffa800ab61bd0
Irp is active with 3 stacks 2 is current (= 0xfffffa800ab61ce8)
 No Mdl: No System Buffer: Thread fffffa800462d060:  Irp stack trace.
     cmd  flg cl Device   File     Completion-Context
 [N/A(0), N/A(0)]
            0  0 00000000 00000000 00000000-00000000

            Args: 00000000 00000000 00000000 00000000
>[IRP_MJ_READ(3), N/A(0)]
            0 e1 fffffa800783f060 00000000 fffff88001234560-fffffa80abc00010 Success Error Cancel pending
           \\Driver\\contosodisk contosovol!ReadDone
            Args: 00001000 00000000 00000000 00000000
 [IRP_MJ_READ(3), N/A(0)]
            0  0 fffffa800783f190 fffffa80055aa070 00000000-00000000
           \\FileSystem\\contosofs
            Args: 00001000 00000000 00000000 00000000
`;
/** With the thread that sent it. */
const SENT = `0: kd> !thread\n${WAITING}${IRP}`;

describe('a request on its way through drivers', () => {
  test('is had by the driver of the current stack location; its thread waits for it', () => {
    const wait = first(onlyCrash(SENT).waits);
    assert.equal(wait.resource.type, 'io');
    assert.equal(wait.resource.address, '0xfffffa800ab61bd0');
    assert.deepEqual(
      wait.waiters.map(({ thread }) => thread),
      ['0xfffffa800462d060'],
    );
    assert.deepEqual(
      wait.owners.map(({ name, basis, line }) => [name, basis, line]),
      [['\\Driver\\contosodisk', 'named', lineOf(SENT, 'contosodisk')]],
    );
  });

  test('another current location is another driver', () => {
    const elsewhere = SENT.replace('2 is current', '3 is current');
    assert.equal(first(first(onlyCrash(elsewhere).waits).owners).name, '\\FileSystem\\contosofs');
  });

  test('that is complete keeps nobody waiting for a driver', () => {
    const complete = SENT.replace('2 is current', '4 is current');
    assert.deepEqual(first(onlyCrash(complete).waits).owners, []);
  });

  test('is not waited for by a thread that runs', () => {
    assert.deepEqual(onlyCrash(`0: kd> !thread\n${RUNNING}${IRP}`).waits, []);
    assert.equal(first(first(onlyCrash(SENT).waits).waiters).confidence, 'high');
  });

  test('in a thread’s list of requests leads on to the driver', () => {
    const list = 'IRP List:\n    fffffa800ab61bd0: (0006,03a0) Flags: 00060900  Mdl: 00000000\n';
    const unsent = IRP.replace('Thread fffffa800462d060', 'Thread 00000000');
    const [wait, ...others] = onlyCrash(`0: kd> !thread\n${WAITING}${list}${unsent}`).waits;
    assert.deepEqual(others, []);
    assert.equal(wait?.waiters[0]?.thread, '0xfffffa800462d060');
    assert.equal(wait.owners[0]?.name, '\\Driver\\contosodisk');
  });
});

describe('a power request that a device kept for too long (0x9F with 3)', () => {
  const analysis = printAnalysis({
    headline: 'DRIVER_POWER_STATE_FAILURE (9f)',
    parameters: ['3', 'fffffa8007841050', 'fffff80000b9c3d0', 'fffffa800ab61bd0'],
  });

  test('is waited for by the power manager', () => {
    const wait = first(onlyCrash(analysis).waits);
    assert.deepEqual([wait.resource.type, first(wait.waiters).name, wait.owners], ['io', 'the power manager', []]);
  });

  test('and where !irp follows, its driver is the owner', () => {
    const wait = first(onlyCrash(`${analysis}\n${IRP}`).waits);
    assert.equal(first(wait.owners).name, '\\Driver\\contosodisk');
    assert.deepEqual(
      wait.waiters.map(({ name }) => name),
      ['the power manager', 'thread 0xfffffa800462d060'],
    );
  });
});
