import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KnownIssue } from '../../../server/src/knowledge/types.js';
import { draftKnownIssue, openCase, readOwnPacks } from '../../../server/src/service.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';

/** The text of the draft for the first crash of a text. */
function draftOf(text: string): string {
  const draft = draftKnownIssue(openCase(text), 0);
  assert.ok(draft);
  return draft.text;
}

/** The entry that a draft holds, read as a person's pack is read. */
function entryOf(draft: string): KnownIssue {
  const [read] = readOwnPacks([{ uri: 'draft.yaml', text: draft }]).packs;
  assert.deepEqual(read?.problems, []);
  assert.equal(read.pack?.pack, 'known-issues');
  const [entry] = read.pack.entries;
  assert.ok(entry);
  return entry;
}

describe('a draft', () => {
  for (const sample of SAMPLES) {
    test(`for ${sample} is a pack without a fault, and fits the crash and its own sample`, () => {
      const text = readSample(sample);
      const draft = draftOf(text);
      const entry = entryOf(draft);
      assert.ok(entry.sample && entry.sample.length > 5);
      const { knowledge } = readOwnPacks([{ uri: 'draft.yaml', text: draft }]);
      const found = openCase(text, knowledge).crashes[0]?.issues.map(({ issue }) => issue.id) ?? [];
      assert.ok(found.includes(entry.id), found.join(', '));
    });

    test(`for ${sample} fits no other sample`, () => {
      const { knowledge } = readOwnPacks([{ uri: 'draft.yaml', text: draftOf(readSample(sample)) }]);
      const { id } = entryOf(draftOf(readSample(sample)));
      const others = SAMPLES.filter(
        (other) =>
          other !== sample &&
          openCase(readSample(other), knowledge).crashes.some(({ issues }) =>
            issues.some(({ issue }) => issue.id === id),
          ),
      );
      assert.deepEqual(others, []);
    });
  }

  test('names a lock by its name, and the functions of weight', () => {
    const { title, when } = entryOf(draftOf(readSample('psod-spin-count.psod')));
    assert.equal(title, 'Spin count exceeded (pathListLock) at TimerBHHandlerLoop');
    assert.deepEqual(when, {
      kinds: ['spin-count'],
      message: ['pathListLock'],
      frames: ['TimerBHHandlerLoop', 'Timer_BHHandler', 'BH_Check'],
    });
  });

  test('names a bug check by its code and case, and the driver', () => {
    const { id, when } = entryOf(draftOf(readSample('windbg-0x133-driver.txt')));
    assert.equal(id, 'dpc-watchdog-violation-in-contosonic');
    assert.deepEqual(when, {
      bugChecks: ['0x133'],
      parameters: { '1': ['0x1'] },
      frames: ['RxRing_Refill', 'RxRing_Poll', 'MiniportInterruptDpc'],
      modules: ['contosonic'],
    });
  });

  test('of a free message keeps the words and leaves out what differs', () => {
    const text = [
      'VMware ESXi 7.0.3 [Releasebuild-19193900 x86_64]',
      'Quota of 42 handles exceeded by volume 5f3a-99 on adapter 0x43001234',
      '0x453a1b89bd20:[0x4180218d1e2f]PanicvPanicInt@vmkernel#nover+0x439 stack: 0x0',
      '0x453a1b89bdc0:[0x4180218d2011]Quota_Check@vmkernel#nover+0x23 stack: 0x0',
    ].join('\n');
    const { when } = entryOf(draftOf(text));
    assert.deepEqual(when.message, ['Quota of', 'handles exceeded by volume', 'on adapter']);
  });

  test('asks for the cause and says what is still to do', () => {
    const draft = draftOf(readSample('psod-spin-count.psod'));
    assert.match(draft, /^ {4}cause: What is the cause\?$/m);
    assert.match(draft, /# What helps\?/);
    assert.match(draft, /saved as a \.yaml file\n# in the folder \.dumplens/);
  });

  test('holds no register, no list of CPUs and no address of the crash', () => {
    const draft = draftOf(readSample('psod-spin-count.psod'));
    assert.ok(!/cr2=|eax=|mks:app01|1426a18|61f8bd/.test(draft), draft);
  });

  test('is not there where no crash is', () => {
    assert.equal(draftKnownIssue(openCase('All is well.'), 0), null);
  });
});
