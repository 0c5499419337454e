import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { measureCoverage, mostFrequentUnknown, sharesOf } from '../../../scripts/lib/coverage.mjs';
import { openCase } from '../../../server/src/service.js';
import { printScreen } from '../../helpers/screens.js';

const SCREEN = printScreen({
  frames: ['Panic+0x10', 'SP_WaitLock+0x1b6', 'SP_WaitPurple+0x20', 'InventedThing+0x8', 'Heap_Free+0x9f000'],
});

/** A bug check and a stack as `k` prints it: addresses of the frames tell kernel and user mode apart. */
const printTranscript = (frames: readonly string[]): string =>
  ['BugCheck D1, {8, 2, 0, fffff80412345678}', '', 'STACK_TEXT:  ', ...frames, ''].join('\n');

const kernelFrame = (name: string): string =>
  `ffffb90a\`12345678 fffff804\`11112222 : 00000000\`0000000a 00000000\`00000008 00000000\`00000002 00000000\`00000000 : ${name}`;
const userFrame = (name: string): string =>
  `00000012\`3456f9a8 00007ffa\`11112222 : 00000000\`00000000 00000000\`00000000 00000000\`00000000 00000000\`00000000 : ${name}`;

const coverageOf = (system: 'esxi' | 'windows', ...texts: readonly string[]) => {
  const coverage = measureCoverage(texts.map((text) => openCase(text))).get(system);
  assert.ok(coverage, `the texts are of ${system}`);
  return coverage;
};

describe('counting frames', () => {
  test('tells exact entries, patterns and unknown functions apart, and leaves out what is not believed', () => {
    const { frames } = coverageOf('esxi', SCREEN);
    assert.deepEqual(
      { exact: frames.exact, pattern: frames.pattern, unknown: frames.unknown, distrusted: frames.distrusted },
      { exact: 2, pattern: 1, unknown: 1, distrusted: 1 },
    );
  });

  test('takes shares of the frames that print a function', () => {
    assert.deepEqual(sharesOf(coverageOf('esxi', SCREEN)), { total: 4, exact: 0.5, known: 0.75 });
  });

  test('counts an entry apart whose meaning is guessed from its name', () => {
    const { frames } = coverageOf('windows', printTranscript([kernelFrame('nt!KiBugCheck2+0x14')]));
    assert.deepEqual([frames.exact, frames.byName], [0, 1]);
  });

  test('leaves out modules without a symbol, and user mode together with all that lies below it', () => {
    const { frames } = coverageOf(
      'windows',
      printTranscript([
        kernelFrame('nt!KeBugCheckEx'),
        kernelFrame('contoso+0x1234'),
        kernelFrame('contoso!SendPacket+0x20'),
        userFrame('contosolib!Wait+0x14'),
        userFrame('contosoapp!Main+0x2a'),
      ]),
    );
    assert.deepEqual(
      { exact: frames.exact, unknown: frames.unknown, noSymbol: frames.noSymbol, userMode: frames.userMode },
      { exact: 1, unknown: 1, noSymbol: 1, userMode: 2 },
    );
  });

  test('knows user mode by ntdll where no stack address is printed', () => {
    const { frames } = coverageOf(
      'windows',
      printTranscript(['nt!NtWaitForSingleObject', 'ntdll!NtWaitForSingleObject+0x14', 'contosoapp!Main+0x2a']),
    );
    assert.deepEqual([frames.exact, frames.unknown, frames.userMode], [1, 0, 2]);
  });
});

describe('naming the gaps', () => {
  test('lists unknown functions of all logs together, the most frequent first', () => {
    const other = printScreen({ frames: ['Panic+0x10', 'InventedThing+0x8', 'AnotherThing+0x4'] });
    const { symbols } = coverageOf('esxi', SCREEN, other);
    assert.deepEqual(mostFrequentUnknown(symbols, 2), [
      ['InventedThing', 2],
      ['AnotherThing', 1],
    ]);
  });

  test('names modules and bug checks that no pack has', () => {
    const transcript = printTranscript([kernelFrame('nt!KeBugCheckEx'), kernelFrame('contoso!SendPacket+0x20')]);
    const { modules, bugChecks } = coverageOf('windows', transcript);
    assert.deepEqual(mostFrequentUnknown(modules, 10), [['contoso', 1]]);
    assert.deepEqual(mostFrequentUnknown(bugChecks, 10), []);
  });
});

describe('the command', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'dump-lens-coverage-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'screen.txt'), SCREEN);
  writeFileSync(path.join(folder, 'notes.md'), 'not a log');

  const cover = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/coverage.mjs', ...args], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  test('reads the logs of a folder and passes where a bar is reached', () => {
    const { status, stdout, stderr } = cover('--min', 'exact=0.5', '--min', 'known=0.75', folder);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /1 logs?$/m);
    assert.match(stdout, /exact +2 +50\.0 %/);
    assert.match(stdout, /1 {2}InventedThing/);
  });

  test('fails where a bar is missed', () => {
    const { status, stderr } = cover('--min', 'exact=0.9', folder);
    assert.equal(status, 1);
    assert.match(stderr, /exact 0\.500 is below 0\.9/);
  });

  test('says how it counts', () => {
    assert.match(cover('--help').stdout, /Left out and counted apart/);
  });
});
