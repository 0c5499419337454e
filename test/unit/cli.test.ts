import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { crashMarkdown } from '../../server/src/report/markdown.js';
import { checkContract } from '../helpers/contract.js';
import { onlyCrash } from '../helpers/ask.js';
import type { CommandLine, Ended } from '../helpers/commandLine.js';
import { bundleCommandLine } from '../helpers/commandLine.js';
import { readSample, SAMPLES } from '../helpers/samples.js';
import { linesOf } from '../helpers/text.js';

const SCREEN = 'samples/psod-spin-count.psod';
const TRANSCRIPT = 'samples/windbg-0x133.txt';

interface FileReport {
  readonly file: string;
  readonly dialect: string | null;
  readonly crashes: readonly { readonly kind: string }[];
  readonly error: { readonly code: string; readonly message: string } | null;
}

describe('the command line', () => {
  let tool: CommandLine;
  before(async () => {
    tool = await bundleCommandLine();
  });
  after(() => tool.remove());

  const inFolder = (name: string): string => path.join(tool.folder, name);
  const reportsOf = ({ stdout }: Ended): readonly FileReport[] =>
    (JSON.parse(stdout) as { files: readonly FileReport[] }).files;

  describe('prints verdicts', () => {
    test('as text, without colour into a pipe', () => {
      const { status, stdout, stderr } = tool.run(['triage', SCREEN, TRANSCRIPT]);
      assert.equal(status, 0);
      assert.equal(stderr, '');
      assert.match(stdout, /^samples\/psod-spin-count\.psod\n {2}Spin count exceeded \(pathListLock\)/);
      assert.match(stdout, /^samples\/windbg-0x133\.txt\n {2}DPC_WATCHDOG_VIOLATION/m);
      assert.match(stdout, /^2 files, 2 crashes, \d+\.\d\d s\n$/m);
      assert.ok(!stdout.includes('\u001b'));
    });

    test('as JSON in the form of the contract', () => {
      const samples = SAMPLES.map((sample) => `samples/${sample}`);
      const { status, stdout } = tool.run(['triage', '--format', 'json', ...samples]);
      assert.equal(status, 0);
      const { schemaVersion, files } = JSON.parse(stdout) as { schemaVersion: number; files: readonly FileReport[] };
      assert.equal(schemaVersion, 1);
      assert.deepEqual(
        files.map(({ file }) => file),
        samples,
      );
      for (const file of files) assert.deepEqual(checkContract(file, linesOf(readFileSync(file.file, 'utf8'))), []);
    });

    test('the same bytes for the same file', () => {
      const [one, other] = [1, 2].map(() => tool.run(['triage', '--format', 'json', SCREEN]).stdout);
      assert.equal(one, other);
    });

    test('as ndjson, one object a line, the same as in JSON', () => {
      const { stdout } = tool.run(['triage', '--format=ndjson', SCREEN, TRANSCRIPT]);
      const lines = stdout.trimEnd().split('\n');
      const whole = reportsOf(tool.run(['triage', '--format=json', SCREEN, TRANSCRIPT]));
      assert.deepEqual(
        lines.map((line) => JSON.parse(line) as FileReport),
        whole,
      );
    });

    test('as Markdown, each file under its name', () => {
      const { status, stdout } = tool.run(['triage', '--format', 'markdown', SCREEN]);
      assert.equal(status, 0);
      assert.equal(stdout, `# ${SCREEN}\n\n${crashMarkdown(onlyCrash(readSample('psod-spin-count.psod')))}`);
    });

    test('of standard input', () => {
      const json = tool.run(['triage', '--format', 'json', '-'], readSample('windbg-0x133.txt'));
      assert.equal(json.status, 0);
      const [file] = reportsOf(json);
      assert.equal(file?.file, '-');
      assert.equal(file.crashes[0]?.kind, 'DPC_WATCHDOG_VIOLATION');
    });

    test('of UTF-16', () => {
      const { stdout } = tool.run(
        ['triage', '--format', 'json', '-'],
        Buffer.from(readSample('windbg-0x133.txt'), 'utf16le'),
      );
      assert.match(stdout, /DPC_WATCHDOG_VIOLATION/);
    });
  });

  describe('finds nothing, calmly', () => {
    const CALM: Readonly<Record<string, readonly [string, string | null, RegExp]>> = {
      'in an empty file': ['', null, /No crash was found/],
      'in a log without a crash': ['2024-01-01 all is well\n', null, /No crash was found/],
      'in a Linux log': ['[ 1.5] Kernel panic - not syncing: x\n', 'linux', /Linux kernel log/],
      'in a user-mode transcript': ['0:000> k\n', null, /user-mode/],
    };
    for (const [what, [text, dialect, remark]] of Object.entries(CALM)) {
      test(what, () => {
        const json = tool.run(['triage', '--format', 'json', '-'], text);
        const [file] = reportsOf(json);
        assert.equal(json.status, 0);
        assert.deepEqual([file?.dialect, file?.crashes, file?.error], [dialect, [], null]);
        for (const format of ['text', 'markdown']) {
          assert.match(tool.run(['triage', '--format', format, '-'], text).stdout, remark);
        }
      });
    }
  });

  describe('cannot read a file: status 1, one line that says what and how, and the others are read', () => {
    const UNREADABLE: readonly {
      readonly what: string;
      readonly make: () => string;
      readonly code: string;
      readonly message: RegExp;
    }[] = [
      { what: 'missing', make: () => inFolder('gone.txt'), code: 'ENOENT', message: /no such file.*Check the name/i },
      {
        what: 'a folder',
        make: () => {
          mkdirSync(inFolder('logs'), { recursive: true });
          return inFolder('logs');
        },
        code: 'EISDIR',
        message: /folder.*Name the files/,
      },
      {
        what: 'a link that leads to itself',
        make: () => {
          symlinkSync(inFolder('loop'), inFolder('loop'));
          return inFolder('loop');
        },
        code: 'ELOOP',
        message: /link/,
      },
      {
        what: 'a name that is too long',
        make: () => inFolder('x'.repeat(5000)),
        code: 'ENAMETOOLONG',
        message: /name.*long/i,
      },
      {
        what: 'a memory dump',
        make: () => {
          writeFileSync(inFolder('MEMORY.DMP'), Buffer.concat([Buffer.from('PAGEDU64'), Buffer.alloc(4096)]));
          return inFolder('MEMORY.DMP');
        },
        code: 'EBINARY',
        message: /Windows kernel dump.*WinDbg.*\.logopen/,
      },
    ];

    for (const { what, make, code, message } of UNREADABLE) {
      test(what, () => {
        const name = make();
        const json = tool.run(['triage', '--format', 'json', name, SCREEN]);
        const { stderr } = json;
        assert.equal(json.status, 1);
        assert.match(stderr, /^dumplens: [^\n]+\n$/);
        assert.ok(stderr.includes(name));
        assert.match(stderr, message);
        const [bad, good] = reportsOf(json);
        assert.equal(bad?.error?.code, code);
        assert.deepEqual([bad.dialect, bad.crashes], [null, []]);
        assert.deepEqual(
          good?.crashes.map(({ kind }) => kind),
          ['spin-count'],
        );
      });
    }
  });

  describe('is used wrongly: status 2, one line that says what and how, and nothing on stdout', () => {
    const WRONG: Readonly<Record<string, readonly [readonly string[], RegExp]>> = {
      'no command': [[], /No command/],
      'an unknown command': [['diagnose', SCREEN], /no command "diagnose"; there is triage/],
      'no file': [['triage'], /No file/],
      'an unknown format': [
        ['triage', '--format', 'xml', SCREEN],
        /no format "xml"; there are text, json, ndjson, markdown/,
      ],
      'a format without a value': [['triage', SCREEN, '--format'], /--format/],
      'an unknown flag': [['triage', '--frobnicate', SCREEN], /--frobnicate/],
      'an unknown short flag': [['triage', '-x', SCREEN], /-x/],
    };
    for (const [what, [args, message]] of Object.entries(WRONG)) {
      test(what, () => {
        const { status, stdout, stderr } = tool.run(args);
        assert.equal(status, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /^dumplens: [^\n]+--help[^\n]*\n$/);
        assert.match(stderr, message);
      });
    }
  });

  test('help is no misuse', () => {
    for (const flag of ['--help', '-h']) {
      const { status, stdout, stderr } = tool.run([flag]);
      assert.equal(status, 0);
      assert.equal(stderr, '');
      assert.match(stdout, /^Usage: dumplens triage .*FILE/);
      assert.match(stdout, /Exit status: 0 .*1 .*2 /);
    }
  });
});
