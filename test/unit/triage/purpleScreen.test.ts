import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';

const PAGE_FAULT = '#PF Exception 14 in world 4711:vmnic1-poll IP 0x42001e addr 0x28';

describe('a page fault', () => {
  test('in a driver’s function blames the driver', () => {
    const text = readSample('psod-page-fault.psod');
    const { kind, verdict } = onlyCrash(text);
    assert.equal(kind, 'exception-pf');
    assert.equal(verdict.category, 'driver-bug');
    assert.deepEqual(
      [verdict.blamed?.module, verdict.blamed?.symbol, verdict.blamed?.basis],
      ['contosonic', 'csnicRxRingStatsSum', 'stack'],
    );
    assert.equal(verdict.blamed?.line, lineOf(text, 'csnicRxRingStatsSum'));
  });

  test('in the kernel, with a driver further down, is less sure', () => {
    const direct = onlyCrash(
      printScreen({ headline: PAGE_FAULT, frames: ['f@(contosonic)#<None>+0x1', 'g@vmkernel#nover+0x2'] }),
    );
    const indirect = onlyCrash(
      printScreen({ headline: PAGE_FAULT, frames: ['Uplink_Do@vmkernel#nover+0x2', 'f@(contosonic)#<None>+0x1'] }),
    );
    assert.equal(direct.verdict.confidence, 'medium');
    assert.equal(indirect.verdict.blamed?.module, 'contosonic');
    assert.notEqual(indirect.verdict.confidence, 'high');
  });

  test('in the kernel alone blames nobody', () => {
    const { verdict } = onlyCrash(
      printScreen({ headline: PAGE_FAULT, frames: ['Foo@vmkernel#nover+0x2', 'Bar@vmkernel#nover+0x3'] }),
    );
    assert.notEqual(verdict.category, 'driver-bug');
    assert.equal(verdict.blamed, null);
  });

  test('with the modules that the kernel names as involved blames the first of them', () => {
    const text = `${printScreen({ headline: PAGE_FAULT, frames: ['Foo@vmkernel#nover+0x2'] })}Module(s) involved in panic: [contosonic 4.1.2-1OEM.900 (External)]\n`;
    const { verdict } = onlyCrash(text);
    assert.deepEqual(verdict.blamed, {
      module: 'contosonic',
      symbol: null,
      line: lineOf(text, 'Module(s) involved'),
      basis: 'named',
    });
    assert.match(verdict.summary, /The kernel itself names contosonic as involved\./);
  });

  test('without a stack nothing is known', () => {
    const { verdict } = onlyCrash(printScreen({ headline: PAGE_FAULT, frames: [] }));
    assert.equal(verdict.category, 'unknown');
    assert.equal(verdict.blamed, null);
    assert.equal(verdict.confidence, 'low');
  });
});

test('a machine check is the hardware’s, whatever it interrupted', () => {
  const headline = 'Machine Check Exception on PCPU13 in world 4136:vmm0';
  const { verdict } = onlyCrash(printScreen({ headline, frames: ['f@(contosonic)#<None>+0x1'] }));
  assert.equal(verdict.category, 'hardware');
  assert.equal(verdict.blamed?.module, 'hardware');
});

test('whoever finds a damaged heap is not blamed', () => {
  const headline = 'PANIC bora/vmkernel/main/dlmalloc.c:4924 - Usage error in dlmalloc';
  const { verdict } = onlyCrash(printScreen({ headline, frames: ['Panic+0x1', 'f@(contosonic)#<None>+0x1'] }));
  assert.equal(verdict.category, 'memory-corruption');
  assert.equal(verdict.blamed, null);
});

test('a failed check tells its file and line', () => {
  const headline = 'ASSERT bora/vmkernel/sched/cpusched.c:1234';
  const { verdict } = onlyCrash(printScreen({ headline, frames: ['Panic+0x1', 'CpuSchedDispatch+0x2'] }));
  assert.equal(verdict.category, 'os-bug');
  assert.match(verdict.summary, /bora\/vmkernel\/sched\/cpusched\.c line 1234/);
});

describe('the place where it stopped', () => {
  const stopsIn = (headline: string, frames: readonly string[]): ReturnType<typeof onlyCrash>['verdict'] =>
    onlyCrash(printScreen({ headline, frames })).verdict;

  test('is evidence, with what is known of the function', () => {
    const text = printScreen({ headline: PAGE_FAULT, frames: ['List_Remove@vmkernel#nover+0x11'] });
    const { verdict } = onlyCrash(text);
    const line = lineOf(text, 'List_Remove');
    assert.match(
      verdict.evidence.find((evidence) => evidence.line === line)?.why ?? '',
      /^List_Remove of vmkernel is where it stopped: takes an element out of a list/,
    );
  });

  test('in the kernel alone is the kernel’s own, with nobody else to look at', () => {
    const { category, summary, confidence } = stopsIn(PAGE_FAULT, ['Foo@vmkernel#nover+0x2', 'Bar@vmkernel#nover+0x3']);
    assert.equal(category, 'os-bug');
    assert.equal(confidence, 'low');
    assert.match(summary, /in Foo of vmkernel\. No other module is on the stack\.$/);
  });

  test('in a function of the kernel that a driver called leads to the driver', () => {
    const { summary } = stopsIn(PAGE_FAULT, ['vmk_SpinlockLock@vmkernel#nover+0x11', 'f@(contosonic)#<None>+0x61']);
    assert.match(summary, /in vmk_SpinlockLock of vmkernel, which works for f of contosonic\./);
  });

  test('in a module that comes with the system names that module, and is not sure', () => {
    const { blamed, category, confidence } = stopsIn(PAGE_FAULT, [
      'NvmeSubmit@(nvme_pcie)#<None>+0x10',
      'Foo@vmkernel#nover+0x2',
    ]);
    assert.deepEqual([blamed?.module, category, confidence], ['nvme_pcie', 'os-bug', 'low']);
  });

  test('in a module that only passes things on accuses nobody', () => {
    const { blamed, summary } = stopsIn(PAGE_FAULT, [
      'IOChain_Resume@vmkernel#nover+0x11',
      'TeamES_Output@(etherswitch)#<None>+0x11',
    ]);
    assert.equal(blamed, null);
    assert.match(summary, /in IOChain_Resume of vmkernel/);
  });

  test('in a module whose name is not printed is said to be that', () => {
    const { blamed, summary } = stopsIn(PAGE_FAULT, ['be_probe@#+0x15e', 'Mod_LoadDone@vmkernel#nover+0x355']);
    assert.equal(blamed, null);
    assert.match(summary, /in be_probe\. The name of its module is not in this text\./);
  });

  test('is not told by a function in which every stack begins, nor by a bare offset', () => {
    for (const frame of ['HelperQueueFunc@vmkernel#nover+0x157', '[email protected]#v2_3_0_0+0x3b']) {
      const { summary } = stopsIn('The disk log is not what it should be', [frame]);
      assert.equal(summary, 'The kernel stopped the host. The text does not show who is to blame.');
    }
  });

  test('is not told by a name that is only the nearest one', () => {
    const { summary } = stopsIn(PAGE_FAULT, ['blk_dev+0xbd98d934']);
    assert.doesNotMatch(summary, /blk_dev/);
  });
});

