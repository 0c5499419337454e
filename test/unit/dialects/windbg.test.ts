import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import { framesOf } from '../../../server/src/model/crash.js';
import { openCase } from '../../../server/src/service.js';
import { first, onlyCrash } from '../../helpers/ask.js';
import { outdent, wordsAt } from '../../helpers/text.js';
import { printAnalysis, printStack } from '../../helpers/transcripts.js';

const read = (text: string): Crash => onlyCrash(text).crash;
const valueOf = (located: { readonly value: unknown } | null | undefined): unknown => located?.value ?? null;
const parametersOf = ({ bugCheck }: Crash): readonly unknown[] => bugCheck?.parameters.map(valueOf) ?? [];

describe('the bug check', () => {
  const STACK = printStack(['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69']);
  const FORMS: Readonly<Record<string, readonly [string, string | null, string, readonly (string | null)[]]>> = {
    'the first line of !analyze -v and its arguments': [
      'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)\nArguments:\nArg1: 0000000000000028, memory referenced\nArg2: 0000000000000002, IRQL\n',
      'DRIVER_IRQL_NOT_LESS_OR_EQUAL',
      '0xd1',
      ['0x28', '0x2', null, null],
    ],
    'the brief analysis': [
      'BugCheck 139, {4, fffff8028227c4f0, fffff8028227c448, 0}\n',
      null,
      '0x139',
      ['0x4', '0xfffff8028227c4f0', '0xfffff8028227c448', '0x0'],
    ],
    'a live target': [
      '*** Fatal System Error: 0x000000ce\n                       (0xF97B53C2,0x00000000,0xF97B53C2,0x00000000)\n',
      null,
      '0xce',
      ['0xf97b53c2', '0x0', '0xf97b53c2', '0x0'],
    ],
    '.bugcheck': [
      '0: kd> .bugcheck\nBugcheck code 00000133\nArguments 00000000`00000001 00000000`00001e00 00000000`00000000 00000000`00000000\n',
      null,
      '0x133',
      ['0x1', '0x1e00', '0x0', '0x0'],
    ],
    'the keys of newer debuggers': [
      'KEY_VALUES_STRING: 1\n\nBUGCHECK_CODE:  d1\n\nBUGCHECK_P1: 28\n\nBUGCHECK_P2: 2\n\nBUGCHECK_P3: 0\n\nBUGCHECK_P4: fffff8078a3d3d2c\n',
      null,
      '0xd1',
      ['0x28', '0x2', '0x0', '0xfffff8078a3d3d2c'],
    ],
    'an unknown code': [
      'Unknown bugcheck code (1aa)\nArguments:\nArg1: 0000000000000001\n',
      null,
      '0x1aa',
      ['0x1', null, null, null],
    ],
  };
  for (const [what, [text, name, code, parameters]] of Object.entries(FORMS)) {
    test(what, () => {
      const crash = read(`${text}\n${STACK}\n`);
      assert.deepEqual([valueOf(crash.bugCheck?.name), crash.bugCheck?.code.value], [name, code]);
      assert.deepEqual(parametersOf(crash), parameters);
    });
  }

  test('with nothing else, the arguments of KeBugCheckEx', () => {
    const crash = read(
      'fffff880`0b6d34c8 fffff800`5e4141e0 : 00000000`0000000a 00000000`00000028 00000000`00000002 00000000`00000000 : nt!KeBugCheckEx\n',
    );
    assert.equal(crash.bugCheck?.code.value, '0xa');
    assert.deepEqual(parametersOf(crash), ['0x28', '0x2', '0x0', null]);
  });

  test('the debugger’s words behind an argument run on over its lines', () => {
    const text = outdent(`
      DPC_WATCHDOG_VIOLATION (133)
      Arguments:
      Arg1: 0000000000000001, The system cumulatively spent an extended period of time at
      \tDISPATCH_LEVEL or above.
      Arg2: 0000000000001e00, The watchdog period (in ticks).
    `);
    const { bugCheck } = read(text);
    assert.equal(
      bugCheck?.parameters[0]?.text,
      'The system cumulatively spent an extended period of time at DISPATCH_LEVEL or above.',
    );
    assert.equal(wordsAt(text, first(bugCheck.parameters)?.range ?? assert.fail()), '0000000000000001');
  });

  test('the brief and the long analysis of one dump are one crash', () => {
    const text = `BugCheck 133, {1, 1e00, 0, 0}\nProbably caused by : contosonic.sys\n\n0: kd> !analyze -v\n${printAnalysis({ frames: ['nt!KeBugCheckEx'] })}`;
    assert.equal(read(text).headline.value, 'DPC_WATCHDOG_VIOLATION (133)');
  });

  test('an analysis with another code is another crash', () => {
    const text = `${printAnalysis({ frames: ['nt!KeBugCheckEx'] })}\n${printAnalysis({ headline: 'IRQL_NOT_LESS_OR_EQUAL (a)' })}`;
    assert.deepEqual(
      openCase(text).crashes.map(({ kind }) => kind),
      ['DPC_WATCHDOG_VIOLATION', 'IRQL_NOT_LESS_OR_EQUAL'],
    );
  });

  test('any key that tells it does, and the arguments are those of the frame that stopped the system for it', () => {
    const zero = '00000000`00000000';
    const frame = `fffff880\`0b6d34c8 fffff800\`5e4141e0 : 00000000\`0000000a 00000000\`00000028 ${zero} ${zero} : nt!KeBugCheckEx`;
    const KEYS = [
      '    Key  : Bugcheck.Code.KiBugCheckData\n    Value: 0xd1',
      '    Key  : Bugcheck.Code.LegacyAPI\n    Value: 0xd1',
      '    Key  : Failure.Bucket\n    Value: 0xD1_contosonic!Send',
      'FAILURE_BUCKET_ID:  0xD1_contosonic!Send',
    ];
    for (const key of KEYS) {
      const crash = read(`KEY_VALUES_STRING: 1\n\n${key}\n\nPROCESS_NAME:  System\n\nSTACK_TEXT:\n${frame}\n`);
      assert.deepEqual([valueOf(crash.bugCheck?.code), parametersOf(crash)[0]], ['0xd1', '0x28'], key);
    }
  });

  test('a minidump’s bit 28 does not hide the code that is known', () => {
    assert.equal(onlyCrash('BugCheck 10000133, {1, 1e00, 0, 0}\n0: kd> k\n').kind, 'DPC_WATCHDOG_VIOLATION');
  });
});

