import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { lineOf } from '../../helpers/text.js';
import { printAnalysis, printStack } from '../../helpers/transcripts.js';

const FAULT = ['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69', 'nt!KiPageFault+0x469'];
const HEADLINE = 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)';
const PARAMETERS = ['28, memory referenced', '2, IRQL', '0, value 0 = read operation', 'fffff8078a3d3d2c, address'];

const crash = (frames: readonly string[], headline = HEADLINE) =>
  onlyCrash(printAnalysis({ headline, parameters: PARAMETERS, frames }));

describe('a fault at raised IRQL', () => {
  test('in a driver without symbols blames the driver', () => {
    const text = readSample('windbg-0xd1.txt');
    const { kind, verdict } = onlyCrash(text);
    assert.equal(kind, 'DRIVER_IRQL_NOT_LESS_OR_EQUAL');
    assert.equal(verdict.category, 'driver-bug');
    assert.deepEqual(verdict.blamed, {
      module: 'fabrikamusb',
      symbol: null,
      line: lineOf(text, ': fabrikamusb+0x3d2c'),
      basis: 'stack',
    });
    assert.notEqual(verdict.confidence, 'high');
  });

  test('any other driver is blamed by the same rule', () => {
    assert.equal(crash([...FAULT, 'tailspin!Read+0x10', 'nt!IofCallDriver+0x59']).verdict.blamed?.module, 'tailspin');
  });

  test('a messenger above the driver is passed by', () => {
    const frames = [...FAULT, 'Wdf01000!FxIoQueue::DispatchEvents+0x1f', 'fabrikamusb!EvtRead+0x40'];
    assert.equal(crash(frames).verdict.blamed?.module, 'fabrikamusb');
  });

  test('in parts of Windows alone is the system’s own, with low confidence; the kernel itself is never named', () => {
    const { verdict } = crash([...FAULT, 'nt!IofCompleteRequest+0x17', 'Ntfs!NtfsCommonRead+0x10']);
    assert.equal(verdict.category, 'os-bug');
    assert.equal(verdict.confidence, 'low');
    assert.equal(crash([...FAULT, 'nt!IofCompleteRequest+0x17']).verdict.blamed, null);
  });

  test('a program that called the kernel is not blamed', () => {
    const frames = [...FAULT, 'nt!NtReadFile+0x8', 'nt!KiSystemServiceCopyEnd+0x25', 'tailspinapp!main+0x10'];
    assert.equal(crash(frames).verdict.blamed, null);
  });

  test('the pack’s commands carry the crash’s own arguments', () => {
    const commands = onlyCrash(readSample('windbg-0xd1.txt')).verdict.nextSteps.map(({ command }) => command);
    assert.ok(commands.includes('ln 0xfffff8078a3d3d2c'));
    assert.ok(commands.every((command) => !/\{\d\}/.test(command ?? '')));
  });

  test('a command whose argument the text does not give is left out', () => {
    const { verdict } = onlyCrash(`${HEADLINE}\nArg1: 0000000000000028, memory referenced\n${printStack(FAULT)}\n`);
    assert.ok(verdict.nextSteps.every(({ command }) => !command?.startsWith('ln ')));
  });
});

describe('bug checks that say by themselves what it is', () => {
  const driver = [...FAULT, 'tailspin!Free+0x10'];
  const ROWS: readonly (readonly [string, string, string | null])[] = [
    ['WHEA_UNCORRECTABLE_ERROR (124)', 'hardware', 'hardware'],
    ['BAD_POOL_HEADER (19)', 'memory-corruption', null],
    ['CLOCK_WATCHDOG_TIMEOUT (101)', 'cpu-stall', null],
    ['MANUALLY_INITIATED_CRASH (e2)', 'deliberate', null],
    ['DRIVER_POWER_STATE_FAILURE (9f)', 'power', 'tailspin'],
  ];
  for (const [headline, category, blamed] of ROWS) {
    test(headline, () => {
      const { verdict } = crash(driver, headline);
      assert.equal(verdict.category, category);
      assert.equal(verdict.blamed?.module ?? null, blamed);
    });
  }
});

test('a transcript with a stack and no bug check is of kind none', () => {
  const { kind, crash: read } = onlyCrash(
    `0: kd> !thread\n${printStack(['nt!KiSwapContext+0x76', 'nt!KeWaitForSingleObject+0x233'])}\n`,
  );
  assert.equal(kind, 'none');
  assert.equal(read.bugCheck, null);
  assert.equal(read.headline.value, '!thread');
});
