/** What else a purple screen prints, in the forms of all versions, masked and damaged. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import { framesOf } from '../../../server/src/model/crash.js';
import type { Stack } from '../../../server/src/model/frame.js';
import { openCase } from '../../../server/src/service.js';
import { onlyCrash } from '../../helpers/ask.js';
import { outdent, wordsAt } from '../../helpers/text.js';

const read = (text: string): Crash => onlyCrash(outdent(text)).crash;
const registersOf = (crash: Crash): string => crash.registers.map(({ name, value }) => `${name}=${value}`).join(' ');
const describeStack = ({ origin, cpu, reason, frames }: Stack): string =>
  [`${origin} on ${cpu}`, reason, frames.map(({ symbol }) => symbol?.value).join(' < ')]
    .filter((part) => part !== null)
    .join(', ');

describe('what else is on a screen', () => {
  test('x86 registers of all generations', () => {
    const crash = read(`
      VMware ESX 4.1.0 [Releasebuild-260247 X86_64]
      PCPU 3: no heartbeat (2/2 IPIs received)
      gate=0xe frame=0x1a2bc30 eip=0x67f0ae cr2=0x10
      ebp=0x1a2bc80 esi=0x1 edi=0x2 err=-1 ef=0x10246
      cr0=0x80010031 cr2=0x40 cr3=0x1234000 cr4=0x42668 FMS=06/55/7 uCode=0x5003604
      r8=0x0 r12=0x41 r15=0x6
      FSbase:0x0 GSbase:0x417fc1000000 kernelGSbase:0x0
      base fs=0x0 gs=0x418040000000 Kgs=0x0
      LBR: from 0x418017a2b3b0 to 0x418017a2b3c0
      lastClrIntrRA:0x418012abcde0
      `);
    assert.equal(
      registersOf(crash),
      'gate=0xe frame=0x1a2bc30 eip=0x67f0ae cr2=0x10 ebp=0x1a2bc80 esi=0x1 edi=0x2 err=-1 ef=0x10246 ' +
        'cr0=0x80010031 cr2=0x40 cr3=0x1234000 cr4=0x42668 FMS=06/55/7 uCode=0x5003604 r8=0x0 r12=0x41 r15=0x6 ' +
        'FSbase=0x0 GSbase=0x417fc1000000 kernelGSbase=0x0 fs=0x0 gs=0x418040000000 Kgs=0x0',
    );
    assert.deepEqual([crash.range.end.line, crash.unparsed], [9, []]);
  });

  test('Arm registers, by the names of the architecture', () => {
    const text = `
      VMware ESX 7.0.0 [Releasebuild-19076756 aarch64]
      EXCVEC_CUREL_SP_EL0_SYNCH Exception 0 in world 131208:HELPER_UPLIN (ec 0x25 il 1 iss 0x47 far_el1 0x3 far_el2 0x4)
      TTB=0x12ade8000
      CurrentEL=2 SP_EL0 DAIF
      SCTLR_EL2=0x30c0180d sa0 SA C a M
      [ 0]     4501857b0000 [ 1]                0 [30]     42003c7ceb6c
      [pc]     42003b744d54 [sp]     451a02f1bdd0 [psr]        20000248
      `;
    const crash = read(text);
    assert.equal(
      registersOf(crash),
      'TTB=0x12ade8000 CurrentEL=2 SCTLR_EL2=0x30c0180d x0=0x4501857b0000 x1=0x0 x30=0x42003c7ceb6c ' +
        'pc=0x42003b744d54 sp=0x451a02f1bdd0 psr=0x20000248',
    );
    const [pc] = crash.registers.filter(({ name }) => name === 'pc');
    assert.equal(pc && wordsAt(outdent(text), pc.range), '[pc]     42003b744d54');
  });

  test('states of the PCPUs, page table entries and the dump’s progress belong to it', () => {
    const crash = read(`
      VMware ESXi 7.0.0 [Releasebuild-19076756 x86_64]
      #PF Exception 14 in world 131208:HELPER_UPLIN IP 0x42003b744d54 addr 0x8
      PTEs:0x12e6c023;0x80000000;0x0;
      PCPU  0: SVSVUUVSSVVV
      PCPU 64: VVUS
      Code start: 0x42003b600000 VMK uptime: 0:00:05:35.425
      0x451a02f1bdd0:[0x42003b744d54]vmk_Memset@vmkernel#nover+0x28 stack: 0x42003c7cfa48
      No place on disk to dump data.
      Coredump to file: /vmfs/volumes/1-2-3-4/vmkdump/1.dumpfile.
      Faulting world regs (01/15)
      Vmm code/data (02/15)
      World-specific data (06/15)
      MemXferFs (11/15)
      Finalized dump header (15/15) FileDump: Successful.
      No port for remote debugger. Press "Escape" for local debugger.
      `);
    assert.deepEqual([crash.range.end.line, crash.unparsed], [14, []]);
  });

  test('9.0 names the modules that it suspects, with versions', () => {
    const { modules } = read(`
      VMware ESXi 9.0.0 [Releasebuild-24755229 x86_64]
      PCPU 3: no heartbeat (2/2 IPIs received)
      0x451a02f1bdd0:[0x42003b744d54]Panic@vmkernel#nover+0x28 stack: 0x42003c7cfa48
      Module(s) involved in panic: [contosonic 1.2.3.4-1OEM.900.1 (External)], [vmkapei 1.0 (Internal)]
      `);
    assert.deepEqual(
      modules.map(({ name, version }) => `${name.value} ${version?.value}`),
      ['contosonic 1.2.3.4-1OEM.900.1', 'vmkapei 1.0'],
    );
  });
});

describe('masked and damaged frames', () => {
  /** symbol, module, offset, stack words */
  const FRAMES: Readonly<Record<string, readonly [string | null, string | null, string | null, readonly string[]]>> = {
    '0xADDRESS7:[0xADDRESS8]Foo@vmkernel#nover+0x10 stack: 0xADDRESS9': ['Foo', 'vmkernel', '0x10', []],
    '0xnnnnnnnn :[ 0xnnnnnnnn ]Foo@vmkernel#nover+0x10 stack: 0x0': ['Foo', 'vmkernel', '0x10', ['0x0']],
    '0####:[0####]Foo@vmkernel#nover+0x10 stack: 0####': ['Foo', 'vmkernel', '0x10', []],
    '0xXXXXXXXXXXXX:[0xXXXXXXXXXXXX]Foo@vmkernel#nover+0xXX stack: 0x1': ['Foo', 'vmkernel', null, ['0x1']],
    '0x453b:[0x42000d][email\u00a0protected]#1.0.0+0x9c stack: 0x4': [null, null, '0x9c', ['0x4']],
    '0x453b:[0x42000d]####@example.com#1+0x9c stack: 0x4': [null, null, '0x9c', ['0x4']],
    '0x453b:[0x42000d]TeamES_Output@#+0xd6 stack: 0x4': ['TeamES_Output', null, '0xd6', ['0x4']],
    '0x453b:[0x42000d]TeamES_Output@<None>#<None>+0xd6 stack: 0x4': ['TeamES_Output', null, '0xd6', ['0x4']],
    "0x453b:[0x42000d]func'@'vmkernel#nover+0x3 stack: 0x4": ['func', 'vmkernel', '0x3', ['0x4']],
    '0x453b:[0x42000d]Foo@com.contoso.net#1.0.8.0.22667792+0x3 stack: 0x4>': ['Foo', 'com.contoso.net', '0x3', ['0x4']],
    '0x453b:[0x42000d]Foo@vmkernel#nover+0x3 stack: 0x0, 0x': ['Foo', 'vmkernel', '0x3', ['0x0']],
    '0x453b:[0x42000d]Foo@vmkernel#nover+0x3 stack:': ['Foo', 'vmkernel', '0x3', []],
    '0x453b:[0x0] stack: 0x0': [null, null, null, ['0x0']],
  };
  for (const [printed, [symbol, module, offset, words]] of Object.entries(FRAMES)) {
    test(printed, () => {
      const [frame, ...others] = framesOf(
        read(`VMware ESXi 7.0.X [Releasebuild-XXXXXXXX x86_64]\nPCPU 5: no heartbeat\n${printed}\n`),
      );
      assert.deepEqual(others, []);
      assert.deepEqual([frame?.symbol?.value ?? null, frame?.module?.value ?? null], [symbol, module]);
      assert.equal(frame?.offset?.value ?? null, offset);
      assert.deepEqual(
        frame?.words.map(({ value }) => value),
        words,
      );
    });
  }

  for (const line of ['PCPUXX:XXXXXXX/HELPER_UPLINK', 'cpu##:########)PTEs:0x0;', '0xADDRESS1:[0xADDRESS2]Foo+0x1']) {
    test(`${line} says that the text is masked`, () => {
      assert.deepEqual(read(`VMware ESXi 7.0.1 [Releasebuild-1 x86_64]\nPCPU 5: no heartbeat\n${line}\n`).damage, [
        'masked',
      ]);
    });
  }

  test('a name at the very end of a text may be cut, and is not read', () => {
    const [whole, cut] = framesOf(
      onlyCrash(
        'VMware ESXi 7.0.1 [Releasebuild-1 x86_64]\nPCPU 5: no heartbeat\n' +
          '0x453b:[0x42000d]Foo@vmkernel#nover+0x3 stack: 0x1\n0x453b:[0x42000d]SP_Wai',
      ).crash,
    );
    assert.equal(whole?.symbol?.value, 'Foo');
    assert.deepEqual([cut?.symbol, cut?.address?.value], [null, '0x42000d']);
  });

  test('a name without an offset that is not at the end is whole', () => {
    const [frame] = framesOf(
      onlyCrash(
        'VMware ESXi 7.0.1 [Releasebuild-1 x86_64]\nPCPU 5: no heartbeat\n0x453b:[0x42000d]SP_Wait\nSlot 1 of 1.',
      ).crash,
    );
    assert.equal(frame?.symbol?.value, 'SP_Wait');
  });
});

