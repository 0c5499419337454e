import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { first, onlyCrash } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { lineOf } from '../../helpers/text.js';
import { CLOCK_NOTICED, IDLE_DPCS, printAnalysis } from '../../helpers/transcripts.js';

const WORKER = ['nt!ExpWorkerThread+0x142', 'nt!PspSystemThreadStartup+0x59', 'nt!KiStartSystemThread+0x16'];

describe('a DPC watchdog while Windows waits for the firmware', () => {
  const text = readSample('windbg-0x133.txt');
  const { crash, kind, stacks, waits, verdict } = onlyCrash(text);

  test('is the bug check with its four arguments', () => {
    assert.equal(kind, 'DPC_WATCHDOG_VIOLATION');
    assert.equal(crash.bugCheck?.code.value, '0x133');
    assert.deepEqual(
      crash.bugCheck.parameters.map((parameter) => parameter?.value),
      ['0x1', '0x3c0c', '0x0', '0x0'],
    );
    assert.equal(first(stacks).frames.length, 16);
  });

  test('blames the firmware by the stack', () => {
    assert.equal(verdict.category, 'firmware');
    assert.equal(verdict.blamed?.module, 'firmware');
    assert.equal(verdict.blamed.basis, 'stack');
    assert.equal(verdict.blamed.symbol, null);
    assert.equal(verdict.blamed.line, lineOf(text, 'PshedpWriteErrorRecordERST'));
  });

  test('has a waiter, a firmware operation and the firmware as owner', () => {
    const wait = first(waits);
    assert.equal(wait.resource.type, 'firmware');
    assert.match(wait.resource.name ?? '', /ERST write/);
    assert.equal(first(wait.waiters).line, lineOf(text, 'PshedpWaitForOperationToComplete'));
    const owner = first(wait.owners);
    assert.equal(owner.name, 'platform firmware');
    assert.equal(owner.basis, 'stack');
    assert.equal(owner.line, lineOf(text, 'PshedpWriteErrorRecordERST'));
  });

  test('tells the story in order: polled, found, wrote, waited; the clock only noticed', () => {
    assert.match(verdict.summary, /firmware did not answer/);
    assert.match(
      verdict.summary,
      /polled for corrected machine checks, .*report.*, wrote .*record .*waited for the answer/,
    );
    assert.match(verdict.summary, /clock interrupt only noticed/);
  });

  test('tells once what the first argument means', () => {
    assert.equal(verdict.evidence.filter(({ line }) => line === lineOf(text, 'Arg1:')).length, 1);
  });

  test('reckons the period under a condition: if a tick is 15.625 ms', () => {
    assert.match(verdict.summary, /15,372 clock ticks \(about 240 s if a tick is 15\.625 ms\)/);
  });

  test('finds the plumbing above the interrupted work', () => {
    const [noticed, interrupted] = first(stacks).parts;
    assert.equal(noticed?.name, 'noticed');
    assert.equal(interrupted?.name, 'interrupted');
    const start = first(stacks).start ?? 0;
    assert.equal(first(stacks).frames[start]?.frame.symbol?.value, 'HalpTimerStallExecutionProcessor');
  });

  test('says that the bucket is a generic label and the stack disagrees', () => {
    const label = verdict.alternatives.find(({ title }) => title.includes('DEFAULT_BUCKET_ID'));
    assert.match(label?.why ?? '', /WIN8_DRIVER_FAULT is a generic label/);
    assert.match(label?.why ?? '', /stack shows a wait for the firmware/);
  });

  test('tells of ocnd64.sys as a thing to check, not as the verdict', () => {
    const check = verdict.alternatives.find(({ why }) => why.includes('ocnd64.sys'));
    assert.match(check?.why ?? '', /11\.1\.145\.30/);
    assert.doesNotMatch(verdict.summary, /ocnd64/);
  });

  test('refers to the article, the bug check’s page and the article on its sources', () => {
    assert.deepEqual(
      verdict.references.map(({ id }) => id),
      ['KB 2877237', '0x133', 'ntdebugging 2012-12-07'],
    );
  });

  test('advises the hotfix, newer firmware, and to look for the corrected errors themselves', () => {
    const steps = verdict.nextSteps.map(({ title }) => title).join('\n');
    assert.match(steps, /hotfix of KB 2877237 or a later build/);
    assert.match(steps, /Update the BIOS/);
    assert.match(steps, /WHEA-Logger events, and the log of the management processor/);
  });

  test('compares with the other side', () => {
    const esxi = verdict.counterparts.map((row) => `${row.id}: ${row.esxi}`).join('\n');
    assert.match(esxi, /^spin-lock: .*spin.*count/im);
    assert.match(esxi, /^deferred-work: A bottom half/m);
  });
});

describe('other waits for the firmware', () => {
  const waiting = (frames: readonly string[]): string =>
    printAnalysis({ frames: [...CLOCK_NOTICED, ...frames, ...WORKER] });

  test('another operation on the error store is told apart', () => {
    const text = waiting(['PSHED!PshedpWaitForOperationToComplete+0x1c', 'PSHED!PshedpReadErrorRecordERST+0x40']);
    const { waits, verdict } = onlyCrash(text);
    assert.match(first(waits).resource.name ?? '', /ERST read/);
    assert.equal(verdict.blamed?.module, 'firmware');
    assert.equal(verdict.confidence, 'medium', 'no article speaks of this stack');
  });

  test('a wait whose operation no frame shows has no owner, and nobody is blamed for it', () => {
    const { waits, verdict } = onlyCrash(waiting(['PSHED!PshedpWaitForOperationToComplete+0x1c', 'PSHED!Mystery+0x2']));
    assert.equal(first(waits).resource.type, 'firmware');
    assert.deepEqual(first(waits).owners, []);
    assert.notEqual(verdict.blamed?.module, 'firmware');
  });
});

