import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findInlayHints } from '../../../server/src/service.js';
import { Asked, EVERYWHERE } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { lineOf } from '../../helpers/text.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const watchdog = new Asked(printAnalysis({ parameters: ['1, The system spent too long', '1e00', '0', '0'] }));

describe('values in words', () => {
  test('an argument that is one of a list of cases', () => {
    assert.equal(watchdog.hintedLine('Arg1:'), 'Arg1: 0000000000000001 ‹cumulative›, The system spent too long');
  });

  test('ticks as a time', () => {
    assert.equal(watchdog.hintedLine('Arg2:'), 'Arg2: 0000000000001e00 ‹7,680 ticks, about 120 s›');
  });

  test('an interrupt level by its name, an access by its kind', () => {
    const access = new Asked(
      printAnalysis({
        headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
        parameters: ['28', '2', '1', 'fffff80112345678'],
        keys: ['CURRENT_IRQL:  2'],
      }),
    );
    assert.equal(access.hintedLine('Arg2:'), 'Arg2: 0000000000000002 ‹IRQL 2 (DISPATCH_LEVEL)›');
    assert.equal(access.hintedLine('Arg3:'), 'Arg3: 0000000000000001 ‹a write›');
    assert.equal(access.hintedLine('CURRENT_IRQL'), 'CURRENT_IRQL:  2 ‹DISPATCH_LEVEL›');
  });

  test('a status code by its name, as an argument and behind a key', () => {
    const exception = new Asked(
      printAnalysis({
        headline: 'SYSTEM_SERVICE_EXCEPTION (3b)',
        parameters: ['c0000005', 'fffff80112345678', 'fffff88012345678', '0'],
        keys: ['EXCEPTION_CODE_STR:  c0000005'],
      }),
    );
    assert.equal(exception.hintedLine('Arg1:'), 'Arg1: 00000000c0000005 ‹STATUS_ACCESS_VIOLATION›');
    assert.equal(exception.hintedLine('EXCEPTION_CODE_STR'), 'EXCEPTION_CODE_STR:  c0000005 ‹STATUS_ACCESS_VIOLATION›');
  });

  test('how long the kernel had run', () => {
    const screen = new Asked(readSample('psod-spin-count-owner.psod'));
    assert.match(screen.hintedLine('VMK uptime'), /VMK uptime: 63:15:27:04\.916 ‹63 d 15 h 27 min›$/);
  });

  test('what a lens above the line says already is not said again', () => {
    const besideLenses = { lenses: true };
    assert.doesNotMatch(watchdog.hintedLine('Arg1:', besideLenses), /‹/);
    assert.match(watchdog.hintedLine('Arg2:', besideLenses), /‹7,680 ticks, about 120 s›/);
  });

  test('what was cut off is in the tooltip', () => {
    const [hint] = findInlayHints(watchdog.opened, EVERYWHERE, { values: true, roles: false, lenses: false });
    assert.ok(typeof hint?.tooltip === 'string');
    assert.match(hint.tooltip, /^cumulative: the sum of all DPCs/);
  });
});

describe('what frames are there for', () => {
  const screen = new Asked(readSample('psod-spin-count.psod'));

  test('those that wait, and those that only stop the system', () => {
    assert.match(screen.hintedLine('SP_WaitLock'), /SP_WaitLock\+0x1b6 ‹waits› stack: 0x2b04e40/);
    assert.match(screen.hintedLine('Panic+0x10'), /Panic\+0x10 ‹stops the system› stack/);
  });

  test('a name that is only the nearest symbol is said to be one', () => {
    assert.match(screen.hintedLine('cosShadow+0x31d06'), /cosShadow\+0x31d06 ‹nearest symbol› stack/);
  });

  test('come and go by setting', () => {
    assert.doesNotMatch(screen.hintedLine('SP_WaitLock', { roles: false }), /‹/);
    assert.doesNotMatch(screen.hintedLine('VMK uptime', { values: false }), /‹/);
  });
});

test('only the lines that an editor asks for have hints', () => {
  const line = lineOf(watchdog.text, 'Arg2:');
  const within = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  const hints = findInlayHints(watchdog.opened, within, { values: true, roles: true, lenses: false });
  assert.deepEqual(
    hints.map(({ position }) => position.line),
    [line],
  );
});

test('a text without a crash has none', () => {
  const { opened } = new Asked('Arg1: 0000000000000001\n');
  assert.deepEqual(findInlayHints(opened, EVERYWHERE, { values: true, roles: true, lenses: false }), []);
});