describe('frames', () => {
  /** module, symbol, offset */
  const FRAMES: Readonly<Record<string, readonly [string | null, string | null, string | null]>> = {
    'fffff880`0b6d3550 fffff800`5e9caec6 : 00000000`00000001 00000000`00000002 00000000`00000003 00000000`00000004 : nt!KeUpdateTime+0x2ec':
      ['nt', 'KeUpdateTime', '0x2ec'],
    'fffff880`0b6d3550 fffff800`5e9caec6     : 00000000`00000001 00000000`00000002 00000000`00000003 00000000`00000004 : hal!HalpTimerClockInterrupt':
      ['hal', 'HalpTimerClockInterrupt', null],
    '05 fffff880`0b6d3550 fffff800`5e9caec6 nt!KeUpdateTime+0x2ec': ['nt', 'KeUpdateTime', '0x2ec'],
    'fffff880`0b6d3550 fffff800`5e9caec6 nt!KeUpdateTime+0x2ec': ['nt', 'KeUpdateTime', '0x2ec'],
    '01        80 fffff880`0b6d3550 fffff800`5e9caec6 nt!KeUpdateTime+0x2ec': ['nt', 'KeUpdateTime', '0x2ec'],
    '8089d4a8 80a7c1d5 0000000a 00000028 00000002 nt!KeBugCheckEx+0x1b': ['nt', 'KeBugCheckEx', '0x1b'],
    '8089d4a8 80a7c1d5 hal!HalBeginSystemInterrupt+0x1b': ['hal', 'HalBeginSystemInterrupt', '0x1b'],
    'fffff880`0b6d3550 fffff800`5e9caec6 fabrikamusb+0x3d2c': ['fabrikamusb', null, '0x3d2c'],
    "fffff880`0b6d3550 fffff800`5e9caec6 nt! ?? ::FNODOBFM::`string'+0x14600": [
      'nt',
      "?? ::FNODOBFM::`string'",
      '0x14600',
    ],
    'fffff880`0b6d3550 fffff800`5e9caec6 Wdf01000!FxIoQueue::DispatchEvents+0x1f [minkernel\\wdf\\fx.cpp @ 42]': [
      'Wdf01000',
      'FxIoQueue::DispatchEvents',
      '0x1f',
    ],
    'fffff880`0b6d3550 fffff800`5e9caec6 nt!KiPageFault+0x469 (TrapFrame @ fffff807`712e9680)': [
      'nt',
      'KiPageFault',
      '0x469',
    ],
    "fffff880'0b6d3550 fffff800'5e9caec6 nt!KeUpdateTime+0x2ec": ['nt', 'KeUpdateTime', '0x2ec'],
    '(Inline Function) --------`-------- nt!KiFoo+0x12': ['nt', 'KiFoo', '0x12'],
  };
  for (const [printed, expected] of Object.entries(FRAMES)) {
    test(printed, () => {
      const text = `0: kd> k\n${printed}\n`;
      const [frame, ...others] = framesOf(read(text));
      assert.ok(frame);
      assert.deepEqual(others, []);
      assert.deepEqual([frame.module, frame.symbol, frame.offset].map(valueOf), expected);
      assert.equal(frame.line, 1);
      assert.equal(frame.inline, printed.startsWith('(Inline'));
      if (frame.symbol) assert.equal(wordsAt(text, frame.symbol.range), frame.symbol.value);
    });
  }

  test('the columns become stack address, return address and arguments', () => {
    const frame = first(
      framesOf(
        read(
          'fffff880`0b6d3550 fffff800`5e9caec6 : 00000000`00000001 fffffa80`2f63c101 00000000`00251c0a 00000000`00000000 : nt!KeUpdateTime\n',
        ),
      ),
    );
    assert.equal(frame.stackAddress?.value, '0xfffff8800b6d3550');
    assert.equal(frame.returnAddress?.value, '0xfffff8005e9caec6');
    assert.deepEqual(frame.words.map(valueOf), ['0x1', '0xfffffa802f63c101', '0x251c0a', '0x0']);
  });

  test('each command’s stack is a stack of its own', () => {
    const text = `3: kd> k\n${printStack(['nt!KeBugCheckEx'])}\n3: kd> ~5\n5: kd> k\n${printStack(['nt!KiIdleLoop+0x9e', 'nt!Foo+0x1'])}\n`;
    const { stacks } = read(text);
    assert.deepEqual(
      stacks.map(({ cpu, frames }) => [cpu, frames.length]),
      [
        [3, 1],
        [5, 2],
      ],
    );
  });

  test('the bare address at the end of a stack is a frame', () => {
    const text = `0: kd> kb\n${printStack(['nt!KiSystemServiceCopyEnd+0x25', '0x00007ffa`12345678'])}\n`;
    const [, bare] = framesOf(read(text));
    assert.ok(bare);
    assert.deepEqual([bare.module, bare.symbol], [null, null]);
  });

  test('a dump of memory is no stack', () => {
    const text =
      '0: kd> dq fffff880`0b6d3550\nfffff880`0b6d3550 00000000`00000001 fffffa80`2f63c101\nfffff880`0b6d3560 00000000`00000001 fffffa80`2f63c101\n';
    assert.deepEqual(
      openCase(text).crashes.flatMap(({ crash }) => framesOf(crash)),
      [],
    );
  });

  test('a frame that is cut in its middle marks the transcript as cut', () => {
    assert.ok(
      read(`${printAnalysis({ frames: ['nt!KeBugCheckEx'] }).trimEnd()}\nfffff880\`0b6d3550 fffff8`).damage.includes(
        'cut',
      ),
    );
  });
});

