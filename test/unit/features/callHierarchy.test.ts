import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CallHierarchyItem } from 'vscode-languageserver-types';
import { findWaitedFor, findWaitersOf } from '../../../server/src/service.js';
import { Asked, first, URI } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { wordsAt } from '../../helpers/text.js';

const namesOf = (items: readonly CallHierarchyItem[]): readonly string[] => items.map(({ name }) => name);

describe('a lock whose owner is not named', () => {
  const screen = new Asked(readSample('psod-spin-count.psod'));

  test('the waiting frame, the row of its PCPU and the name of the lock all ask about the lock', () => {
    for (const mark of ['⟦SP_WaitLock⟧', '*0:⟦1024⟧/console', '^Spin count exceeded (⟦pathListLock⟧)']) {
      assert.deepEqual(namesOf(screen.waitersAt(mark)), ['pathListLock'], mark);
    }
  });

  test('its incoming calls, with which editors begin, are those that wait; nobody waits for PCPU 0', () => {
    const waiter = first(screen.waitingFor(first(screen.waitersAt('⟦SP_WaitLock⟧'))));
    assert.equal(waiter.name, 'PCPU 0 · 1024 console');
    assert.deepEqual(namesOf(screen.waitedFor(waiter)), ['pathListLock']);
    assert.deepEqual(screen.waitingFor(waiter), []);
  });

  test('it has seven candidates', () => {
    const lock = first(screen.waitersAt('⟦SP_WaitLock⟧'));
    assert.equal(lock.detail, 'its owner is not named, 7 candidates');
    const candidates = screen.waitedFor(lock);
    assert.deepEqual(
      candidates.map(({ range }) => wordsAt(screen.text, range)),
      screen.definition('⟦SP_WaitLock⟧'),
    );
    assert.ok(candidates.every(({ detail }) => detail === 'one of several candidates'));
  });

  test('from a candidate the way leads back to the lock and to who waits', () => {
    const candidate = first(screen.waitersAt('1:⟦1102⟧/vmm0:app0'));
    const lock = first(screen.waitingFor(candidate));
    assert.equal(lock.name, 'pathListLock');
    assert.deepEqual(namesOf(screen.waitingFor(lock)), ['PCPU 0 · 1024 console']);
  });

  test('where nobody waits and nothing is waited for there is nothing to ask', () => {
    assert.deepEqual(screen.waitersAt('⟦Timer_BHHandler⟧'), []);
    assert.deepEqual(screen.waitersAt('VMK ⟦uptime⟧'), []);
  });
});

describe('an owner that the log names', () => {
  const screen = new Asked(readSample('psod-spin-count-owner.psod'));

  test('can be asked at the message and anywhere in its saved backtrace', () => {
    const marks = ['^Spin count exceeded - possible deadlock with PCPU ⟦3⟧', 'Saved ⟦backtrace⟧', '⟦ResourceWorld⟧'];
    for (const mark of marks) assert.match(first(screen.waitersAt(mark)).name, /^PCPU 3/);
  });

  test('is what the lock leads to', () => {
    const lock = first(screen.waitersAt('⟦SP_WaitLock⟧@vmkernel'));
    const owner = first(screen.waitedFor(lock));
    assert.match(owner.name, /^PCPU 3/);
    assert.equal(owner.detail, 'named by the log');
  });
});

test('a wait for the firmware leads to the frame that shows it', () => {
  const transcript = new Asked(readSample('windbg-0x133.txt'));
  const operation = first(transcript.waitersAt('⟦PshedpWaitForOperationToComplete⟧'));
  assert.deepEqual(namesOf(transcript.waitedFor(operation)), ['platform firmware']);
});

describe('an item that comes back from a client', () => {
  const screen = new Asked(printScreen());
  const item = first(screen.waitersAt('⟦SP_WaitLock⟧'));

  test('knows its place also after the way through JSON', () => {
    const returned = JSON.parse(JSON.stringify(item)) as CallHierarchyItem;
    assert.deepEqual(findWaitedFor(screen.opened, returned), findWaitedFor(screen.opened, item));
  });

  test('has no answer where its crash has gone or it is none of ours', () => {
    const gone = new Asked('nothing\n').opened;
    assert.deepEqual([findWaitersOf(gone, item), findWaitedFor(gone, item)], [[], []]);
    for (const data of [
      null,
      'x',
      {},
      { crash: 0, key: 7 },
      { crash: 'x', key: 'cpu 0' },
      { crash: 0, key: 'cpu 77' },
    ]) {
      assert.deepEqual(findWaitedFor(screen.opened, { ...item, uri: URI, data }), []);
    }
  });
});
