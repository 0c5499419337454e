import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { first, onlyCrash } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';

const SPIN_OUT = { heading: 'Saved backtrace from: pcpu 2 SpinLock spin out NMI', frames: [] as readonly string[] };

describe('a spin count that ran out, with no owner named', () => {
  const text = readSample('psod-spin-count.psod');
  const { crash, kind, stacks, waits, verdict } = onlyCrash(text);

  test('is a lock contention in which nobody is blamed', () => {
    assert.equal(kind, 'spin-count');
    assert.equal(verdict.category, 'lock-contention');
    assert.equal(verdict.blamed, null);
  });

  test('names who panicked, where and after what time', () => {
    assert.equal(crash.panic?.cpu?.value, 0);
    assert.equal(crash.panic.worldId?.value, '1024');
    assert.equal(crash.panic.worldName?.value, 'console');
    assert.equal(crash.system.build?.value, '153875');
    assert.equal(crash.system.uptime?.value, '12:04:51:08.772');
    assert.equal(first(stacks).frames.length, 17);
  });

  test('makes the panicking CPU the victim and each other PCPU a candidate', () => {
    const wait = first(waits);
    assert.equal(wait.resource.type, 'spinlock');
    assert.equal(wait.resource.name, 'pathListLock');
    assert.equal(first(wait.waiters).cpu, 0);
    assert.equal(first(wait.waiters).line, lineOf(text, 'SP_WaitLock'));
    assert.deepEqual(
      wait.owners.map(({ cpu }) => cpu),
      [1, 2, 3, 4, 5, 6, 7],
    );
    assert.ok(wait.owners.every(({ basis, confidence }) => basis === 'candidate' && confidence === 'low'));
  });

  test('says what it is sure of: the victim, not the owner', () => {
    assert.match(verdict.summary, /^PCPU 0 is the victim: it waited too long for the spinlock pathListLock\./);
    assert.match(verdict.summary, /owner is not named/);
    assert.match(verdict.confidenceNote ?? '', /victim; the owner is not known/);
  });

  test('rests on the message, the all-ones registers, the star, the waiting frame and the doubtful names', () => {
    const why = new Map(verdict.evidence.map((evidence) => [evidence.line, evidence.why]));
    assert.match(why.get(1) ?? '', /names the lock and no PCPU/);
    assert.match(why.get(lineOf(text, 'es=0xffffffff')) ?? '', /all ones.*explicit panic, no fault/);
    assert.match(why.get(lineOf(text, '*0:1024')) ?? '', /8 PCPUs; the star marks PCPU 0/);
    assert.match(why.get(lineOf(text, 'SP_WaitLock')) ?? '', /spins for a lock/);
    assert.match(why.get(lineOf(text, 'cosShadow+0x31d06')) ?? '', /only the nearest symbol/);
  });

  test('advises the core, the owner’s stack, updates and a support case', () => {
    const steps = verdict.nextSteps.map(({ title }) => title).join('\n');
    assert.match(steps, /log from the core dump and look for a saved backtrace of the PCPU that holds the lock/);
    assert.match(steps, /third-party drivers up to date/);
    assert.match(steps, /support case/);
    assert.match(verdict.nextSteps[0]?.command ?? '', /zdump/);
  });

  test('refers to KB 1020105 under the one number that is known', () => {
    assert.deepEqual(
      verdict.references.map(({ id }) => id),
      ['KB 1020105'],
    );
  });

  test('compares the lock and the bottom half with the other side', () => {
    const windows = verdict.counterparts.map((row) => `${row.id}: ${row.windows}`).join('\n');
    assert.match(windows, /^spin-lock: .*hang.*Windows 8.*0x133.*0x101/m);
    assert.match(windows, /^deferred-work: A DPC/m);
  });

  test('tells the story: idle, an interrupt, its bottom half, a timer, the lock', () => {
    const parts = first(stacks).parts.map(({ name, idle, text: words }) => [name, idle, words] as const);
    assert.deepEqual(
      parts.map(([name]) => name),
      ['noticed', 'asking', 'interrupted'],
    );
    assert.match(parts[1]?.[2] ?? '', /timer.*bottom half.*lock/i);
    assert.equal(parts[2]?.[1], true, 'what was interrupted is an idle CPU');
  });

  test('keeps the symbol and says that it is only the nearest one', () => {
    const far = first(stacks).frames.filter(({ frame }) => frame.symbol?.value === 'cosShadow');
    assert.deepEqual(
      far.map(({ distrust, role }) => [distrust?.kind, role]),
      [
        ['nearest', null],
        ['nearest', null],
      ],
    );
  });
});

