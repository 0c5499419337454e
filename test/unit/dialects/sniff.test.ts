import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sniffDialect } from '../../../server/src/dialects/sniff.js';
import { DISGUISES } from '../../helpers/disguises.js';
import { ownTexts, readSample, SAMPLES } from '../../helpers/samples.js';

describe('a head that is a dump', () => {
  for (const sample of SAMPLES) {
    const expected = sample.startsWith('psod') ? 'psod' : 'windbg';
    test(sample, () => {
      assert.equal(sniffDialect(readSample(sample)), expected);
    });
    for (const { name, put } of DISGUISES) {
      test(`${sample}, ${name}`, () => {
        assert.equal(sniffDialect(put(readSample(sample))), expected);
      });
    }
  }

  const HEADS: Readonly<Record<string, readonly [string, 'psod' | 'windbg']>> = {
    'only a purple screen’s message': ['@BlueScreen: PCPU 3: no heartbeat (2/2 IPIs received)', 'psod'],
    'only a purple screen’s frame': ['0x1402a90:[0x634ff3]SP_WaitLock+0x1ca stack: 0x2970600', 'psod'],
    'a logged purple screen': ['2021-03-18T06:42:17.3Z cpu7:2104713)@BlueScreen: Spin count exceeded', 'psod'],
    'a command at a prompt': ['3: kd> !analyze -v', 'windbg'],
    'a brief analysis': ['BugCheck 139, {4, fffff8028227c4f0, fffff8028227c448, 0}', 'windbg'],
    'a line of the mex extension': ['Bugcheck: D1 (FFFFF80012345678, 2, 8, FFFFF80012345678)', 'windbg'],
    'a table of another tool': ['BugCheck code          : 0x133', 'windbg'],
    'only a stack': ['fffff880`0b6d3550 fffff800`5e9caec6 : nt!KeUpdateTime+0x2ec', 'windbg'],
  };
  for (const [what, [head, expected]] of Object.entries(HEADS)) {
    test(what, () => {
      assert.equal(sniffDialect(head), expected);
      assert.equal(sniffDialect(`As the console showed it:\n\n${head}\n`), expected);
    });
  }
});

describe('a head that is none', () => {
  const HEADS: Readonly<Record<string, string>> = {
    nothing: '',
    prose: 'The host showed a purple screen, and the guest stopped with DPC_WATCHDOG_VIOLATION (0x133).',
    'a product line in a sentence': 'It runs VMware ESX Server [Releasebuild-207095] and should be updated.',
    'a shell’s prompt': '$ dumplens triage crash.txt\n',
    'a user-mode transcript': '0:000> !analyze -v\n',
    'a web server’s log': '127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326\n',
    'a table of numbers': '00000000 00000001 00000002\nfffff880 0b6d3550\n',
    'a quoted frame in a sentence': 'Look for 0x1402a90:[0x634ff3]SP_WaitLock+0x1ca, the frame that waits.',
  };
  for (const [what, head] of Object.entries(HEADS)) {
    test(what, () => {
      assert.equal(sniffDialect(head), null);
    });
  }

  for (const { file, text } of ownTexts()) {
    test(`the project’s own ${file}`, () => {
      assert.equal(sniffDialect(text), null);
    });
  }
});

test('64 kB of ordinary log take less than a few milliseconds', () => {
  const line =
    '2021-03-18T06:40:00.000Z cpu1:2097152)ScsiDeviceIO: 3015: Cmd(0x45a2) 0x1a, CmdSN 0x1c to dev "naa.6" failed\n';
  const head = line.repeat(Math.ceil(65_536 / line.length));
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    assert.equal(sniffDialect(head), null);
    return performance.now() - start;
  });
  assert.ok(Math.min(...times) < 10, `the best of nine took ${Math.min(...times)} ms`);
});