describe('a DPC watchdog over one driver’s DPC', () => {
  const driverStack = (module: string): readonly string[] => [
    ...CLOCK_NOTICED,
    `${module}!Ring_Refill+0x1b4`,
    `${module}!MiniportInterruptDpc+0x9e`,
    'ndis!ndisInterruptDpc+0x19d',
    ...IDLE_DPCS,
  ];

  test('with Arg1 = 1 the driver is blamed with medium confidence at most, and a trace is advised', () => {
    const { verdict } = onlyCrash(printAnalysis({ frames: driverStack('contosonic') }));
    assert.equal(verdict.category, 'driver-bug');
    assert.equal(verdict.blamed?.module, 'contosonic');
    assert.equal(verdict.blamed.symbol, 'Ring_Refill');
    assert.equal(verdict.blamed.basis, 'stack');
    assert.equal(verdict.confidence, 'medium');
    assert.match(verdict.summary, /Many short DPCs can add up/);
    assert.ok(verdict.nextSteps.some(({ command }) => command?.startsWith('xperf -on') ?? false));
  });

  test('with Arg1 = 0 one DPC overran its own limit: nothing has to add up', () => {
    const parameters = ['0, A single DPC or ISR exceeded its time allotment.', '501', '500', '0'];
    const { verdict } = onlyCrash(printAnalysis({ parameters, frames: driverStack('contosonic') }));
    assert.equal(verdict.blamed?.module, 'contosonic');
    assert.equal(verdict.confidence, 'high');
    assert.match(verdict.summary, /ran too long in one DPC or ISR/);
    assert.doesNotMatch(verdict.summary, /add up/);
  });

  test('the driver is the one on the stack, whatever it is called', () => {
    for (const module of ['fabrikamnet', 'wwi_storport', 'tailspin64']) {
      assert.equal(onlyCrash(printAnalysis({ frames: driverStack(module) })).verdict.blamed?.module, module);
    }
  });

  test('the messenger between driver and kernel is not blamed', () => {
    const frames = [
      ...CLOCK_NOTICED,
      'ndis!ndisInterruptDpc+0x19d',
      'contosonic!MiniportInterruptDpc+0x9e',
      ...IDLE_DPCS,
    ];
    assert.equal(onlyCrash(printAnalysis({ frames })).verdict.blamed?.module, 'contosonic');
  });

  test('parts of Windows alone are not blamed', () => {
    const frames = [...CLOCK_NOTICED, 'ndis!ndisInterruptDpc+0x19d', ...IDLE_DPCS];
    const { verdict } = onlyCrash(printAnalysis({ frames }));
    assert.equal(verdict.blamed, null);
    assert.equal(verdict.confidence, 'low');
  });

  test('where the watchdog’s own record is, a step reads it', () => {
    const cumulative = onlyCrash(readSample('windbg-0x133-driver.txt')).verdict.nextSteps;
    assert.ok(
      cumulative.some(({ command }) => command === 'dt nt!DPC_WATCHDOG_GLOBAL_TRIAGE_BLOCK 0xfffff8051371c340'),
    );
    const parameters = ['0', '501', '500', 'fffff8051371c340'];
    const single = onlyCrash(printAnalysis({ parameters, frames: driverStack('contosonic') })).verdict.nextSteps;
    assert.ok(single.some(({ command }) => command === 'dt nt!DPC_WATCHDOG_GLOBAL_TRIAGE_BLOCK 0xfffff8051371c340'));
  });
});

describe('a DPC watchdog whose stack does not tell', () => {
  test('who spins for a lock is a victim, and its driver a lead', () => {
    const frames = [
      ...CLOCK_NOTICED,
      'nt!KxWaitForSpinLockAndAcquire+0x2f',
      'nt!KeAcquireSpinLockRaiseToDpc+0x87',
      'contosonic!Send+0x40',
      ...IDLE_DPCS,
    ];
    const { verdict, waits } = onlyCrash(printAnalysis({ frames }));
    assert.equal(verdict.category, 'lock-contention');
    assert.match(verdict.summary, /This CPU is the victim.*a lead, no more/);
    assert.deepEqual([verdict.blamed?.module, verdict.confidence], ['contosonic', 'low']);
    assert.equal(first(waits).resource.type, 'spinlock');
    assert.deepEqual(first(waits).owners, []);
  });

  test('without a stack nobody is blamed', () => {
    const { verdict } = onlyCrash(printAnalysis());
    assert.equal(verdict.blamed, null);
    assert.equal(verdict.confidence, 'low');
    assert.match(verdict.summary, /DPC watchdog/);
  });

  test('without arguments the bug check is the evidence', () => {
    const { verdict } = onlyCrash('DPC_WATCHDOG_VIOLATION (133)\nIMAGE_NAME: contosonic.sys');
    assert.deepEqual(verdict.evidence, [{ line: 0, why: 'the bug check' }]);
  });
});
