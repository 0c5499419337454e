/** The ways in which pages, mails and other tools bring a transcript: none of them may change what is read. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import { framesOf } from '../../../server/src/model/crash.js';
import type { Stack } from '../../../server/src/model/frame.js';
import { openCase } from '../../../server/src/service.js';
import { first, onlyCrash } from '../../helpers/ask.js';
import { outdent, wordsAt } from '../../helpers/text.js';
import { printAnalysis, printStack } from '../../helpers/transcripts.js';

const read = (text: string): Crash => onlyCrash(text).crash;
const codesOf = (text: string): readonly (string | undefined)[] =>
  openCase(text).document.crashes.map(({ bugCheck }) => bugCheck?.code.value);
const parametersOf = ({ bugCheck }: Crash): readonly (string | null)[] =>
  (bugCheck?.parameters ?? []).map((parameter) => parameter?.value ?? null);
const nameOf = ({ module, symbol, offset }: Stack['frames'][number]): string =>
  [module?.value ?? '', symbol ? `!${symbol.value}` : '', offset ? `+${offset.value}` : ''].join('');
const namesOf = (crash: Crash): readonly string[] => framesOf(crash).map(nameOf);
const eachLine = (text: string, change: (line: string) => string): string => text.split('\n').map(change).join('\n');

const PLAIN = printAnalysis({
  headline: 'UNEXPECTED_KERNEL_MODE_TRAP (7f)',
  parameters: ['8, EXCEPTION_DOUBLE_FAULT', 'ffffb1015d8b4e50', 'ffffc20e4a1fdfd0', 'fffff8067d2c1a4b'],
  frames: ['nt!KeBugCheckEx', "contosofs!`anonymous namespace'::Walk+0x12"],
});

describe('what pages put around each line', () => {
  const WRAPS: Readonly<Record<string, (line: string) => string>> = {
    'a quotation in which back-ticks are escaped': (line) => `> ${line.replace(/(?<=[\da-f]{8})`/g, '\\`')}`,
    'a comment of C': (line) => `// ${line}`,
    'a comment of a script': (line) => `# ${line}`,
    'a comment of an assembler': (line) => `;     ${line}`,
    'a comment block': (line) => ` * ${line}`,
    'a list': (line) => `- ${line}`,
    'back-ticks, with apostrophes for those of an address': (line) =>
      line === '' ? '' : `\`${line.replace(/(?<=[\da-f]{8})`/g, "'")}\``,
    'the time at which it was received': (line) => `2024-03-05T10:11:12.345Z ${line}`,
    'a time in brackets': (line) => `[2024-03-05 10:11:12] ${line}`,
    'runs of blanks that became one': (line) => line.replace(/ +/g, ' '),
    'blanks that were doubled': (line) => line.replace(/ : /g, '  :  '),
  };
  for (const [what, wrap] of Object.entries(WRAPS)) {
    test(what, () => {
      const crash = read(eachLine(PLAIN, wrap));
      const plain = read(PLAIN);
      assert.equal(crash.headline.value, 'UNEXPECTED_KERNEL_MODE_TRAP (7f)');
      assert.deepEqual(parametersOf(crash), parametersOf(plain));
      assert.equal(crash.bugCheck?.parameters[0]?.text, 'EXCEPTION_DOUBLE_FAULT');
      assert.deepEqual(namesOf(crash), namesOf(plain));
      assert.deepEqual(
        framesOf(crash).map(({ stackAddress, words }) => [stackAddress?.value, words.length]),
        framesOf(plain).map(({ stackAddress, words }) => [stackAddress?.value, words.length]),
      );
    });
  }

  test('an argument’s own list keeps its marks', () => {
    const text = 'IRQL_NOT_LESS_OR_EQUAL (a)\nArguments:\nArg1: 0000000000000008, bit field:\n\t- bit 0: a write\n';
    assert.equal(read(text).bugCheck?.parameters[0]?.text, 'bit field: - bit 0: a write');
  });
});

describe('signs that a page exchanged', () => {
  test('entities are read as what they stand for, and places stay those of the text', () => {
    const text =
      '1: kd&gt; kv\nfffff800`3d2a3c10 fffff800`3bc33469 contoso!Do&lt;&lt;lambda_1&gt; &gt;+0x87 [a&amp;b.cpp @ 12]\n';
    const crash = read(text);
    assert.equal(crash.panic?.cpu?.value, 1);
    const frame = first(framesOf(crash));
    assert.equal(frame.symbol?.value, 'Do<<lambda_1> >');
    assert.equal(wordsAt(text, frame.symbol.range), 'Do&lt;&lt;lambda_1&gt; &gt;');
    assert.equal(frame.offset && wordsAt(text, frame.offset.range), '0x87');
    assert.equal(frame.source?.value, 'a&b.cpp @ 12');
  });

  test('a multiplication sign in an offset, and a curly apostrophe', () => {
    const text = `STACK_TEXT:\n${printStack(['nt! ?? ::FNODOBFM::`string’+0×4e2e', 'contosofs+0×7'])}\n`;
    assert.deepEqual(namesOf(read(text)), ["nt!?? ::FNODOBFM::`string'+0x4e2e", 'contosofs+0x7']);
  });
});

describe('lines that were wrapped or lost', () => {
  test('frames that a terminal broke at its edge, wherever that stood among the columns', () => {
    const plain = printStack(['nt!KeBugCheckEx', 'contosonic!Send+0x10', 'nt!KiIdleLoop+0x5a']);
    const [first = ''] = plain.split('\n');
    for (let edge = first.indexOf(' : ') + 3; edge < first.indexOf('nt!'); edge += 1) {
      const broken = plain.replace(new RegExp(`(?<=^.{${edge}})`, 'gm'), '\n');
      assert.deepEqual(
        namesOf(read(`STACK_TEXT:\n${broken}\n`)),
        namesOf(read(`STACK_TEXT:\n${plain}\n`)),
        String(edge),
      );
    }
  });

  test('frames that a mail program wrapped, one of them twice', () => {
    const text = outdent(`
      STACK_TEXT:
      fffff880\`0a2b34c8 fffff800\`02d41a8d : 00000000\`00000101 00000000\`00000018
      00000000\`00000000 fffff880\`02f64180 : nt!KeBugCheckEx
      fffff880\`0a2b34d0 fffff800\`02cf2eb7 : 00000000\`00000000 fffff800\`00000002
      00000000\`00002710 00000000\`00000000 : nt! ??
      ::FNODOBFM::\`string'+0x4e2e
      f0711728 804f7b9d 00000003 90909090 00000000
      contosokbd!Filter+0x3
    `);
    const crash = read(text);
    assert.equal(crash.stacks.length, 1);
    assert.deepEqual(namesOf(crash), ['nt!KeBugCheckEx', "nt!?? ::FNODOBFM::`string'+0x4e2e", 'contosokbd!Filter+0x3']);
    assert.deepEqual(crash.unparsed, []);
    const [stop] = framesOf(crash);
    assert.deepEqual(
      stop?.words.map(({ range }) => [range.start.line, wordsAt(text, range)]),
      [
        [1, '00000000`00000101'],
        [1, '00000000`00000018'],
        [2, '00000000`00000000'],
        [2, 'fffff880`02f64180'],
      ],
    );
  });

  test('a remark of the debugger that was wrapped does not end the stack', () => {
    const text = outdent(`
      kd> k
      8053e43c 80533497 nt!KeBugCheckEx+0x1b
      WARNING: Stack unwind information not available. Following frames may be
      wrong.
      8053e81c f97b53c2 contosokbd+0x3c2
    `);
    assert.equal(read(text).stacks.length, 1);
  });

  test('a page that lost all its line ends', () => {
    const text =
      'PAGE_FAULT_IN_NONPAGED_AREA (50) Invalid system memory was referenced. Arguments: Arg1: e1f83abc, memory referenced. ' +
      'Arg2: 00000000, value 0 = read operation, 1 = write operation. Debugging Details: ------------------ ' +
      'PROCESS_NAME: System CURRENT_IRQL: 0 STACK_TEXT: 8b8e3554 829234a7 00000050 e1f83abc 00000000 nt!KeBugCheckEx+0x1e ' +
      '8b8e3684 8f189102 8512a030 00000000 8512a0e8 contosokbd+0x3aa STACK_COMMAND: kb Followup: MachineOwner';
    const crash = read(text);
    assert.equal(crash.headline.value, 'PAGE_FAULT_IN_NONPAGED_AREA (50)');
    assert.deepEqual(parametersOf(crash).slice(0, 2), ['0xe1f83abc', '0x0']);
    assert.deepEqual(namesOf(crash), ['nt!KeBugCheckEx+0x1e', 'contosokbd+0x3aa']);
    assert.equal(
      wordsAt(text, first(framesOf(crash)).range),
      '8b8e3554 829234a7 00000050 e1f83abc 00000000 nt!KeBugCheckEx+0x1e',
    );
  });

  test('blank lines between all lines do not end an argument’s text; a gap of more does', () => {
    const text = eachLine(
      'WHEA_UNCORRECTABLE_ERROR (124)\nArguments:\nArg4: 0000000000800400, Low order 32-bits\n\tof the status.\n\nKernel base:0xfffff807\n',
      (line) => `${line}\n`,
    );
    assert.equal(read(text).bugCheck?.parameters[3]?.text, 'Low order 32-bits of the status.');
  });
});

describe('arguments and keys', () => {
  test('no explanation goes on for ever', () => {
    const prose = Array.from({ length: 200 }, (_, line) => `word${line}`).join('\n');
    const { bugCheck } = read(`IRQL_NOT_LESS_OR_EQUAL (a)\nArguments:\nArg1: 0000000000000008, IRQL\n${prose}\n`);
    const text = bugCheck?.parameters[0]?.text ?? '';
    assert.ok(text.startsWith('IRQL word0 word1 ') && !text.includes('word199'));
  });

  test('an explanation whose lines look like data', () => {
    const text = outdent(`
      CRITICAL_STRUCTURE_CORRUPTION (109)
      Arguments:
      Arg3: fffff80234567890, Failure type dependent information
      Arg4: 0000000000000001, Type of corrupted region, can be
      \t0   : A generic data region
      \t1   : Modification of a function or .pdata

      Debugging Details:
      ------------------

      PROCESS_NAME:  System
    `);
    const { bugCheck, keys } = read(text);
    assert.equal(
      bugCheck?.parameters[3]?.text,
      'Type of corrupted region, can be 0   : A generic data region 1   : Modification of a function or .pdata',
    );
    assert.deepEqual(
      keys.map(({ key }) => key.value),
      ['PROCESS_NAME'],
    );
  });

  const VALUES: Readonly<Record<string, readonly [string, string, string]>> = {
    'an address that stands below what could not be read': [
      'READ_ADDRESS: unable to get nt!MmSpecialPoolStart\nunable to get nt!MmPagedPoolEnd\n 0000000000000008 \n',
      'READ_ADDRESS',
      '0000000000000008',
    ],
    'the brief analysis’s guess': [
      'Probably caused by : contosonic.sys ( contosonic!Send+1d2 )\n',
      'Probably caused by',
      'contosonic.sys ( contosonic!Send+1d2 )',
    ],
    'the driver that a live target names below': [
      'Driver at fault: \n***               contosonic.sys - Address F97B53C2\n',
      'Driver at fault',
      'contosonic.sys - Address F97B53C2',
    ],
    'an exception record': [
      'ExceptionAddress: fffff80158c21230 (contosonic!TxDpc+0x10)\n   ExceptionCode: c0000409 (Security check failure)\n',
      'ExceptionCode',
      'c0000409 (Security check failure)',
    ],
    'a table of another tool': ['Caused By Driver       : contosonic.sys\n', 'Caused By Driver', 'contosonic.sys'],
  };
  for (const [what, [lines, key, value]] of Object.entries(VALUES)) {
    test(what, () => {
      const { keys } = read(`BugCheck D1, {28, 2, 0, fffff8078a3d3d2c}\n${lines}`);
      assert.equal(keys.find((pair) => pair.key.value === key)?.value.value, value);
    });
  }

  test('registers of a trap frame on Arm64', () => {
    const { registers } = read(
      `${printAnalysis()} x0=ffff800000000000   x1=0000000000000001\n fp=fffff285d20a8a10   lr=fffff803ba203c00   sp=fffff285d20a8a10\n`,
    );
    assert.deepEqual(
      registers.map(({ name }) => name),
      ['x0', 'x1', 'fp', 'lr', 'sp'],
    );
  });
});

describe('tables of other tools', () => {
  const TABLES: Readonly<Record<string, string>> = {
    'a row each': outdent(`
      Bug Check Code         : 0x00000133
      Parameter 1            : 00000000\`00000001
      Parameter 2            : 00000000\`00001e00
      Parameter 3            : fffff800\`10cfb320
      Parameter 4            : 00000000\`00000000
    `),
    'a sentence': 'Bugcheck code: 0x133 (0x1, 0x1E00, 0xFFFFF80010CFB320, 0x0)\n',
  };
  for (const [what, text] of Object.entries(TABLES)) {
    test(what, () => {
      const crash = read(text);
      assert.equal(crash.bugCheck?.code.value, '0x133');
      assert.deepEqual(parametersOf(crash), ['0x1', '0x1e00', '0xfffff80010cfb320', '0x0']);
    });
  }

  test('two rows of one code with other parameters are two crashes', () => {
    const row = (third: string): string =>
      `BugCheck code          : 0x133\nParameter 1            : 0x1\nParameter 3            : ${third}\n`;
    assert.deepEqual(codesOf(`${row('0x10')}\n${row('0x20')}`), ['0x133', '0x133']);
  });
});

describe('several analyses in one transcript', () => {
  const analysis = (third: string): string =>
    printAnalysis({ parameters: ['1', '1e00', `${third}, The triage block`, '0'], frames: ['nt!KeBugCheckEx'] });

  test('one dump’s analysis, asked for twice, is one crash', () => {
    const crash = read(
      `7: kd> !analyze -v\n${analysis('fffff80010cfb320')}\n7: kd> !analyze -v\n${analysis('fffff80010cfb320')}`,
    );
    assert.equal(crash.stacks.length, 2);
    const third = crash.bugCheck?.parameters[2];
    assert.deepEqual([third?.text, third?.range.start.line], ['The triage block', 6]);
  });

  test('the same code with another argument is another dump, from its prompt on', () => {
    const upper = `7: kd> !analyze -v\n${analysis('fffff80010cfb320')}`;
    const text = `${upper}\n3: kd> !analyze -v\n${analysis('fffff80010cfb999')}`;
    const [one, other, ...rest] = openCase(text).document.crashes;
    assert.deepEqual(rest, []);
    assert.ok(one && other);
    assert.deepEqual([one.panic?.cpu?.value, other.panic?.cpu?.value], [7, 3]);
    assert.deepEqual([parametersOf(one)[2], parametersOf(other)[2]], ['0xfffff80010cfb320', '0xfffff80010cfb999']);
    assert.equal(other.range.start.line, upper.split('\n').length);
    assert.equal(other.bugCheck?.parameters[2]?.text, 'The triage block');
  });

  test('without a prompt between them they are two texts', () => {
    assert.deepEqual(codesOf(`${analysis('1')}\n${analysis('1')}`), ['0x133', '0x133']);
  });

  test('a user-mode session above or below does not hide a kernel crash', () => {
    const user = `0:000> k\n${printStack(['ntdll!NtWaitForSingleObject+0x14', 'app!main+0x3'])}\n`;
    const kernel = `0: kd> !analyze -v\n${analysis('1')}`;
    for (const text of [`${user}\n${kernel}`, `${kernel}\n${user}`]) {
      assert.deepEqual(namesOf(read(text)), ['nt!KeBugCheckEx']);
    }
  });
});

describe('crashes that another tool lists', () => {
  const listed = (dump: string, driver: string, code: string): string =>
    outdent(`
      On Tue 3/4/2025 10:11:12 your computer crashed or a problem was reported
      crash dump file: C:\\Windows\\Minidump\\${dump}.dmp
      This was probably caused by the following module: ${driver}.sys (${driver}+0x1234)
      Bugcheck code: ${code} (0x28, 0x2, 0x0, 0xFFFFF80312345678)
      `);

  test('each keep the driver that is named above their code', () => {
    const text = listed('030425-1', 'tailspin', '0xD1') + '\n' + listed('030525-1', 'contosonic', '0xA');
    const { crashes } = openCase(text);
    assert.deepEqual(
      crashes.map(({ crash }) => [crash.bugCheck?.code.value, crash.keys[0]?.value.value.split(' ')[0]]),
      [
        ['0xd1', 'tailspin.sys'],
        ['0xa', 'contosonic.sys'],
      ],
    );
  });
});

describe('prompts', () => {
  const PROMPTS: Readonly<Record<string, number | null>> = {
    '11: kd> k': 11,
    'kd> k': null,
    'lkd> k': null,
    '0:kd> k': 0,
    '3: kd:x86> k': 3,
    '||1:2: kd> k': 2,
    '- 4: kd> k': 4,
    '2. 4: kd> k': 4,
  };
  for (const [prompt, cpu] of Object.entries(PROMPTS)) {
    test(prompt, () => {
      const text = `${prompt}\n${printStack(['nt!KeBugCheckEx'])}\n`;
      const { panic, stacks } = read(text);
      assert.equal(panic?.cpu?.value ?? null, cpu);
      if (panic?.cpu) assert.equal(wordsAt(text, panic.cpu.range), String(cpu));
      assert.deepEqual([first(stacks).title, first(stacks).cpu], ['k', cpu]);
    });
  }
});
