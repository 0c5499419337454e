import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CodeActionKind } from 'vscode-languageserver-types';
import { findCodeActions } from '../../../server/src/service.js';
import { ALL_COMMANDS, Asked, EVERYWHERE, URI } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { placeIn } from '../../helpers/text.js';

const text = `Seen on two hosts.\n\n${readSample('psod-spin-count.psod')}\n${readSample('windbg-0x133.txt')}`;
const log = new Asked(text);

describe('what can be done with a crash', () => {
  test('all of it, where the reader asks', () => {
    assert.deepEqual(log.actions('⟦SP_WaitLock⟧'), [
      'Triage this crash',
      'Copy verdict as ticket text',
      'Copy verdict as Markdown',
      'Copy signature',
      'Search the web for this signature',
      'New known issue from this crash',
      'Extract this crash to its own document',
      'Normalise this text',
    ]);
  });

  test('unasked, only on the lines that head the crash', () => {
    const automatic = { automatic: true };
    assert.equal(log.actions('⟦VMware⟧ ESX Server', automatic).length, 8);
    assert.equal(log.actions('@BlueScreen: ⟦Spin⟧', automatic).length, 8);
    assert.equal(log.actions('⟦DPC_WATCHDOG_VIOLATION⟧ (133)', automatic).length, 8);
    assert.deepEqual(log.actions('⟦SP_WaitLock⟧', automatic), []);
  });

  test('nothing outside of crashes', () => {
    assert.deepEqual(log.actions('⟦Seen⟧ on two hosts'), []);
  });

  test('a selection that holds crashes is about the first of them', () => {
    const choice = { commands: ALL_COMMANDS, only: undefined, automatic: false };
    const [triage] = findCodeActions(log.opened, URI, EVERYWHERE, choice);
    assert.deepEqual(triage?.command?.arguments, [URI, 0]);
  });

  test('it is about the crash at the cursor', () => {
    const range = placeIn(text, '⟦PshedpWaitForOperationToComplete⟧');
    const choice = { commands: ['dumplens.triage'], only: undefined, automatic: false };
    assert.deepEqual(
      findCodeActions(log.opened, URI, range, choice).map(({ command }) => command),
      [{ title: 'Triage this crash', command: 'dumplens.triage', arguments: [URI, 1] }],
    );
  });
});

describe('what was found at a place', () => {
  test('can be explained there, asked or not', () => {
    const explain = 'Explain this finding: unreliable-symbols';
    assert.equal(log.actions('⟦cosShadow⟧+0x2d1')[0], explain);
    assert.deepEqual(log.actions('⟦cosShadow⟧+0x2d1', { automatic: true }), [explain]);
    assert.deepEqual(log.actions('⟦cosShadow⟧+0x2d1', { only: [CodeActionKind.QuickFix] }), [explain]);
  });

  test('is named with its code', () => {
    const range = placeIn(text, '⟦cosShadow⟧+0x2d1');
    const choice = { commands: ALL_COMMANDS, only: [CodeActionKind.QuickFix], automatic: false };
    const [action] = findCodeActions(log.opened, URI, range, choice);
    assert.deepEqual(action?.command?.arguments, ['unreliable-symbols']);
    assert.equal(action.diagnostics?.[0]?.code, 'unreliable-symbols');
  });
});

describe('what a client says', () => {
  test('only what it can carry out is offered', () => {
    assert.deepEqual(log.actions('⟦SP_WaitLock⟧', { commands: ['dumplens.copySignature', 'editor.fold'] }), [
      'Copy signature',
    ]);
    assert.deepEqual(log.actions('⟦SP_WaitLock⟧', { commands: [] }), []);
  });

  test('nothing where it asks for kinds that are none of ours', () => {
    assert.deepEqual(log.actions('⟦SP_WaitLock⟧', { only: [CodeActionKind.QuickFix, CodeActionKind.Refactor] }), []);
    assert.equal(log.actions('⟦SP_WaitLock⟧', { only: ['dumplens'] }).length, 8);
  });
});
