/** Every layout in which a debugger prints a stack, and whose stack it is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import { framesOf } from '../../../server/src/model/crash.js';
import type { Frame } from '../../../server/src/model/frame.js';
import { openCase } from '../../../server/src/service.js';
import { first, onlyCrash } from '../../helpers/ask.js';
import { outdent, wordsAt } from '../../helpers/text.js';
import { printAnalysis, printStack } from '../../helpers/transcripts.js';

const read = (text: string): Crash => onlyCrash(text).crash;

/** What a frame says, in the order of its columns; only what is printed. */
function describeFrame({ module, symbol, offset, address, stackAddress, returnAddress, words, source, inline }: Frame) {
  const parts = {
    at: address?.value,
    sp: stackAddress?.value,
    ret: returnAddress?.value,
    words: words.length > 0 ? words.map(({ value }) => value).join(' ') : undefined,
    name: `${module?.value ?? ''}${symbol ? `!${symbol.value}` : ''}${offset ? `+${offset.value}` : ''}`,
    source: source?.value,
    inline: inline || undefined,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

describe('layouts', () => {
  const SEND = { sp: '0xfffff8037a483e50', ret: '0xfffff803768620e3', name: 'contosonic!Send+0x2c' };
  const LAYOUTS: Readonly<Record<string, readonly [string, string, object]>> = {
    kf: ['kf', '02       140 fffff803`7a483e50 fffff803`768620e3     contosonic!Send+0x2c', SEND],
    'a number of three digits': ['kn', '10a fffff803`7a483e50 fffff803`768620e3     contosonic!Send+0x2c', SEND],
    'arguments without a stack pointer': [
      '0kv',
      '00 fffff803`768620e3 : 00000000`0000007f 00000000`00000008 : contosonic!Send+0x2c',
      { ret: '0xfffff803768620e3', words: '0x7f 0x8', name: 'contosonic!Send+0x2c' },
    ],
    'kc: a number and a name': ['kc', '02 contosonic!Send', { name: 'contosonic!Send' }],
    'a name behind a colon': ['kn', ': contosonic!Send+0x2c', { name: 'contosonic!Send+0x2c' }],
    'a name alone': ['k', 'contosonic!Send+0x2c', { name: 'contosonic!Send+0x2c' }],
    'an address of code': [
      'k',
      '    fffff80253a6c9d5 contosonic!Send+0x2c',
      { at: '0xfffff80253a6c9d5', name: 'contosonic!Send+0x2c' },
    ],
    'an inline frame of x86': [
      'k',
      '05 (Inline) -------- contosogfx!Run+0xfa',
      { name: 'contosogfx!Run+0xfa', inline: true },
    ],
    'a driver that is gone': [
      'k',
      'fffff803`7a483e50 fffff803`768620e3 <Unloaded_contosonic.sys>+0x2c',
      { ...SEND, name: 'contosonic+0x2c' },
    ],
    'a file name for the module': ['k', 'fffff803`7a483e50 fffff803`768620e3 contosonic.sys!Send+0x2c', SEND],
    'mex, with a note and a file': [
      '!mex.t',
      '6 fffff8037a483e50 fffff803768620e3 contosonic!Send+0x2c        Spin: waiting     C:\\src\\a b\\send.c @ 53',
      { ...SEND, source: 'C:\\src\\a b\\send.c @ 53' },
    ],
    'no registers but a calling convention': [
      'kv',
      'f0711ce8 f105f4d3 00000000 0012fea0 f0711d08 contosonic!Send+0x2c (CONV: stdcall) [d:\\nt\\send.c @ 12]',
      {
        sp: '0xf0711ce8',
        ret: '0xf105f4d3',
        words: '0x0 0x12fea0 0xf0711d08',
        name: 'contosonic!Send+0x2c',
        source: 'd:\\nt\\send.c @ 12',
      },
    ],
    'parameters with their names': [
      'kp',
      '00 fffff803`7a483e50 fffff803`768620e3     contosonic!Send(struct _A * a = 0xfffff801`590a6c88, int b = 0n5)+0x2c [c:\\send.c @ 12]',
      { ...SEND, source: 'c:\\send.c @ 12' },
    ],
  };
  for (const [what, [command, printed, expected]] of Object.entries(LAYOUTS)) {
    test(what, () => {
      const text = `0: kd> ${command}\n${printed}\n`;
      const [frame, ...others] = framesOf(read(text));
      assert.ok(frame);
      assert.deepEqual(others, []);
      assert.deepEqual(describeFrame(frame), expected);
      assert.equal(wordsAt(text, frame.range), printed.trim());
    });
  }

  const NAMES: readonly string[] = [
    'std::vector<int, std::allocator<int> >::push_back',
    "Queue<`lambda at queue.cpp:12:3'>::~Queue<`lambda at queue.cpp:12:3'>",
    '<lambda_0a1b>::operator()',
    'operator new',
    'Node::operator<<',
    'Node::operator+',
    'Node::operator delete[]',
    "`dynamic initializer for 'g_state''",
    "`anonymous namespace'::send",
    'PspSystemThreadStartup$filt$0',
    'Send_unwind$3',
    "?? ::FNODOBFM::`string'",
  ];
  for (const name of NAMES) {
    test(`the name ${name}`, () => {
      const line = `fffff802\`3d2a3c08 fffff802\`3bc371c2 contosonic!${name}+0x4f [d:\\x y\\z.cpp @ 7]`;
      const frame = first(framesOf(read(`0: kd> k\n${line}\n`)));
      assert.deepEqual(
        [frame.symbol?.value, frame.offset?.value, frame.source?.value],
        [name, '0x4f', 'd:\\x y\\z.cpp @ 7'],
      );
    });
  }

  test('parameters on lines of their own do not end the stack', () => {
    const { stacks } = read(
      outdent(`
        1: kd> kP
        00 fffff801\`590a6c88 fffff801\`522fb0d1     contosonic!Send(
        \t\t\tstruct _A * a = 0xfffff801\`590a6c88,
        \t\t\tint b = 0n5)+0x10 [c:\\x\\z.c @ 12]
        01 fffff801\`590a6c98 fffff801\`522fb0d1     contosonic!Run(void)+0x18
      `),
    );
    assert.deepEqual(
      stacks.map(({ frames }) => frames.map(({ symbol }) => symbol?.value)),
      [['Send', 'Run']],
    );
  });
});

describe('lines that are no frames', () => {
  const OUTPUTS: Readonly<Record<string, string>> = {
    'dps fffff801`590a6958': 'fffff801`590a6958  fffff801`522fb0d1 nt!KeBugCheckEx+0xde\n',
    'dds 8053e3f0': '8053e3f0  805329c2 nt!KeBugCheck2+0x574\n',
    'u nt!KeBugCheckEx':
      'nt!KeBugCheckEx:\nfffff801`523f7d55 e8a6ffffff      call    nt!KiBugCheck (fffff801`523f7d00)\n',
    'x nt!KeBug*': 'fffff801`523f7d50 nt!KeBugCheckEx (void)\n',
    'dt nt!_KTHREAD': '   +0x000 Header           : _DISPATCHER_HEADER\n',
    '!dpcs': ' 0: Normal  : 0xffffcb0890531234 0xfffff80158c21230 contosonic!TxDpc\n',
    '!irp ffffcb0891234010': '\t       \\Driver\\contosousb\tcontosousb!PowerDone\n',
    '!idt': '37:\tfffff80158c21230 hal!PicSpuriousService37\n',
  };
  for (const [command, output] of Object.entries(OUTPUTS)) {
    test(command, () => {
      const { stacks } = read(
        `${printAnalysis()}0: kd> ${command}\n${output}0: kd> k\n${printStack(['contosonic!Send+0x1'])}\n`,
      );
      assert.deepEqual(
        stacks.map(({ title, frames }) => [title, frames.length]),
        [['k', 1]],
      );
    });
  }
});

describe('whose stack it is', () => {
  const STACK = printStack(['contosonic!Send+0x1', 'nt!KiStartSystemThread+0x2a']);
  const OWNERS: Readonly<Record<string, readonly [string, number | null, string | null]>> = {
    'the prompt’s CPU': ['3: kd> k', 3, null],
    'a CPU that the command names': ['3: kd> ~7 kv', 7, null],
    'a CPU before the command': ['3: kd> 0kv 123', 0, null],
    'a thread that was chosen before': ['3: kd> .thread /p /r ffffcb08`8f0a7080\n3: kd> k', null, '0xffffcb088f0a7080'],
    'the CPU again, after a trap frame': [
      '3: kd> .thread ffffcb088f0a7080\n3: kd> .trap 0xfffff800150a6e50\n3: kd> k',
      3,
      null,
    ],
    'nobody, where a command shows other threads': ['3: kd> !mex.t -t 5', null, null],
  };
  for (const [what, [commands, cpu, thread]] of Object.entries(OWNERS)) {
    test(what, () => {
      const stack = first(read(`${commands}\n${STACK}\n`).stacks);
      assert.deepEqual([stack.cpu, stack.thread, stack.frames.length], [cpu, thread, 2]);
    });
  }

  test('!findthreads prints the place on the stack, without 0x', () => {
    const frames = framesOf(read('0: kd> !findthreads\n    ffffd001f026a2e0 nt!KeWaitForMultipleObjects+21e\n'));
    assert.deepEqual(frames.map(describeFrame), [
      { sp: '0xffffd001f026a2e0', name: 'nt!KeWaitForMultipleObjects+0x21e' },
    ]);
  });
});

describe('names that nothing introduces', () => {
  const NAMES = ['ntoskrnl.exe!KeWaitForSingleObject+0x7a4', 'contosonic.sys!Send+0x1a4', 'contosonic.sys+0x1a40'];

  test('three of them are a stack', () => {
    const crash = read(`Thread 4.1a2 of System\n\n${NAMES.join('\n')}\n`);
    assert.deepEqual(
      framesOf(crash).map(({ module, symbol }) => [module?.value, symbol?.value ?? null]),
      [
        ['ntoskrnl', 'KeWaitForSingleObject'],
        ['contosonic', 'Send'],
        ['contosonic', null],
      ],
    );
  });

  test('as an editor of source code shows them', () => {
    const text = `>\tcontosofs!Walk+0x3cd [..\\walk.c @ 12] \tC/C++/ASM\n \tcontosofs!Look+0x1c \tC/C++/ASM\n \tnt!PspSystemThreadStartup+0x55\tC/C++/ASM\n`;
    assert.deepEqual(
      framesOf(read(text)).map(({ symbol }) => symbol?.value),
      ['Walk', 'Look', 'PspSystemThreadStartup'],
    );
  });

  test('two of them are none, nor are three of a program', () => {
    for (const lines of [NAMES.slice(0, 2), ['app!main+0x1', 'app!run+0x2', 'app!send+0x3']]) {
      assert.deepEqual(openCase(`${lines.join('\n')}\n`).document.crashes, []);
    }
  });
});