describe('what stands around', () => {
  test('the session’s banner', () => {
    const { system } = read(
      `Windows 10 Kernel Version 19041 MP (12 procs) Free x64\nSystem Uptime: 8 days 14:02:31.640\n${printAnalysis({ frames: ['nt!KeBugCheckEx'] })}`,
    );
    assert.deepEqual([system.product, system.build, system.architecture, system.uptime].map(valueOf), [
      'Windows 10',
      '19041',
      'x64',
      '8 days 14:02:31.640',
    ]);
  });

  test('the CPU of the prompt and the process', () => {
    const { panic } = read(
      `11: kd> !analyze -v\n${printAnalysis({ keys: ['PROCESS_NAME:  svchost.exe'], frames: ['nt!KeBugCheckEx'] })}`,
    );
    assert.deepEqual([panic?.cpu, panic?.worldName].map(valueOf), [11, 'svchost.exe']);
  });

  test('keys with their value on the same or on the next line, and pairs', () => {
    const { keys } = read(
      printAnalysis({
        keys: ['CURRENT_IRQL:  2', 'FAULTING_IP: ', 'nt!Foo+1', '    Key  : Failure.Bucket', '    Value: 0x133'],
      }),
    );
    const values = Object.fromEntries(keys.map(({ key, value }) => [key.value, value.value]));
    assert.equal(values.CURRENT_IRQL, '2');
    assert.equal(values.FAULTING_IP, 'nt!Foo+1');
    assert.equal(values['Failure.Bucket'], '0x133');
  });

  test('registers', () => {
    const { registers } = read(`${printAnalysis()}rax=0000000000000000 rbx=fffff8078a3d3d2c\nrip=fffff8078a3d3d2c\n`);
    assert.deepEqual(
      registers.map(({ name, value }) => `${name}=${value}`),
      ['rax=0x0', 'rbx=0xfffff8078a3d3d2c', 'rip=0xfffff8078a3d3d2c'],
    );
  });

  test('a transcript in comments, and one in back-ticks, line by line', () => {
    const plain = printAnalysis({ frames: ['nt!KeBugCheckEx', 'contosonic!Send+0x40'] });
    for (const wrap of [(line: string) => `// ${line}`, (line: string) => `\`${line}\``]) {
      const { kind, stacks } = onlyCrash(plain.split('\n').map(wrap).join('\n'));
      assert.equal(kind, 'DPC_WATCHDOG_VIOLATION');
      assert.equal(first(stacks).frames.length, 2);
    }
  });
});

describe('no kernel crash', () => {
  test('a user-mode transcript is told as one', () => {
    const { document } = openCase(
      `0:000> !analyze -v\n\n0:000> k\n${printStack(['ntdll!NtWaitForSingleObject+0x14'])}\n`,
    );
    assert.deepEqual(document.crashes, []);
    assert.match(document.remark ?? '', /user-mode/);
  });

  test('a kernel transcript without a crash is of its dialect all the same', () => {
    const { document } = openCase(
      '0: kd> lm\nstart             end                 module name\nfffff800`5e26d000 fffff800`5e9bc000   nt\n',
    );
    assert.equal(document.dialect, 'windbg');
  });
});
