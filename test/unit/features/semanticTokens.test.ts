import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Range } from '../../../server/src/model/position.js';
import { findSemanticTokens, openCase } from '../../../server/src/service.js';
import { readSample, SAMPLES } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { describeToken, readTokens, type ReadToken } from '../../helpers/semanticTokens.js';
import { lineOf, linesOf, outdent } from '../../helpers/text.js';
import { CLOCK_NOTICED, printAnalysis } from '../../helpers/transcripts.js';

const tokensOf = (text: string, within: Range | null = null): readonly ReadToken[] =>
  readTokens(text, findSemanticTokens(openCase(text), within));

/** What the words of the one line are that holds `words`. */
function tokensOn(text: string, words: string): readonly string[] {
  const line = lineOf(text, words);
  return tokensOf(text)
    .filter((token) => token.line === line)
    .map(describeToken);
}

const screen = readSample('psod-spin-count.psod');
const named = readSample('psod-spin-count-owner.psod');
const exception = readSample('psod-page-fault.psod');
const transcript = readSample('windbg-0x133-driver.txt');
const trap = readSample('windbg-0xd1.txt');

describe('a purple screen', () => {
  test('its product line', () => {
    assert.deepEqual(tokensOn(named, 'VMware ESXi 6.7.0'), [
      'VMware ESXi: heading',
      '6.7.0: number',
      '13006603: number',
      'x86_64: enumMember',
    ]);
  });

  test('the lock, the accused PCPU, the world and the addresses of its message', () => {
    assert.deepEqual(tokensOn(screen, '^Spin count'), ['pathListLock: variable']);
    assert.deepEqual(tokensOn(named, '^Spin count'), ['3: number']);
    assert.deepEqual(tokensOn(exception, '#PF Exception'), [
      '2097903: number',
      'HELPER_UPLIN: string',
      '0x42001ea4ea6f: number.hexadecimal',
      '0x28: number.hexadecimal',
    ]);
  });

  test('registers, of which all ones are no value', () => {
    assert.deepEqual(tokensOn(screen, 'ebp=0x1426a18'), [
      'ebp: variable',
      '0x1426a18: number.hexadecimal',
      'esi: variable',
      '0xffffffff: enumMember',
      'edi: variable',
      '0xffffffff: enumMember',
      'err: variable',
      '-1: enumMember',
      'eflags: variable',
      '0xffffffff: enumMember',
    ]);
  });

  test('the PCPU list of every generation', () => {
    assert.deepEqual(tokensOn(screen, '*0:1024/console').slice(0, 6), [
      '0: number',
      '1024: number',
      'console: string',
      '1: number',
      '1102: number',
      'vmm0:app0: string',
    ]);
    assert.deepEqual(tokensOn(named, '*PCPU7'), ['7: number', '2104713: number', 'vmm0:app01: string']);
    const oldest = printScreen().replace(/^\*0:.*$/m, 'CPU 0 1024 console: cpu 1 1025 vmm0:app');
    assert.deepEqual(tokensOn(oldest, 'CPU 0 1024'), [
      '0: number',
      '1024: number',
      'console: string',
      '1: number',
      '1025: number',
      'vmm0:app: string',
    ]);
  });

  test('a frame, part by part', () => {
    assert.deepEqual(tokensOn(named, 'HbrFilterIssueIO'), [
      '451a2f39b740: number.hexadecimal',
      '418020fa5d32: number.hexadecimal',
      'HbrFilterIssueIO: function',
      'hbr_filter: namespace',
      '0x1a2: number.hexadecimal',
      '0x459a40c3f280: number.hexadecimal',
    ]);
  });

  test('the heading of a saved backtrace', () => {
    assert.deepEqual(tokensOn(named, 'Saved backtrace'), [
      'Saved backtrace from:: heading',
      '3: number',
      'SpinLock spin out NMI: keyword',
    ]);
  });

  test('a tag before each frame is the log’s, not the crash’s', () => {
    const tagged = named
      .replace(/^.*Saved backtrace from.*\n/m, '')
      .replaceAll(/\)(?=0x451a3b)/g, ')pcpu 3 SpinLock spin out NMI: ');
    assert.equal(openCase(tagged).crashes[0]?.stacks.length, 2);
    assert.equal(tokensOn(tagged, 'BitVector_NextBit')[0], '451a3b11bd10: number.hexadecimal');
  });

  test('the uptime', () => {
    assert.deepEqual(tokensOn(named, 'VMK uptime'), ['63:15:27:04.916: number']);
  });
});