describe('a check that tells its source file', () => {
  test('is that of the module whose source it is', () => {
    const headline = 'Failed at bora/modules/vmkernel/lsom/lsom_example.c:12 -- VMK_ASSERT(count > 0)';
    const text = printScreen({ headline, frames: [] });
    const { verdict } = onlyCrash(text);
    assert.match(verdict.summary, /^A check of lsom \(VMware, vSAN\) failed, in lsom_example\.c line 12\./);
    assert.deepEqual([verdict.blamed?.module, verdict.blamed?.line, verdict.category], ['lsom', 1, 'os-bug']);
  });

  test('is a driver’s where the source is a driver’s', () => {
    const headline =
      'BUG: failure at vmkdrivers/src_9/drivers/net/contosonic/contosonic_main.c:2211/contosonic_reset()! (inside contosonic)';
    const { verdict } = onlyCrash(printScreen({ headline, frames: ['panic@com.vmware.driverAPI#9.2+0x8a'] }));
    assert.deepEqual([verdict.blamed?.module, verdict.category], ['contosonic', 'driver-bug']);
    assert.match(verdict.summary, /^A check of contosonic failed, in contosonic_main\.c line 2211\./);
  });

  test('inside the Linux layer accuses nobody: it works for whatever driver called it', () => {
    const headline = 'BUG: failure at vmkdrivers/src_9/include/linux/example.h:4/put()! (inside vmklinux)';
    assert.equal(onlyCrash(printScreen({ headline, frames: [] })).verdict.blamed, null);
  });
});

describe('messages that say more than their kind', () => {
  const TOLD: readonly (readonly [headline: string, category: string, blamed: string | null, summary: RegExp])[] = [
    ['CrashMe', 'deliberate', null, /^Somebody stopped the host on purpose/],
    [
      'IOMMU Fault detected for (vmgp3/contosogpu) Reason: 0x6 (PTE not set to allow Read.)',
      'driver-bug',
      'contosogpu',
      /^A device used memory that its driver had not given it.*names contosogpu/,
    ],
    [
      'HW feature incompatibility detected; cannot start',
      'configuration',
      null,
      /^The processors of this host are not alike/,
    ],
    [
      '#DF Exception 8 in world 68011:vmast.68010 @ 0x41802f8a1c11',
      'unknown',
      null,
      /most often a stack that was used up/,
    ],
  ];

  for (const [headline, category, blamed, summary] of TOLD) {
    test(headline, () => {
      const { verdict } = onlyCrash(printScreen({ headline, frames: [] }));
      assert.deepEqual([verdict.category, verdict.blamed?.module ?? null], [category, blamed]);
      assert.match(verdict.summary, summary);
    });
  }

  test('one that was wanted asks for no support case', () => {
    const { nextSteps } = onlyCrash(printScreen({ headline: 'CrashMe', frames: [] })).verdict;
    assert.deepEqual(
      nextSteps.map(({ title }) => title),
      ['Ask who ran the command, and why'],
    );
  });
});

test('memory that is used up accuses nobody, least of all who asked last', () => {
  const frames = ['Panic+0x1', 'Heap_Align@vmkernel#nover+0x223', 'f@(contosonic)#<None>+0x11'];
  const { verdict } = onlyCrash(printScreen({ headline: 'Out of memory for heap exampleHeap', frames }));
  assert.deepEqual([verdict.category, verdict.blamed], ['resource-exhaustion', null]);
  assert.match(verdict.summary, /^The kernel ran out of memory, or one of its heaps did/);
});

test('damaged heap names the driver on the stack only as the one who found it', () => {
  const headline = 'PANIC bora/vmkernel/main/dlmalloc.c:4923 - Corruption in dlmalloc';
  const text = printScreen({
    headline,
    frames: ['Panic+0x1', 'DLM_free@vmkernel#nover+0x2', 'f@(fabrikamfc)#<None>+0x3'],
  });
  const { verdict } = onlyCrash(text);
  const found = verdict.evidence.find(({ line }) => line === lineOf(text, 'f@(fabrikamfc)'));
  assert.match(found?.why ?? '', /is on the stack, but only found it/);
});
