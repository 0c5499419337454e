/** Crashes in a host's log: where one begins and ends, and what is none of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import { framesOf } from '../../../server/src/model/crash.js';
import { openCase } from '../../../server/src/service.js';
import { onlyCrash } from '../../helpers/ask.js';
import { linesOf, outdent, wordsAt } from '../../helpers/text.js';

const OTHER_WORLD = '2022-05-06T07:08:09.142Z cpu9:2097777)NetPort: 1426: disabled port 0x2000004';

const PANIC = outdent(`
  2022-05-06T07:08:09.123Z cpu4:2097999)World: 3072: PRDA 0x420041000000 ss 0x0 ds 0x750 es 0x750 fs 0x0 gs 0x0
  2022-05-06T07:08:09.123Z cpu4:2097999)World: 3074: TR 0x760 GDT 0x4539 (0x77f) IDT 0x4200 (0xfff)
  2022-05-06T07:08:09.123Z cpu4:2097999)World: 3075: CR0 0x80010031 CR3 0x1234000 CR4 0x42668
  2022-05-06T07:08:09.130Z cpu4:2097999)Backtrace for current CPU #4, worldID=2097999, fp=0x4539c0a1be00
  2022-05-06T07:08:09.130Z cpu4:2097999)0x4539c0a1bd00:[0x42000a101010]PanicvPanicInt@vmkernel#nover+0x10 stack: 0x1, 0x2
  2022-05-06T07:08:09.130Z cpu4:2097999)0x4539c0a1bd40:[0x42000a101110]SP_WaitLock@vmkernel#nover+0x10 stack: 0x1, 0x2
  2022-05-06T07:08:09.140Z cpu4:2097999)VMware ESXi 7.0.3 [Releasebuild-19482537 x86_64]
  Spin count exceeded - possible deadlock with PCPU 9
  2022-05-06T07:08:09.140Z cpu4:2097999)cr0=0x80010031 cr2=0x0 cr3=0x1234000 cr4=0x42668
  2022-05-06T07:08:09.140Z cpu4:2097999)*PCPU4:2097999/vmm0:mail
  2022-05-06T07:08:09.141Z cpu4:2097999)@BlueScreen: Spin count exceeded - possible deadlock with PCPU 9
  2022-05-06T07:08:09.141Z cpu4:2097999)Code start: 0x42000a000000 VMK uptime: 12:03:04:05.678
  2022-05-06T07:08:09.142Z cpu4:2097999)0x4539c0a1bd00:[0x42000a101010]PanicvPanicInt@vmkernel#nover+0x10 stack: 0x1
  2022-05-06T07:08:09.142Z cpu4:2097999)0x4539c0a1bd40:[0x42000a101110]SP_WaitLock@vmkernel#nover+0x10 stack: 0x1
  2022-05-06T07:08:09.150Z cpu4:2097999)base fs=0x0 gs=0x420041000000 Kgs=0x0
`);

const crashesIn = (text: string): readonly Crash[] => openCase(text).document.crashes;
const linesIn = ({ range }: Crash): readonly number[] => [range.start.line, range.end.line];
const wordsOfFrames = (text: string, crash: Crash): readonly string[] =>
  framesOf(crash).map(({ range }) => wordsAt(text, range));

test('a crash goes from the lines that announce it to the last of its screen', () => {
  const [crash, ...others] = crashesIn(PANIC);
  assert.deepEqual(others, []);
  assert.deepEqual(crash && linesIn(crash), [0, 14]);
  assert.deepEqual(crash?.damage, []);
});

test('lines of other worlds between its lines are kept, and apart from it', () => {
  const text = linesOf(PANIC.trimEnd())
    .flatMap((line) => [line, OTHER_WORLD])
    .join('\n');
  const { crash } = onlyCrash(text);
  assert.equal(crash.headline.value, 'Spin count exceeded - possible deadlock with PCPU 9');
  assert.deepEqual(wordsOfFrames(text, crash), wordsOfFrames(PANIC, onlyCrash(PANIC).crash));
  assert.deepEqual(crash.damage, ['interleaved']);
  assert.deepEqual(
    crash.unparsed.map((range) => wordsAt(text, range)),
    linesOf(PANIC.trimEnd())
      .slice(1)
      .map(() => OTHER_WORLD),
  );
});

test('lines that are like its own, far behind it, are none of it', () => {
  const text = `${PANIC}${`${OTHER_WORLD}\n`.repeat(300)}2022-05-06T09:08:09.150Z cpu4:2097999)Coredump to disk.\n`;
  assert.deepEqual(linesIn(onlyCrash(text).crash), [0, 14]);
});

test('a panic in a log of twenty thousand lines is the same crash', () => {
  const around = `${OTHER_WORLD}\n`.repeat(10_000);
  const { crash } = onlyCrash(around + PANIC + around);
  assert.deepEqual(linesIn(crash), [10_000, 10_014]);
  assert.deepEqual(crash.unparsed, []);
});

describe('several crashes in one log', () => {
  test('of one host, hours apart, with nothing else between', () => {
    const later = PANIC.replaceAll('T07:', 'T11:');
    assert.deepEqual(crashesIn(PANIC + later).map(linesIn), [
      [0, 14],
      [15, 29],
    ]);
  });

  test('a second panic while the first is dumped', () => {
    const text =
      PANIC +
      outdent(`
      Coredump to disk. Slot 1 of 1 on device naa.6:9.
      #PF Exception 14 in world 2097999:vmm0:mail IP 0x42000a909090 addr 0x0
      0x4539c0a1ad00:[0x42000a909090]Dump_Write@vmkernel#nover+0x90 stack: 0x1
      `);
    assert.deepEqual(
      crashesIn(text).map((crash) => [crash.message?.form, ...linesIn(crash)]),
      [
        ['spin-count', 0, 15],
        ['exception-pf', 16, 17],
      ],
    );
  });

  test('a message that is only mentioned behind a crash makes none', () => {
    assert.equal(
      crashesIn(`${PANIC}\nPCPU 5: no heartbeat (2/2 IPIs received)\nis what others have seen.\n`).length,
      1,
    );
  });
});

test('the prefix of a log line tells the panicking CPU only where its world is the panicking one', () => {
  const cpuOf = (world: number): number | undefined =>
    onlyCrash(
      outdent(`
      VMware ESXi 7.0.3 [Releasebuild-19482537 x86_64]
      Machine Check Exception on PCPUXX in world 2100001:idle9
      2022-05-06T07:08:09.123Z cpu9:${world})ALERT: MCA: 200: SRAR Excp G7 B1 Sbd80000000100134 A3f00 M86 Data Cache Read Error.
      `),
    ).crash.panic?.cpu?.value;
  assert.deepEqual([cpuOf(2100001), cpuOf(2104711)], [9, undefined]);
});

test('a panic that another CPU tells of is that CPU’s', () => {
  const { crash } = onlyCrash(
    outdent(`
      2022-05-06T07:08:09.123Z cpu4:2097999)Panic: 767: Saved backtrace: pcpu 118 Heartbeat NMI
      2022-05-06T07:08:09.123Z cpu4:2097999)pcpu 118 Heartbeat NMI: 0x4539c0a1bd00:[0x42000a101010]Late1@vmkernel#nover+0x10 stack: 0x1
      2022-05-06T07:08:09.130Z cpu4:2097999)Panic: 589: Panic from another CPU (cpu 118, world 2100001): ip=0x42000a101010 randomOff=0xa000000:
      PCPU 118: no heartbeat (3/3 IPIs received)
      2022-05-06T07:08:09.140Z cpu118:2100001)VMware ESXi 7.0.3 [Releasebuild-19482537 x86_64]
      PCPU 118: no heartbeat (3/3 IPIs received)
      2022-05-06T07:08:09.141Z cpu118:2100001)0x4539c0a1bd00:[0x42000a101010]Own1@vmkernel#nover+0x10 stack: 0x1
      `),
  );
  assert.deepEqual([crash.panic?.cpu?.value, crash.panic?.worldId?.value], [118, '2100001']);
  assert.deepEqual(
    crash.stacks.map(({ origin, cpu }) => [origin, cpu]),
    [
      ['saved', 118],
      ['panicking', 118],
    ],
  );
  assert.deepEqual([crash.damage, crash.unparsed], [[], []]);
});

test('what the firmware reported before it asked for the panic belongs to it', () => {
  const { crash } = onlyCrash(
    outdent(`
      2022-05-06T07:08:09.123Z cpu0:2098654)ApeiHEST: 233: Invoked HestNMIHandler
      2022-05-06T07:08:09.123Z cpu0:2098654)ALERT: ApeiHEST: 327: Fatal error from 0000:3b:00.0(PCI Express Endpoint), VID:15b3, DID:a2d6 DevSts: 0xd, AERUeSts: 0x2000.
      2022-05-06T07:08:09.123Z cpu0:2098654)NMI: 1031: ApeiHESTNmiHandler requested PSOD
      2022-05-06T07:08:09.140Z cpu0:2098654)VMware ESXi 7.0.3 [Releasebuild-19482537 x86_64]
      ApeiHESTNmiHandler requested PSOD
      2022-05-06T07:08:09.141Z cpu0:2098654)0x4539c0a1bd00:[0x42000a101010]Panic@vmkernel#nover+0x10 stack: 0x1
      `),
  );
  assert.equal(crash.headline.value, 'ApeiHESTNmiHandler requested PSOD');
  assert.deepEqual(linesIn(crash), [0, 5]);
});

test('words of another CPU between the product line and its message are not the message', () => {
  const { crash } = onlyCrash(
    outdent(`
      2022-05-06T07:08:09.140Z cpu4:2097999)VMware ESXi 7.0.3 [Releasebuild-19482537 x86_64]
      ${OTHER_WORLD}
      Re-formatting a valid dedup metadata block
      2022-05-06T07:08:09.142Z cpu4:2097999)0x4539c0a1bd00:[0x42000a101010]Panic@vmkernel#nover+0x10 stack: 0x1
      `),
  );
  assert.equal(crash.headline.value, 'Re-formatting a valid dedup metadata block');
});

test('a lock name of garbage that breaks the line leaves the message and no lock', () => {
  const { crash } = onlyCrash(
    '2015-08-24T14:19:25.710Z cpu2:1075911)VMware ESXi 5.1.0 [Releasebuild-2323236 x86_64]\n' +
      'Spin count exceeded (!ä-4\r) - possible deadlock\n' +
      ') - possible deadlock10Z cpu2:1075911)@BlueScreen: Spin count exceeded (!ä-4\n' +
      '2015-08-24T14:19:25.711Z cpu2:1075911)0x4122e4a5b5b8:[0x41801507bf00]SP_WaitLockIRQ@vmkernel#nover+0x199 stack: 0x0\n',
  );
  assert.equal(crash.message?.form, 'spin-count');
  assert.equal(crash.message.lock, null);
  assert.equal(crash.messages.length, 2);
  assert.equal(crash.panic?.cpu?.value, 2);
});

describe('two panics in one log', () => {
  const FIRST = `
      2019-01-02T03:04:05.006Z cpu3:67001)VMware ESXi 6.5.0 [Releasebuild-8294253 x86_64]
      #PF Exception 14 in world 67001:vmnic2-pollW IP 0x41801c9a21b4 addr 0x18
      2019-01-02T03:04:05.006Z cpu3:67001)0x451a1a19bda0:[0x41801c9a21b4]csnicClean@(contosonic)#<None>+0x1c4 stack: 0x0
`;

  test('are two crashes, where the second has other words and no product line', () => {
    const { crashes } = openCase(
      outdent(`${FIRST}
      2019-01-02T03:04:07.006Z cpu5:66001)@BlueScreen: PCPU 3: no heartbeat (1/1 IPIs received)
      2019-01-02T03:04:07.006Z cpu5:66001)0x451a2a19bda0:[0x41801be6cd62]Panic@vmkernel#nover+0xa9 stack: 0x0
      `),
    );
    assert.deepEqual(
      crashes.map(({ kind, place }) => [kind, place.relation]),
      [
        ['exception-pf', 'first'],
        ['heartbeat', 'follows'],
      ],
    );
  });

  test('are one crash where the screen only cuts the same words', () => {
    const { crashes } = openCase(
      outdent(`${FIRST}
      2019-01-02T03:04:05.007Z cpu3:67001)@BlueScreen: #PF Exception 14 in world 67001:vmn
      `),
    );
    assert.equal(crashes.length, 1);
  });
});