describe('stacks of several CPUs', () => {
  test('tags before each frame, in any order, keep them apart', () => {
    const { stacks } = read(`
      VMware ESXi 7.0.3 [Releasebuild-19482537 x86_64]
      PCPU 118: no heartbeat (3/3 IPIs received)
      2022-05-06T07:08:09.123Z cpu4:2097999)0x4539c0a1bd00:[0x42000a101010]Own1@vmkernel#nover+0x10 stack: 0x1
      2022-05-06T07:08:09.123Z cpu4:2097999)Panic: 767: Saved backtrace: pcpu 118 Heartbeat NMI
      2022-05-06T07:08:09.123Z cpu4:2097999)pcpu 118 Heartbeat NMI: 0x4539c1a1bd00:[0x42000a101010]Late1@vmkernel#nover+0x10 stack: 0x1
      2022-05-06T07:08:09.124Z cpu4:2097999)pcpu 42 Heartbeat NMI: 0x4539c2a1bd00:[0x42000a101010]Other1@vmkernel#nover+0x10 stack: 0x1
      2022-05-06T07:08:09.123Z cpu4:2097999)pcpu 118 Heartbeat NMI: 0x4539c1a1bd40:[0x42000a101200]Late2@vmkernel#nover+0x20 stack: 0x1
      2022-05-06T07:08:09.123Z cpu4:2097999)0x4539c0a1bd40:[0x42000a101010]Own2@vmkernel#nover+0x10 stack: 0x1
      `);
    assert.deepEqual(stacks.map(describeStack), [
      'panicking on 4, Own1 < Own2',
      'saved on 118, Heartbeat NMI, Late1 < Late2',
      'saved on 42, Heartbeat NMI, Other1',
    ]);
  });

  test('frames that another CPU logs in between are its own', () => {
    const { stacks, damage, unparsed } = read(`
      2022-05-06T07:08:09.140Z cpu4:2097999)VMware ESXi 7.0.3 [Releasebuild-19482537 x86_64]
      Spin count exceeded - possible deadlock with PCPU 9
      2022-05-06T07:08:09.142Z cpu4:2097999)0x4539c0a1bd00:[0x42000a101010]Own1@vmkernel#nover+0x10 stack: 0x1
      2022-05-06T07:08:09.142Z cpu9:2097777)0x4539c1a1bd00:[0x42000a101010]Other1@vmkernel#nover+0x10 stack: 0x1
      2022-05-06T07:08:09.142Z cpu4:2097999)0x4539c0a1bd40:[0x42000a101010]Own2@vmkernel#nover+0x10 stack: 0x1
      2022-05-06T07:08:09.142Z cpu9:2097777)0x4539c1a1bd40:[0x42000a101010]Other2@vmkernel#nover+0x10 stack: 0x1
      `);
    assert.deepEqual(stacks.map(describeStack), ['panicking on 4, Own1 < Own2', 'saved on 9, Other1 < Other2']);
    assert.deepEqual([damage, unparsed], [[], []]);
  });

  test('a CPU that was asked for its backtrace by an NMI logs it before the panic', () => {
    const { stacks, panic } = read(`
      2012-03-04T05:06:09.001Z cpu140:8123)ALERT: NMI: 1943: NMI IPI received. Was eip(base):ebp:cs [0x7eb2e(0x418012c00000):0x412281a1bd00:0x4010](Src 0x1, CPU140)
      2012-03-04T05:06:09.002Z cpu140:8123)0x412281a1bd00:[0x418012c7eb2e]Loop@vmkernel#nover+0x12 stack: 0x1
      2012-03-04T05:06:20.001Z cpu3:8200)VMware ESXi 5.0.0 [Releasebuild-702118 x86_64]
      PCPU 140: no heartbeat, IPIs received (0/1).
      2012-03-04T05:06:20.001Z cpu3:8200)0x412281b1bd50:[0x418012c7eb4e]Panic@vmkernel#nover+0x12 stack: 0x1
      `);
    assert.deepEqual(stacks.map(describeStack), ['saved on 140, NMI IPI, Loop', 'panicking on 3, Panic']);
    assert.equal(panic?.cpu?.value, 3);
  });

  test('without a panic such a backtrace is none', () => {
    const { document } = openCase(
      outdent(`
      2012-03-04T05:06:09.001Z cpu140:8123)ALERT: NMI: 1943: NMI IPI received. Was eip(base):ebp:cs [0x7eb2e(0x418012c00000):0x412281a1bd00:0x4010](Src 0x1, CPU140)
      2012-03-04T05:06:09.002Z cpu140:8123)0x412281a1bd00:[0x418012c7eb2e]Loop@vmkernel#nover+0x12 stack: 0x1
      `),
    );
    assert.deepEqual(document.crashes, []);
  });
});
