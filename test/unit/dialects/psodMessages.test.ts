/** The messages of purple screens, taken apart. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import { onlyCrash } from '../../helpers/ask.js';
import { outdent } from '../../helpers/text.js';

const read = (text: string): Crash => onlyCrash(outdent(text)).crash;

describe('messages', () => {
  const under = (message: string): Crash =>
    read(`VMware ESXi 6.5.0 [Releasebuild-4887370 x86_64]\n${message}\n0x43903aa1bd00:[0x418012cc42ce]Panic+0x1\n`);

  /** message: form, lock, accused CPUs, details */
  const MESSAGES: Readonly<Record<string, readonly [string, string | null, readonly number[], object]>> = {
    'Spin count exceeded (VASpace) – possible deadlock with PCPU 2': ['spin-count', 'VASpace', [2], {}],
    'Spin count exceeded (!ä-4ñ) - possible deadlock': ['spin-count', null, [], {}],
    'CPU 52 / World 68776 tried to re-acquire lock': ['re-acquire', null, [], { self: '52', worldId: '68776' }],
    'PCPU 0: no heartbeat, IPIs received (0/1).': ['heartbeat', null, [0], {}],
    'PCPU 3 locked up. Failed to ack TLB invalidate.': ['tlb-ack', null, [3], {}],
    '#PF Exception(14) in world 4553:sh ip 0x418017a2b3c4 addr 0x18': [
      'exception-pf',
      null,
      [],
      { worldId: '4553', worldName: 'sh', ip: '0x418017a2b3c4', address: '0x18' },
    ],
    '#PF Exception type 14 in world 1024:console @ 0x67f0ae': [
      'exception-pf',
      null,
      [],
      { worldId: '1024', worldName: 'console', ip: '0x67f0ae' },
    ],
    'Exception type 14 in world 1024:console @ 0x67f0ae': [
      'exception-pf',
      null,
      [],
      { worldId: '1024', worldName: 'console', ip: '0x67f0ae' },
    ],
    '#PF Exception 14 in world 65999:vmm0:Win 10 test IP 0x418012cc42ce addr 0x8': [
      'exception-pf',
      null,
      [],
      { worldId: '65999', worldName: 'vmm0:Win 10 test', ip: '0x418012cc42ce', address: '0x8' },
    ],
    '#GP Exception(13) in world 4130:helper13-0 @ 0x41803739e303': [
      'exception-gp',
      null,
      [],
      { worldId: '4130', worldName: 'helper13-0', ip: '0x41803739e303' },
    ],
    '#DF Exception 8 IP 0x418012cc42ce SP 0x43903aa1bd00': [
      'exception-other',
      null,
      [],
      { exception: 'DF', ip: '0x418012cc42ce' },
    ],
    'NMI IPI: Panic requested by another PCPU. PC 0x42002a1b2c3d, SP 0x453a1c79bce0 (Src 0x4, CPU7)': [
      'nmi-ipi',
      null,
      [],
      { ip: '0x42002a1b2c3d', ownCpu: '7' },
    ],
    'NMI IPI: Panic requested by another PCPU. RIPOFF(base):RBP:CS [0xc42ce(0x418012c00000):0x12b8:0xfc8] (Src 0x4, CPU0)':
      ['nmi-ipi', null, [], { ownCpu: '0' }],
    'ApeiHESTNmiHandler requested PSOD': ['nmi', null, [], {}],
    'Machine Check Exception on PCPUXX in world 65999:idle42': [
      'mce',
      null,
      [],
      { worldId: '65999', worldName: 'idle42' },
    ],
    'Hardware (Machine) Error: Uncorrected ECC error in L3 Cache on PCPU3 in world 4099:idle3': [
      'mce',
      null,
      [3],
      { worldId: '4099', worldName: 'idle3' },
    ],
    'ASSERT bora/vmkernel/main/pframe_int.h:527': [
      'assert',
      null,
      [],
      { file: 'bora/vmkernel/main/pframe_int.h', fileLine: '527' },
    ],
    'Failed at bora/modules/vmkernel/lsomcommon/log.c:2575 – NOT REACHED': [
      'assert',
      null,
      [],
      { file: 'bora/modules/vmkernel/lsomcommon/log.c', fileLine: '2575' },
    ],
    'line 12464 assert "(packet != NULL)" failed': ['assert', null, [], { fileLine: '12464' }],
    'BUG: failure at vmkdrivers/src_9/include/linux/if_vlan.h:425/vlan_put_tag()! (inside vmklinux)': [
      'driver-bug',
      null,
      [],
      { file: 'vmkdrivers/src_9/include/linux/if_vlan.h', fileLine: '425', module: 'vmklinux' },
    ],
    'COS Panic: Int3 @ mp_register_ioapic': ['console', null, [], {}],
    'IOMMU Fault detected for (vmgp3/contosogpu) Reason: 0x6 (PTE not set to allow Read.)': [
      'iommu',
      null,
      [],
      { module: 'contosogpu' },
    ],
    CrashMe: ['deliberate', null, [], {}],
  };
  for (const [printed, [form, lock, cpus, details]] of Object.entries(MESSAGES)) {
    test(printed, () => {
      const { message } = under(printed);
      assert.equal(message?.text.value, printed);
      assert.equal(message.form, form);
      assert.equal(message.lock?.value ?? null, lock);
      assert.deepEqual(
        message.cpus.map(({ value }) => value),
        cpus,
      );
      const values = Object.entries(message.details).map(([name, { value }]) => [name, value]);
      assert.deepEqual(Object.fromEntries(values), details);
    });
  }

  test('the CPU that an NMI stopped is the one that panics', () => {
    const { panic } = under('NMI IPI: Panic requested by another PCPU. PC 0x42002a1b2c3d, SP 0x4 (Src 0x4, CPU7)');
    assert.equal(panic?.cpu?.value, 7);
  });

  test('the mark of a line that a pager cut is no part of it', () => {
    const { headline } = under('#PF Exception 14 in world 65999:hostd IP 0x418012cc42ce addr 0x8>');
    assert.equal(headline.value, '#PF Exception 14 in world 65999:hostd IP 0x418012cc42ce addr 0x8');
  });

  test('a machine check that the log tells first is named by its screen', () => {
    const crash = read(`
      2016-01-01T00:00:00.000Z cpu42:65999)ALERT: MCA: 217: UC Excp G5 B1 Sbf80000000000114 Aaf9e74900 M86 Paf9e74900/4
      2016-01-01T00:00:00.020Z cpu42:65999)VMware ESXi 6.0.0 [Releasebuild-4192238 x86_64]
      Machine Check Exception on PCPU42 in world 65999:idle42
      System has encountered a Hardware Error - Please contact the hardware vendor
      MC:PCPU42 B:4 S:0xbe00000000800400 M:0x418012345678 A:0x418012345678 5
      2016-01-01T00:00:00.020Z cpu42:65999)MCAIntel: 1120: Force retiring MPN 0xaf9e749 detected by cpu42 in bank1.
      2016-01-01T00:00:00.020Z cpu42:65999)IDT: 1895: Uncorrectable/unrecoverable machine check error
      `);
    assert.deepEqual(
      crash.messages.map(({ text }) => text.value),
      [
        'Machine Check Exception on PCPU42 in world 65999:idle42',
        'MCA: 217: UC Excp G5 B1 Sbf80000000000114 Aaf9e74900 M86 Paf9e74900/4',
      ],
    );
    assert.deepEqual([crash.range.start.line, crash.range.end.line], [0, 6]);
    assert.deepEqual(crash.unparsed, []);
  });
});
