import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import { framesOf } from '../../../server/src/model/crash.js';
import { openCase } from '../../../server/src/service.js';
import { first, onlyCrash } from '../../helpers/ask.js';
import { printFrames, printScreen } from '../../helpers/screens.js';
import { linesOf, wordsAt } from '../../helpers/text.js';

const read = (text: string): Crash => onlyCrash(text).crash;
const valueOf = (located: { readonly value: unknown } | null | undefined): unknown => located?.value ?? null;

describe('product line', () => {
  const LINES: Readonly<Record<string, readonly [string, string | null, string, string | null]>> = {
    'VMware ESX Server [Releasebuild-207095]': ['VMware ESX Server', null, '207095', null],
    'VMware ESX Server [Releasebuild-207095': ['VMware ESX Server', null, '207095', null],
    'VMware ESXi 5.0.0 [Releasebuild-702118 x86_64]': ['VMware ESXi', '5.0.0', '702118', 'x86_64'],
    'VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64]': ['VMware ESXi', '8.0.3', '24022510', 'x86_64'],
    'VMware ESXi 7.0.0 [build-16850804 aarch64]': ['VMware ESXi', '7.0.0', '16850804', 'aarch64'],
    '2021-03-18T06:42:17.3Z cpu7:21)VMware ESXi 6.7.0 [Releasebuild-13006603 x86_64]': [
      'VMware ESXi',
      '6.7.0',
      '13006603',
      'x86_64',
    ],
  };
  for (const [line, expected] of Object.entries(LINES)) {
    test(line, () => {
      const { system } = read(`${line}\nPCPU 3: no heartbeat (2/2 IPIs received)\n`);
      assert.deepEqual([system.product, system.version, system.build, system.architecture].map(valueOf), expected);
    });
  }
});

describe('message and kind', () => {
  const MESSAGES: Readonly<Record<string, string>> = {
    'Spin count exceeded (iplLock) - possible deadlock': 'spin-count',
    'Spin count exceeded - possible deadlock with PCPU 12': 'spin-count',
    'CPU 3 / World 4711 tried to re-acquire lock': 'spin-count',
    'PCPU 5: no heartbeat (2/2 IPIs received)': 'heartbeat',
    'Lost heartbeat': 'heartbeat',
    'PCPU 3 locked up. Failed to ack TLB invalidate (total of 2 locked up, PCPU(s): 3,7).': 'tlb-ack',
    '#PF Exception 14 in world 2097903:HELPER_UPLIN IP 0x42001ea4ea6f addr 0x28': 'exception-pf',
    '#GP Exception 13 in world 4136:usb @ 0x41801c64ce4d': 'exception-gp',
    '#DF Exception 8 in world 32797:helper1-2 @ 0x418000aa3f21': 'exception-other',
    'NMI IPI: Panic requested by another PCPU. RIPOFF(base):RBP:CS [0x1]': 'nmi',
    'Machine Check Exception on PCPU13 in world 4136:vmm0': 'mce',
    'NOT_IMPLEMENTED bora/vmkernel/main/dlmalloc.c:4827': 'not-implemented',
    'ASSERT bora/vmkernel/sched/cpusched.c:1234': 'assert',
    'PANIC bora/vmkernel/main/dlmalloc.c:4924 - Usage error in dlmalloc': 'heap',
    'Something that nobody has ever heard of': 'panic-other',
  };
  for (const [headline, kind] of Object.entries(MESSAGES)) {
    test(headline, () => {
      const triaged = onlyCrash(printScreen({ headline }));
      assert.equal(triaged.kind, kind);
      assert.equal(triaged.crash.headline.value, headline);
    });
  }

  test('all CPUs that a TLB message lists are accused', () => {
    const headline = 'PCPU 3 locked up. Failed to ack TLB invalidate (total of 2 locked up, PCPU(s): 3,7).';
    const text = printScreen({ headline });
    const { message } = read(text);
    assert.deepEqual(message?.cpus.map(valueOf), [3, 7]);
  });

  test('what an exception names is kept: world, address', () => {
    const { panic, message } = read(
      printScreen({ headline: '#PF Exception 14 in world 4711:vmnic1-poll IP 0x42001e addr 0x28', worlds: [] }),
    );
    assert.equal(panic?.worldId?.value, '4711');
    assert.equal(panic.worldName?.value, 'vmnic1-poll');
    assert.equal(message?.details.address?.value, '0x28');
  });

  test('a logged message loses its prefix', () => {
    const text = `2021-03-18T06:42:17.322Z cpu7:2104713)@BlueScreen: PCPU 5: no heartbeat (2/2 IPIs received)\n${printFrames(['Panic+0x1'])}\n`;
    const { headline, panic } = read(text);
    assert.equal(headline.value, 'PCPU 5: no heartbeat (2/2 IPIs received)');
    assert.equal(wordsAt(text, headline.range), headline.value);
    assert.equal(panic?.cpu?.value, 7);
    assert.equal(panic.worldId?.value, '2104713');
  });
});

