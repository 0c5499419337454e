/** Reading takes time in proportion to the text, however hostile it is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sniffDialect } from '../../server/src/dialects/sniff.js';
import { openCase } from '../../server/src/service.js';
import { readSample, SAMPLES } from '../helpers/samples.js';
import { alwaysSteeperThan, fastest } from '../helpers/timing.js';

const LONGEST_LINE = 20_000;

/** What a line of a damaged log or an attacker may repeat. */
const PIECES: readonly string[] = [
  '0',
  'f',
  ' ',
  '\t',
  '> ',
  '>',
  '0x',
  '0x1:[0x1]',
  '0x1402a90:[0x634ff3]SP_WaitLock+0x1ca stack: 0x2970600, ',
  'stack: 0x1, ',
  'cpu1:1)',
  'a@(b)#<c>+0x1 ',
  '1:1024/console ',
  '*0:1/a',
  'PCPU 1: ',
  'pcpu 1 a: ',
  'VMware ESX Server [Releasebuild-',
  '@BlueScreen: ',
  'Spin count exceeded (',
  'eax=0x1 ',
  'ptime: ',
  'fffff880`0b6d3550 ',
  'fffff880`0b6d3550 fffff800`5e9caec6 : ',
  'nt!a+0x1 ',
  '::<a> ',
  '`',
  '[ @ 1',
  '(TrapFrame ',
  'Arg1: 1, ',
  'KEY: ',
  'A_B ',
  'BugCheck 1, {1, ',
  'kd> ',
  'rax=0000 ',
  '\u001b[0',
  '\u001b[35m',
  '\u00a0',
  'a+0x1/0x2 ',
  '(',
  '[',
  ')',
  '-',
  '\ud83d\ude00',
];

/** How the pieces meet the start of a line, where most rules look. */
const BEGINNINGS: readonly string[] = [
  '',
  '0x1402a90:[0x634ff3]f',
  'fffff880`0b6d3550 fffff800`5e9caec6 : ',
  '0: kd> ',
  'Arg1: 1, ',
  'PROCESS_NAME:  a',
  'STACK_TEXT:  ',
  '    Key  : a',
  '    Value: a',
  'DPC_WATCHDOG_VIOLATION (133)',
  'Bugcheck code 00000133',
  '@BlueScreen: ',
  '@BlueScreen: PCPU 1 locked up. Failed to ack TLB invalidate (total of 1 locked up, PCPU(s): 1',
  '@BlueScreen: #PF Exception 14 in world 1:a',
  'VMware ESX Server [Releasebuild-1]',
  '2021-03-18T06:42:17.322Z cpu7:21)',
  'Saved backtrace from: pcpu 3 a',
  'Panic Details: Crash at 1 on CPU 1 running world 1 - a',
  '*0:1024/console ',
];

/** A crash before and behind the line, so that every part of the readers is at work. */
const around = (line: string): string =>
  `${readSample('psod-spin-count.psod')}\n${line}\n${readSample('windbg-0x133.txt')}\n${line}\n`;

const hostile = (beginning: string, piece: string, length: number): string =>
  (beginning + piece.repeat(Math.ceil(length / piece.length))).slice(0, length) + '!?+=:;)]}>';

/** Four times the text: linear work takes about four times as long, quadratic work sixteen times. */
const growsSteeply = (small: string, large: string): boolean =>
  alwaysSteeperThan(9, () => [fastest(() => openCase(small)), fastest(() => openCase(large))]);

describe('a line of 20,000 characters', () => {
  const ordinary = fastest(() => openCase(around('')));

  for (const beginning of BEGINNINGS) {
    test(`that begins with ${JSON.stringify(beginning)} is read in a moment`, () => {
      const slow = PIECES.filter((piece) => {
        const text = around(hostile(beginning, piece, LONGEST_LINE));
        return alwaysSteeperThan(1, () => [ordinary + 100, fastest(() => openCase(text), 1)]);
      });
      assert.deepEqual(slow, []);
    });
  }

  test('takes about four times as long as one of 5,000', () => {
    const steep = PIECES.filter((piece) => {
      const [quarter, whole] = [LONGEST_LINE / 4, LONGEST_LINE].map((length) => around(hostile('', piece, length)));
      return growsSteeply(quarter ?? '', whole ?? '');
    });
    assert.deepEqual(steep, []);
  });

  test('is looked at for a dialect in a moment', () => {
    const slow = BEGINNINGS.flatMap((beginning) =>
      PIECES.filter((piece) => {
        const head = hostile(beginning, piece, 65_536);
        return alwaysSteeperThan(1, () => [200, fastest(() => sniffDialect(head), 1)]);
      }),
    );
    assert.deepEqual(slow, []);
  });
});

describe('a long log', () => {
  const ORDINARY: Readonly<Record<string, string>> = {
    'of a kernel':
      '2021-03-18T06:40:00.000Z cpu1:2097152)ScsiDeviceIO: 3015: Cmd(0x45a2) 0x1a, CmdSN 0x1c to dev "naa.6" failed',
    'of a debugger': 'fffff800`5e26d000 fffff800`5e9bc000   contosonic   (private pdb symbols)  contosonic.pdb',
    'of a web server': '127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326',
  };

  for (const [what, line] of Object.entries(ORDINARY)) {
    test(`${what}, with two crashes in it, four times as long takes about four times as long`, () => {
      const logOf = (lines: number): string => {
        const half = `${line}\n`.repeat(lines / 2);
        return half + readSample('psod-spin-count.psod') + readSample('windbg-0xd1.txt') + half;
      };
      assert.equal(openCase(logOf(20_000)).crashes.length, 2);
      assert.equal(growsSteeply(logOf(5000), logOf(20_000)), false);
    });
  }

  test('full of crashes, too', () => {
    const logOf = (times: number): string => SAMPLES.map(readSample).join('\n').concat('\n').repeat(times);
    assert.equal(openCase(logOf(40)).crashes.length, 40 * SAMPLES.length);
    assert.equal(growsSteeply(logOf(10), logOf(40)), false);
  });

  const STACKS: Readonly<Record<string, readonly [string, string]>> = {
    'a purple screen': [
      'VMware ESX Server [Releasebuild-1]\nSpin count exceeded',
      '0x1402a90:[0x634ff3]cosShadow+0x1ca stack: 0x2970600',
    ],
    'a transcript': ['0: kd> k', 'fffff880`0b6d3550 fffff800`5e9caec6 contosonic!Recurse+0x2ec'],
  };
  for (const [what, [head, frame]] of Object.entries(STACKS)) {
    test(`full of frames of one stack of ${what}, too`, () => {
      const logOf = (frames: number): string => `${head}\n${`${frame}\n`.repeat(frames)}`;
      assert.equal(openCase(logOf(4000)).crashes[0]?.stacks[0]?.frames.length, 4000);
      assert.equal(growsSteeply(logOf(1000), logOf(4000)), false);
    });
  }
});