describe('another lock, CPU and list', () => {
  test('the lock is called as the message calls it', () => {
    const { waits, verdict } = onlyCrash(
      printScreen({ headline: 'Spin count exceeded (heapLock-7) - possible deadlock' }),
    );
    assert.equal(first(waits).resource.name, 'heapLock-7');
    assert.match(verdict.summary, /spinlock heapLock-7/);
    assert.match(verdict.brief, /heapLock-7/);
  });

  test('the victim is the CPU with the star', () => {
    const { crash, waits, verdict } = onlyCrash(printScreen({ star: 2 }));
    assert.equal(crash.panic?.cpu?.value, 2);
    assert.equal(crash.panic.worldName?.value, 'vmware-vm');
    assert.match(verdict.summary, /^PCPU 2 is the victim/);
    assert.deepEqual(
      first(waits).owners.map(({ cpu }) => cpu),
      [0, 1, 3],
    );
  });

  test('with two CPUs the other one is left by exclusion, and still not blamed', () => {
    const { waits, verdict } = onlyCrash(printScreen({ worlds: ['console', 'vmm0:app'] }));
    const owner = first(first(waits).owners);
    assert.equal(owner.cpu, 1);
    assert.equal(owner.basis, 'exclusion');
    assert.equal(verdict.blamed, null);
  });

  test('with one CPU or no list nobody is left', () => {
    for (const worlds of [['console'], []]) {
      const { waits } = onlyCrash(printScreen({ worlds }));
      assert.deepEqual(first(waits).owners, []);
    }
  });

  test('a message without a lock names none', () => {
    const { waits, verdict } = onlyCrash(printScreen({ headline: 'Spin count exceeded - possible deadlock' }));
    assert.equal(first(waits).resource.name, null);
    assert.match(verdict.summary, /waited too long for a spinlock/);
  });

  test('newer wrappers of the wait lead to the frame that was called first', () => {
    const frames = ['PanicvPanicInt@vmkernel#nover+0x439', 'Lock_CheckSpinCount@vmkernel#nover+0x27a'];
    const text = printScreen({
      frames: [...frames, 'SP_WaitLock@vmkernel#nover+0xd7', 'Sched_Do@vmkernel#nover+0x1d'],
    });
    assert.equal(first(first(onlyCrash(text).waits).waiters).line, lineOf(text, 'SP_WaitLock'));
  });

  test('a stack without a known waiting function still has its victim: the message says it waits', () => {
    const text = printScreen({ frames: ['Panic+0x10', 'MysteriousCode+0x20'] });
    const waiter = first(first(onlyCrash(text).waits).waiters);
    assert.equal(waiter.cpu, 0);
    assert.equal(waiter.basis, 'named');
    assert.equal(waiter.line, 1, 'the line of the message');
  });
});

describe('an owner that the log names', () => {
  const text = readSample('psod-spin-count-owner.psod');
  const { waits, stacks, verdict } = onlyCrash(text);

  test('is the PCPU of the message, and its saved backtrace is where to look', () => {
    const owner = first(first(waits).owners);
    assert.equal(owner.cpu, 3);
    assert.equal(owner.basis, 'named');
    assert.equal(owner.line, lineOf(text, 'BitVector_NextBit'));
    assert.equal(owner.stack, stacks[1]?.stack.id);
    assert.equal(stacks[1]?.role, 'owner');
  });

  test('is blamed by the first driver on its stack, with medium confidence', () => {
    assert.equal(verdict.blamed?.module, 'hbr_filter');
    assert.equal(verdict.blamed.symbol, 'TransferDispatchExtent');
    assert.equal(verdict.blamed.basis, 'stack');
    assert.equal(verdict.confidence, 'medium');
    assert.match(verdict.summary, /PCPU 3 held a spinlock too long, running TransferDispatchExtent of hbr_filter/);
    assert.match(verdict.summary, /PCPU 7 is the victim/);
  });

  test('brings the article on just these frames, under both of its numbers', () => {
    assert.ok(verdict.references.some(({ id }) => id === 'KB 318955 (was 67774)'));
    assert.match(verdict.nextSteps[0]?.title ?? '', /318955/);
  });
});