describe('frames', () => {
  /** symbol, module, offset, address */
  const FRAMES: Readonly<Record<string, readonly [string | null, string | null, string | null, string | null]>> = {
    '0x1402a90:[0x634ff3]SP_WaitLock+0x1ca stack: 0x2970600, 0x1402ab8, 0x9d75ef': [
      'SP_WaitLock',
      null,
      '0x1ca',
      '0x634ff3',
    ],
    '0x451a2f39b590:[0x41801f8f5243]Panic_vPanic@vmkernel#nover+0x23 stack: 0x41801ff8a3b0': [
      'Panic_vPanic',
      'vmkernel',
      '0x23',
      '0x41801f8f5243',
    ],
    '0x453a1c79bce0:[0x42001ea4ea6f]csnicStats@(contosonic)#<None>+0x5f stack: 0x430b6c8a1240': [
      'csnicStats',
      'contosonic',
      '0x5f',
      '0x42001ea4ea6f',
    ],
    '0x4123b: [0x41801c]vmk_Foo@com.vmware.driverAPI#9.2+0x1d stack: 0x0': [
      'vmk_Foo',
      'com.vmware.driverAPI',
      '0x1d',
      '0x41801c',
    ],
    '0x4123b:[0x41801c]Func@vmkernel:nover+0x8 stack: 0x0': ['Func', 'vmkernel', '0x8', '0x41801c'],
    '0x4123b:[0x0]<unknown> stack: 0x0': ['<unknown>', null, null, '0x0'],
    '0x4123b:[0x41801c] stack: 0x0': [null, null, null, '0x41801c'],
    '[0x42001c67c1d2]Func@vmkernel#nover+0x94': ['Func', 'vmkernel', '0x94', '0x42001c67c1d2'],
    '0x############:[0x############]Func@vmkernel#nover+0x94 stack: 0x############': ['Func', 'vmkernel', '0x94', null],
  };
  for (const [printed, [symbol, module, offset, address]] of Object.entries(FRAMES)) {
    test(printed, () => {
      const text = `VMware ESXi 6.7.0 [Releasebuild-13006603 x86_64]\nPCPU 5: no heartbeat\n${printed}\n`;
      const [frame, ...others] = framesOf(read(text));
      assert.ok(frame);
      assert.deepEqual(others, []);
      assert.deepEqual([frame.symbol, frame.module, frame.offset, frame.address].map(valueOf), [
        symbol === '<unknown>' ? null : symbol,
        module,
        offset,
        address,
      ]);
      assert.equal(frame.line, 2);
      for (const part of [frame.symbol, frame.module, frame.offset])
        if (part) assert.equal(wordsAt(text, part.range), part.value);
    });
  }

  test('stack words are numbers with places', () => {
    const text = printScreen({ frames: ['Panic+0x10 stack: 0x2970600, 0x1402ab8, 0x9d75ef'] });
    const words = first(framesOf(read(text))).words;
    assert.deepEqual(words.map(valueOf), ['0x2970600', '0x1402ab8', '0x9d75ef']);
    assert.deepEqual(
      words.map(({ range }) => wordsAt(text, range)),
      ['0x2970600', '0x1402ab8', '0x9d75ef'],
    );
  });

  test('frames that a page glued to one line are several', () => {
    const glued = printFrames(['Panic+0x10', 'SP_WaitLock+0x1ca', 'BH_Check+0x84']).replaceAll('\n', ' ');
    const frames = framesOf(read(`VMware ESX Server [Releasebuild-207095]\nSpin count exceeded\n${glued}\n`));
    assert.deepEqual(
      frames.map(({ symbol }) => valueOf(symbol)),
      ['Panic', 'SP_WaitLock', 'BH_Check'],
    );
  });

  test('a frame that is cut in its middle marks the screen as cut', () => {
    const text = `${printScreen().split('VMK uptime')[0] ?? ''}0x1402a90:[0x634`;
    assert.ok(read(text).damage.includes('cut'));
  });
});

describe('registers', () => {
  test('names and values, -1 as printed', () => {
    const { registers } = read(
      `VMware ESX Server [Releasebuild-1]\nOops\neax=0xFFFFFFFF ebx=0x1 err=-1 eflags=0x202\n${printFrames(['Panic+0x1'])}\n`,
    );
    assert.deepEqual(
      registers.map(({ name, value }) => `${name}=${value}`),
      ['eax=0xffffffff', 'ebx=0x1', 'err=-1', 'eflags=0x202'],
    );
  });

  test('behind a log prefix', () => {
    const { registers } = read(`${printScreen()}2021-03-18T06:42:17.3Z cpu7:21)cr0=0x80010031 cr2=0x7f2c1e804000\n`);
    assert.deepEqual(
      registers.slice(-2).map(({ name }) => name),
      ['cr0', 'cr2'],
    );
  });
});

