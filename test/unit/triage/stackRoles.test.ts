import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { printFrames, printScreen } from '../../helpers/screens.js';
import { printAnalysis, printStack } from '../../helpers/transcripts.js';

const rolesOf = (text: string): readonly string[] => onlyCrash(text).stacks.map(({ role }) => role);

describe('the stack that tells the story', () => {
  test('is one, where the log and the screen show it both: the longest', () => {
    const logged = [
      'Backtrace for current CPU #0, worldID=1024, fp=0x0',
      printFrames(['Panic+0x10', 'SP_WaitLock+0x1b6']),
    ].join('\n');
    const text = `${logged}\n${printScreen()}`;
    assert.deepEqual(rolesOf(text), ['other', 'panicking']);
  });

  test('is that of the analysis, whatever was listed before it', () => {
    const listed = `0: kd> k\n${printStack(['nt!KeBugCheckEx', 'contosonic!A+0x1', 'contosonic!B+0x1'])}\n`;
    const text = `${listed}0: kd> !analyze -v\n${printAnalysis({ frames: ['nt!KeBugCheckEx', 'contosonic!A+0x1'] })}`;
    assert.deepEqual(rolesOf(text), ['other', 'panicking']);
  });
});

describe('a saved backtrace', () => {
  const saved = (reason: string): string =>
    printScreen({
      headline: 'PCPU 2: no heartbeat (2/2 IPIs received)',
      frames: ['Panic+0x1'],
      saved: { heading: `Saved backtrace from: pcpu 3 ${reason}`, frames: ['Foo+0x1'] },
    });

  for (const [reason, role] of [
    ['SpinLock spin out NMI', 'owner'],
    ['Heartbeat NMI', 'stalled'],
    ['Other NMI', 'other'],
  ] as const) {
    test(`for ${reason} is that of one who is ${role}`, () => {
      assert.deepEqual(rolesOf(saved(reason)), ['panicking', role]);
    });
  }
});