describe('other owners', () => {
  const headline = 'Spin count exceeded (netLock) - possible deadlock with PCPU 2';

  test('a named PCPU without a backtrace is looked for in the PCPU list', () => {
    const text = printScreen({ headline });
    const owner = first(first(onlyCrash(text).waits).owners);
    assert.equal(owner.cpu, 2);
    assert.equal(owner.basis, 'named');
    assert.equal(owner.thread, '1026 vmware-vm');
    assert.equal(owner.line, lineOf(text, '*0:1024'));
    assert.equal(owner.stack, null);
  });

  test('a named PCPU in no list is looked for in the words that name it', () => {
    const text = printScreen({ headline, worlds: [] });
    const owner = first(first(onlyCrash(text).waits).owners);
    assert.equal(owner.cpu, 2);
    assert.equal(owner.line, 1);
  });

  test('a saved backtrace names the owner where the message does not', () => {
    const saved = {
      ...SPIN_OUT,
      frames: ['HoldIt@(contosonic)#<None>+0x30', 'CpuSched_StartWorld@vmkernel#nover+0x77'],
    };
    const { waits, verdict } = onlyCrash(printScreen({ saved }));
    assert.deepEqual(
      first(waits).owners.map(({ cpu, basis }) => [cpu, basis]),
      [[2, 'named']],
    );
    assert.equal(verdict.blamed?.module, 'contosonic');
    assert.equal(verdict.blamed.symbol, 'HoldIt');
  });

  test('a holder that runs only the kernel is not blamed: the cause is not on the screen', () => {
    const saved = {
      ...SPIN_OUT,
      frames: ['BitVector_NextBit@vmkernel#nover+0x3c', 'vmkWorldFunc@vmkernel#nover+0x53'],
    };
    const { verdict } = onlyCrash(printScreen({ headline, saved }));
    assert.equal(verdict.blamed, null);
    assert.match(verdict.summary, /The owner is PCPU 2/);
  });

  test('a holder that waits for a lock itself is told', () => {
    const saved = { ...SPIN_OUT, frames: ['SP_WaitLock@vmkernel#nover+0xd7', 'HoldIt@(contosonic)#<None>+0x30'] };
    const text = printScreen({ headline, saved });
    const { verdict, waits } = onlyCrash(text);
    assert.ok(verdict.evidence.some(({ why }) => why.includes('owner itself waits for another lock')));
    assert.match(verdict.summary, /The owner is PCPU 2, which itself waited for another lock, in SP_WaitLock\.$/);
    assert.equal(waits.length, 2, 'the holder waits too');
    assert.equal(first(waits[1]?.waiters ?? []).cpu, 2);
  });

  test('a holder whose backtrace stands above the own stack is not mixed up with it', () => {
    const heading = SPIN_OUT.heading;
    const holder = 'HoldIt@(contosonic)#<None>+0x30';
    const own = [
      'PanicvPanicInt@vmkernel#nover+0x439',
      'SP_WaitLock@vmkernel#nover+0xd7',
      'Send@(fabrikamfc)#<None>+0x5',
    ];
    const screen = printScreen({ headline, frames: [holder, ...own] });
    const text = screen.replace(/^(.*HoldIt)/m, `${heading}\n$1`);
    const { stacks, verdict } = onlyCrash(text);
    assert.deepEqual(
      stacks.map(({ role, frames }) => [role, frames.length]),
      [
        ['owner', 1],
        ['panicking', 3],
      ],
    );
    assert.equal(verdict.blamed?.module, 'contosonic');
  });

  test('a module that only passes things on is not blamed for what it holds', () => {
    const saved = { ...SPIN_OUT, frames: ['TeamES_Output@(etherswitch)#<None>+0x30', 'Foo@vmkernel#nover+0x1'] };
    assert.equal(onlyCrash(printScreen({ headline, saved })).verdict.blamed, null);
  });

  test('an NMI that stopped another PCPU for a spin-out is a spin count, not an NMI', () => {
    const saved = { ...SPIN_OUT, frames: ['HoldIt@(contosonic)#<None>+0x30'] };
    const { kind } = onlyCrash(
      printScreen({ headline: 'NMI IPI: Panic requested by another PCPU. RIPOFF(base): 0x1', saved }),
    );
    assert.equal(kind, 'spin-count');
  });

  test('a CPU that takes a lock twice waits for itself', () => {
    const { kind, waits } = onlyCrash(printScreen({ headline: 'CPU 0 / World 1024 tried to re-acquire lock' }));
    assert.equal(kind, 'spin-count');
    assert.deepEqual(
      first(waits).owners.map(({ cpu, basis }) => [cpu, basis]),
      [[0, 'named']],
    );
  });
});

describe('a text that ends in the middle of what names an owner', () => {
  test('a number at its very end may be half of one and accuses nobody', () => {
    const cut = 'VMware ESX Server [Releasebuild-1]\nSpin count exceeded - possible deadlock with PCPU 1';
    assert.deepEqual(first(onlyCrash(cut).waits).owners, []);
    assert.deepEqual(
      first(onlyCrash(`${cut}2\n`).waits).owners.map(({ cpu }) => cpu),
      [12],
    );
  });

  test('the last CPU of a list that may go on is not the only one left', () => {
    const cut =
      'VMware ESX Server [Releasebuild-1]\nSpin count exceeded - possible deadlock\n*0:1024/console 1:1102/vmm0';
    assert.deepEqual(
      first(onlyCrash(cut).waits).owners.map(({ cpu, basis }) => [cpu, basis]),
      [[1, 'candidate']],
    );
  });
});