describe('PCPU list', () => {
  const cpusOf = (rows: string): readonly (readonly [number, string | null, string | null, boolean])[] =>
    read(`VMware ESX Server [Releasebuild-1]\nSpin count exceeded\n${rows}\n`).cpus.map(
      ({ number, worldId, worldName, marked }) => [number, worldId, worldName, marked] as const,
    );

  test('of ESX 3.5: several on a row, the star on the panicking one', () => {
    assert.deepEqual(cpusOf('0:1024/console *1:1094/vmm0:M100\n2:1086/vmware-vm'), [
      [0, '1024', 'console', false],
      [1, '1094', 'vmm0:M100', true],
      [2, '1086', 'vmware-vm', false],
    ]);
  });

  test('of ESXi: one row, with the word PCPU', () => {
    assert.deepEqual(cpusOf('*PCPU56:2097460/HELPER_UPLINK_ASYNC'), [[56, '2097460', 'HELPER_UPLINK_ASYNC', true]]);
  });

  test('of ESX 3.0: capitals mark the panicking one', () => {
    assert.deepEqual(cpusOf('cpu 0 2673 vmm0:keys: CPU 2 1038 helper1-1:'), [
      [0, '2673', 'vmm0:keys', false],
      [2, '1038', 'helper1-1', true],
    ]);
  });

  test('the star knows better than the prefix of the log’s lines', () => {
    const text = '2021-03-18T06:42:17.3Z cpu4:99)@BlueScreen: PCPU 1: no heartbeat\n*PCPU7:2104713/vmm0:app01\n';
    assert.equal(read(text).panic?.cpu?.value, 7);
  });

  test('a row that stands alone is the panicking one’s, where a page has taken its star', () => {
    const screen = 'VMware ESXi 7.0.3 [Releasebuild-1]\nPCPU 14: no heartbeat (2/2 IPIs received)\n';
    const cpuOf = (rows: string): number | undefined => read(`${screen}${rows}\n`).panic?.cpu?.value;
    assert.deepEqual([cpuOf('PCPU2:2097664/heartbeat'), cpuOf('0:1024/console 1:1094/vmm0:M100')], [2, undefined]);
  });
});

describe('backtraces of other CPUs', () => {
  const HEADINGS: Readonly<Record<string, readonly [number, string | null]>> = {
    'Saved backtrace from: pcpu 3 SpinLock spin out NMI': [3, 'SpinLock spin out NMI'],
    'Saved backtrace from: pcpu 14 Heartbeat NMI': [14, 'Heartbeat NMI'],
    'Saved backtrace: pcpu 2': [2, null],
    'Backtrace for Saved/Locked CPU - 5': [5, null],
  };
  for (const [heading, [cpu, reason]] of Object.entries(HEADINGS)) {
    test(heading, () => {
      const [own, other] = read(
        printScreen({ saved: { heading, frames: ['BitVector_NextBit+0x3', 'vmkWorldFunc+0x53'] } }),
      ).stacks;
      assert.equal(own?.origin, 'panicking');
      assert.equal(other?.origin, 'saved');
      assert.deepEqual([other.cpu, other.reason, other.frames.length], [cpu, reason, 2]);
    });
  }

  test('a tag on each frame is one stack', () => {
    const tagged = printFrames(['BitVector_NextBit+0x3', 'vmkWorldFunc+0x53'])
      .split('\n')
      .map((frame) => `pcpu 3 SpinLock spin out NMI: ${frame}`)
      .join('\n');
    const { stacks } = read(`${printScreen()}${tagged}\n`);
    assert.deepEqual(
      stacks.map(({ frames }) => frames.length),
      [10, 2],
    );
    assert.equal(stacks[1]?.cpu, 3);
  });
});

describe('what belongs to a screen', () => {
  test('lines that no grammar takes are kept as unparsed', () => {
    const text = printScreen().replace('@BlueScreen', 'A remark that somebody wrote\n@BlueScreen');
    assert.deepEqual(
      read(text).unparsed.map((range) => wordsAt(text, range)),
      ['A remark that somebody wrote'],
    );
  });

  test('an ordinary log around it does not', () => {
    const noise = '2021-03-18T06:40:00.000Z cpu1:2097152)ScsiDeviceIO: 3015: Cmd 0x1a completed\n';
    const text = noise.repeat(50) + printScreen() + noise.repeat(50);
    const { range } = read(text);
    const last = linesOf(noise.repeat(50) + printScreen()).length - 2;
    assert.deepEqual([range.start.line, range.end.line], [50, last]);
  });

  test('a backtrace that the kernel logged and survived is no crash', () => {
    const frames = printFrames(['LogBacktrace@vmkernel#nover+0x1', 'ScsiDoIt@vmkernel#nover+0x2'])
      .split('\n')
      .map((frame) => `2021-03-18T06:40:00.000Z cpu1:2097152)${frame}`)
      .join('\n');
    const { document } = openCase(
      `2021-03-18T06:40:00.000Z cpu1:2097152)Backtrace for current CPU #1, worldID=2097152, fp=0x430879008c80\n${frames}\n`,
    );
    assert.deepEqual(document.crashes, []);
    assert.equal(document.dialect, 'psod');
    assert.match(document.remark ?? '', /The backtrace at line 1 was only logged/);
  });

  test('bare frames are a crash of kind panic-other', () => {
    const { kind, crash } = onlyCrash(`${printFrames(['Panic+0x10', 'Foo+0x1'])}\n`);
    assert.equal(kind, 'panic-other');
    assert.equal(crash.headline.value, '');
  });
});
