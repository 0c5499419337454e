import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FoldingRangeKind } from 'vscode-languageserver-types';
import { findFoldingRanges } from '../../../server/src/service.js';
import { Asked } from '../../helpers/ask.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';

/** The first words of the first and the last line of each fold. */
function folds(sample: string, words: RegExp): readonly string[] {
  const short = (line: string): string => words.exec(line)?.[0] ?? line;
  return new Asked(readSample(sample)).folds().map(([from, to]) => `${short(from)} … ${short(to)}`);
}

test('a screen folds as a whole, by registers, PCPU list, stack, plumbing and idle loop', () => {
  assert.deepEqual(
    folds('psod-spin-count.psod', /[A-Za-z_]+(?=\+0x)|^VMware|^cr2|^ebp|^\*0:1024|^4:1113|^Starting|^@BlueScreen/),
    [
      'VMware … Starting',
      'cr2 … ebp',
      '*0:1024 … 4:1113',
      '@BlueScreen … HostVMKEntry',
      'CpuSchedDispatch … HostVMKEntry',
    ],
  );
});

test('the owner’s backtrace folds from its heading on', () => {
  assert.ok(
    folds('psod-spin-count-owner.psod', /Saved backtrace|Debug_IsInitialized/).includes(
      'Saved backtrace … Debug_IsInitialized',
    ),
  );
});

test('a transcript folds as a whole, by arguments, stack and what noticed', () => {
  assert.deepEqual(
    folds('windbg-0x133.txt', /^DPC_WATCHDOG_VIOLATION|^Arg\d|^STACK_TEXT|\w+(?=\+0x\w+$)|KeBugCheckEx/),
    [
      'DPC_WATCHDOG_VIOLATION … KiStartSystemThread',
      'Arg1 … Arg4',
      'STACK_TEXT … KiStartSystemThread',
      'KeBugCheckEx … KiInterruptDispatchLBControl',
    ],
  );
});

test('registers that are printed again at the end do not fold what stands between', () => {
  const starts = folds('psod-spin-count-owner.psod', /\bcr0\b/);
  assert.deepEqual(
    starts.filter((fold) => fold.startsWith('cr0')),
    [],
  );
});

test('a bare stack folds by what noticed: its first line begins both, and editors keep one fold a line', () => {
  const stack = readSample('windbg-0x133.txt')
    .split('\n')
    .filter((line) => /^[\da-f]{8}`/.test(line));
  const bare = new Asked(`${stack.join('\n')}\n`);
  assert.deepEqual(
    bare.folds().map(([from, to]) => [from, to].map((line) => /!(\w+)/.exec(line)?.[1])),
    [['KeBugCheckEx', 'KiInterruptDispatchLBControl']],
  );
});

test('a text without a crash has nothing to fold', () => {
  assert.deepEqual(new Asked('one line\nanother line\n').folds(), []);
});

for (const sample of SAMPLES) {
  test(`${sample}: no two folds begin on one line, where editors would keep one of them`, () => {
    const starts = findFoldingRanges(new Asked(readSample(sample)).opened).map(({ startLine }) => startLine);
    assert.deepEqual([...new Set(starts)], starts);
  });
}

test('only plumbing and idle frames are regions, so that an editor can fold them at once', () => {
  const regionsOf = (sample: string): readonly string[] => {
    const { opened } = new Asked(readSample(sample));
    return findFoldingRanges(opened).flatMap(({ kind, startLine, endLine }) =>
      kind === FoldingRangeKind.Region ? [`${endLine - startLine + 1} lines from ${startLine + 1}`] : [],
    );
  };
  assert.deepEqual(regionsOf('psod-spin-count.psod'), ['7 lines from 21']);
  assert.deepEqual(regionsOf('windbg-0x133.txt'), ['5 lines from 31']);
});