describe('a transcript', () => {
  test('the system and its uptime', () => {
    assert.deepEqual(tokensOn(transcript, 'Kernel Version'), [
      'Windows 10: heading',
      '19041: number',
      'x64: enumMember',
    ]);
    assert.deepEqual(tokensOn(transcript, 'System Uptime'), ['8: number', '14:02:31.640: number']);
  });

  test('the bug check and its arguments', () => {
    assert.deepEqual(tokensOn(transcript, 'DPC_WATCHDOG_VIOLATION (133)'), [
      'DPC_WATCHDOG_VIOLATION: heading',
      '133: number.hexadecimal',
    ]);
    assert.deepEqual(tokensOn(transcript, 'Arg2:'), ['0000000000001e00: number.hexadecimal']);
  });

  test('keys, and values by their form', () => {
    const text = printAnalysis({
      keys: [
        'BUGCHECK_P1: 1',
        'PROCESS_NAME:  System',
        'FAULTING_IP: nt!KiPageFault+469',
        'SYMBOL_NAME:  contosonic+1b4',
        'FAILURE_BUCKET_ID:  AV_contosonic!unknown_function',
        'TRAP_FRAME:  fffff807712e9680 -- (.trap 0xfffff807712e9680)',
      ],
    });
    assert.deepEqual(tokensOn(text, 'BUGCHECK_P1'), ['BUGCHECK_P1: property', '1: number.hexadecimal']);
    assert.deepEqual(tokensOn(text, 'PROCESS_NAME'), ['PROCESS_NAME: property', 'System: string']);
    assert.deepEqual(tokensOn(text, 'FAULTING_IP'), [
      'FAULTING_IP: property',
      'nt: namespace',
      'KiPageFault: function',
      '469: number.hexadecimal',
    ]);
    assert.deepEqual(tokensOn(text, 'SYMBOL_NAME'), [
      'SYMBOL_NAME: property',
      'contosonic: namespace',
      '1b4: number.hexadecimal',
    ]);
    assert.deepEqual(tokensOn(text, 'FAILURE_BUCKET_ID'), [
      'FAILURE_BUCKET_ID: property',
      'AV_contosonic!unknown_function: string',
    ]);
    assert.deepEqual(tokensOn(text, 'TRAP_FRAME'), ['TRAP_FRAME: property']);
  });

  test('a code that the model reads from a key is one token, and a number', () => {
    const headless = transcript.slice(transcript.indexOf('BUGCHECK_CODE'));
    assert.deepEqual(tokensOn(headless, 'BUGCHECK_CODE'), ['BUGCHECK_CODE: property', '133: number.hexadecimal']);
  });

  test('registers', () => {
    assert.deepEqual(tokensOn(trap, 'rip=fffff8078a3d3d2c').slice(0, 2), [
      'rip: variable',
      'fffff8078a3d3d2c: number.hexadecimal',
    ]);
  });

  test('a frame, part by part', () => {
    const text = printAnalysis({
      frames: ['nt!KeBugCheckEx', 'contosonic!Ring::Refill+0x1b4 [d:\\sys\\ring.cpp @ 42]'],
    });
    assert.equal(tokensOn(text, 'STACK_TEXT')[0], 'STACK_TEXT: property');
    assert.deepEqual(tokensOn(text, 'Ring::Refill').slice(-6), [
      '00000000`00000000: number.hexadecimal',
      'contosonic: namespace',
      'Ring::Refill: function',
      '0x1b4: number.hexadecimal',
      'd:\\sys\\ring.cpp: string',
      '42: number',
    ]);
  });

  test('locks, threads, running CPUs and modules of other commands', () => {
    const text = outdent(`
      0: kd> !locks
      Resource @ contosofs!VolumeLock (0xffffb40bc8deb908)    Exclusively owned
           Threads: ffffb40ba7fa5080-01<*> ffffb40ba7fa6080-01
      0: kd> !thread ffffb40ba7fa7080
      THREAD ffffb40ba7fa7080  Cid 0e34.3814  Teb: 0000000000000000 Win32Thread: 0000000000000000 WAIT: (Executive) KernelMode
      0: kd> !running -i
       3  ffffb40ba7fa8180  ffffb40ba7fa9080                      ................
      0: kd> lm
      fffff805\`26e10000 fffff805\`26e3e000   contosonic   (private pdb symbols)  contosonic.pdb
    `);
    assert.deepEqual(tokensOn(text, 'Resource @'), [
      'contosofs: namespace',
      'VolumeLock: function',
      '0xffffb40bc8deb908: number.hexadecimal',
    ]);
    assert.deepEqual(tokensOn(text, 'Threads:'), [
      'ffffb40ba7fa5080: number.hexadecimal',
      'ffffb40ba7fa6080: number.hexadecimal',
    ]);
    assert.deepEqual(tokensOn(text, 'THREAD'), ['ffffb40ba7fa7080: number.hexadecimal']);
    assert.deepEqual(tokensOn(text, '................'), [
      '3: number',
      'ffffb40ba7fa8180: number.hexadecimal',
      'ffffb40ba7fa9080: number.hexadecimal',
    ]);
    assert.deepEqual(tokensOn(text, 'private pdb symbols'), ['contosonic: namespace']);
  });
});

