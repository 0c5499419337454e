import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { CommandLine } from '../../helpers/commandLine.js';
import { bundleCommandLine } from '../../helpers/commandLine.js';

const SCREEN = 'samples/psod-spin-count.psod';

/** A pack with one issue that fits the screen. */
const issue = (id: string, fix: string): string => `pack: known-issues
id: team
system: any
entries:
  - id: ${id}
    title: The path list lock is lost
    dialect: psod
    when: { message: [pathListLock] }
    checkOnly: false
    cause: A path is removed while the list is read.
    fix: ${fix}
    references: []
    basis: seen
`;

describe('packs on the command line', () => {
  let tool: CommandLine;
  let folder = '';
  before(async () => {
    tool = await bundleCommandLine();
    folder = path.join(tool.folder, 'packs');
    mkdirSync(path.join(folder, 'deeper'), { recursive: true });
    writeFileSync(path.join(folder, '1-first.yaml'), issue('team-first', 'Take our first advice.'));
    writeFileSync(path.join(folder, '2-second.yml'), issue('team-second', 'Take our second advice.'));
    writeFileSync(path.join(folder, 'README.md'), 'Not a pack.');
    writeFileSync(path.join(folder, 'deeper', 'other.yaml'), issue('team-deeper', 'Take no advice.'));
  });
  after(() => tool.remove());

  const write = (name: string, text: string): string => {
    const file = path.join(tool.folder, name);
    writeFileSync(file, text);
    return file;
  };

  test('of a folder are read, those of the folders in it are not', () => {
    const { status, stdout, stderr } = tool.run(['triage', '--packs', folder, SCREEN]);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /team-first: Take our first advice/);
    assert.match(stdout, /team-second: Take our second advice/);
    assert.ok(!stdout.includes('no advice'));
  });

  test('may be named one by one, and the later one counts more', () => {
    const first = write('a.yaml', issue('team-same', 'Take the old advice.'));
    const second = write('b.yaml', issue('team-same', 'Take the new advice.'));
    const { status, stdout } = tool.run(['triage', '--packs', first, '--packs', second, SCREEN]);
    assert.equal(status, 0);
    assert.match(stdout, /new advice/);
    assert.ok(!stdout.includes('old advice'));
  });

  test('with an error are told of by file, line and column; the verdict is given all the same, with status 1', () => {
    const file = write('wrong.yaml', issue('team-wrong', 'Take it.').replace('basis: seen', 'basis: heard'));
    const { status, stdout, stderr } = tool.run(['triage', '--packs', file, SCREEN]);
    assert.equal(status, 1);
    assert.equal(stderr.split('\n')[0]?.startsWith(`${file}:13:12: \`basis\` must be one of `), true, stderr);
    assert.match(stdout, /Spin count exceeded/);
    assert.ok(!stdout.includes('Take it'));
  });

  test('whose sample does not fit are told of, and used', () => {
    const file = write('sample.yaml', `${issue('team-sample', 'Take it.')}    sample: [no crash]\n`);
    const { status, stdout, stderr } = tool.run(['triage', '--packs', file, SCREEN]);
    assert.equal(status, 0);
    assert.equal(stderr, `${file}:14:13: \`team-sample\` does not fit its own sample.\n`);
    assert.match(stdout, /Take it/);
  });

  test('that are no text, or of which there are none in a folder, are told of with status 1', () => {
    const binary = write('binary.yaml', 'pack:\0symbols');
    const binaryRun = tool.run(['triage', '--packs', binary, SCREEN]);
    assert.deepEqual([binaryRun.status, binaryRun.stderr], [1, `${binary}: This is a binary file, not text.\n`]);
    const empty = path.join(tool.folder, 'empty');
    mkdirSync(empty);
    const emptyRun = tool.run(['triage', '--packs', empty, SCREEN]);
    assert.equal(emptyRun.status, 1);
    assert.match(emptyRun.stderr, /No pack .* is in this folder/);
  });

  test('that are not there are a wrong usage: status 2, and nothing is read', () => {
    const { status, stdout, stderr } = tool.run(['triage', '--packs', 'nowhere', SCREEN]);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /There is no file or folder "nowhere" with packs\./);
  });
});

describe('the language on the command line', () => {
  let tool: CommandLine;
  before(async () => {
    tool = await bundleCommandLine();
  });
  after(() => tool.remove());

  test('is that of the packs, as far as they are translated', () => {
    const log = 'samples/windbg-0x133.txt';
    assert.match(tool.run(['triage', '--lang', 'ko', log]).stdout, /[가-힣]/);
    const [unknown, english] = [['--lang', 'xx'], []].map((language) =>
      tool.run(['triage', '--format', 'json', ...language, log]),
    );
    assert.equal(unknown?.stdout, english?.stdout);
  });
});