describe('what triage adds', () => {
  const functionsOf = (text: string): readonly string[] =>
    tokensOf(text)
      .filter(({ type }) => type === 'function')
      .map(describeToken);

  test('functions that only noticed or stopped are plumbing', () => {
    const frames = [...CLOCK_NOTICED, 'contosonic!RxRing_Refill+0x1b4'];
    const functions = functionsOf(printAnalysis({ frames }));
    assert.equal(functions.at(0), 'KeBugCheckEx: function.defaultLibrary');
    assert.equal(functions.at(-2), 'KiInterruptDispatchNoLockNoEtw: function.defaultLibrary');
    assert.equal(functions.at(-1), 'RxRing_Refill: function');
  });

  test('a name that cannot be right is doubtful, on every frame that shows it', () => {
    const frames = ['Panic+0x10', 'Nearest+0x2d1', 'Nearest+0x31d06', 'BH_Check+0x84'];
    assert.deepEqual(functionsOf(printScreen({ frames })), [
      'Panic: function.defaultLibrary',
      'Nearest: function.doubtful',
      'Nearest: function.doubtful',
      'BH_Check: function',
    ]);
  });
});

describe('a part of the text', () => {
  const lines = (from: number, to: number): Range => ({
    start: { line: from, character: 0 },
    end: { line: to, character: 0 },
  });

  test('has the tokens that the whole has there', () => {
    for (const sample of SAMPLES) {
      const text = readSample(sample);
      const all = tokensOf(text);
      const middle = Math.floor(linesOf(text).length / 2);
      for (const [from, to] of [
        [0, middle],
        [middle, middle + 3],
        [middle, linesOf(text).length],
      ] as const) {
        const expected = all.filter(({ line }) => line >= from && line < to);
        assert.deepEqual(tokensOf(text, lines(from, to)), expected, `${sample}, lines ${from} to ${to}`);
      }
    }
  });

  test('has a token that it cuts', () => {
    const line = lineOf(screen, '^Spin count');
    const cut: Range = { start: { line, character: 24 }, end: { line, character: 26 } };
    assert.deepEqual(tokensOf(screen, cut).map(describeToken), ['pathListLock: variable']);
  });
});

test('each crash of a text has its tokens, where it stands', () => {
  const places = (text: string, shift = 0): readonly unknown[] =>
    tokensOf(text).map((token) => ({ ...token, line: token.line + shift }));
  const together = places(`${screen}\n${transcript}`);
  assert.deepEqual(together, [...places(screen), ...places(transcript, linesOf(screen).length)]);
});

test('a text without a crash has none', () => {
  assert.deepEqual(findSemanticTokens(openCase('nt!KeBugCheckEx is a function.\n')), { data: [] });
});
