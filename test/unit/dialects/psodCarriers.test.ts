/** One crash in each of the ways in which hosts, tools and pages carry it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Crash } from '../../../server/src/model/crash.js';
import { framesOf } from '../../../server/src/model/crash.js';
import { onlyCrash } from '../../helpers/ask.js';
import { outdent, wordsAt } from '../../helpers/text.js';

const read = (text: string): Crash => onlyCrash(outdent(text)).crash;
const symbolsOf = (crash: Crash): readonly (string | null)[] =>
  framesOf(crash).map(({ symbol }) => symbol?.value ?? null);
const registersOf = (crash: Crash): string => crash.registers.map(({ name, value }) => `${name}=${value}`).join(' ');

/** What every carrier below says, in its own way. */
const identify = ({ headline, panic, system }: Crash): string =>
  `${headline.value} | PCPU ${panic?.cpu?.value} | world ${panic?.worldId?.value} | build ${system.build?.value}`;

describe('what carries a screen', () => {
  const SAME = 'Spin count exceeded - possible deadlock with PCPU 3 | PCPU 12 | world 2098111 | build 24022510';
  const CARRIERS: Readonly<Record<string, string>> = {
    'the bare screen': `
      VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64]
      Spin count exceeded - possible deadlock with PCPU 3
      *PCPU12:2098111/vmm0:mail
      Code start: 0x42001a000000 VMK uptime: 12:03:04:05.678
      0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x430612340000
      0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x430612340000
      `,
    'a log, with the operation that the host was at': `
      2025-02-11T08:14:55.101Z cpu12:2098111 opID=5a1ed247)VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64]
      Spin count exceeded - possible deadlock with PCPU 3
      2025-02-11T08:14:55.101Z cpu12:2098111 opID=5a1ed247)Code start: 0x42001a000000 VMK uptime: 12:03:04:05.678
      2025-02-11T08:14:55.101Z cpu12:2098111 opID=5a1ed247)0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x1
      2025-02-11T08:14:55.101Z cpu12:2098111 opID=5a1ed247)0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x1
      `,
    'syslog with a severity': `
      2025-02-11T08:14:55.101Z In(182) vmkernel: cpu12:2098111)VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64]
      2025-02-11T08:14:55.101Z In(182) vmkernel: Spin count exceeded - possible deadlock with PCPU 3
      2025-02-11T08:14:55.101Z In(182) vmkernel: cpu12:2098111)Code start: 0x42001a000000 VMK uptime: 12:03:04:05.678
      2025-02-11T08:14:55.101Z In(182) vmkernel: cpu12:2098111)0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x1
      2025-02-11T08:14:55.101Z Al(177) vmkalert: cpu12:2098111)0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x1
      `,
    'syslog of an old host': `
      Feb 11 08:14:55 esx07 vmkernel: 12:03:04:05.678 cpu12:2098111)VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64]
      Feb 11 08:14:55 esx07 vmkernel: Spin count exceeded - possible deadlock with PCPU 3
      Feb 11 08:14:55 esx07 vmkernel: 12:03:04:05.678 cpu12:2098111)0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x1
      Feb 11 08:14:55 esx07 vmkernel: 12:03:04:05.678 cpu12:2098111)0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x1
      Feb 11 08:14:55 esx07 vmkernel: 12:03:04:05.678 cpu12:2098111)VMK uptime: 12:03:04:05.678
      `,
    'the log that the firmware keeps': `
      2025-02-11T08:14:55.101Z In(14) LogEFI[2097]: VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64]
      2025-02-11T08:14:55.101Z In(14) LogEFI[2097]: Spin count exceeded - possible deadlock with PCPU 3
      2025-02-11T08:14:55.102Z In(14) LogEFI: cpu12:2098111)cr0=0x80010031 cr2=0x40 cr3=0x1234000 cr4=0x42668
      2025-02-11T08:14:55.102Z In(14) LogEFI[2097]: *PCPU12:2098111/vmm0:mail
      2025-02-11T08:14:55.103Z In(14) LogEFI[2097]: Code start: 0x42001a000000 VMK uptime: 12:03:04:05.678
      2025-02-11T08:14:55.103Z In(14) LogEFI: cpu12:2098111)0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x1
      2025-02-11T08:14:55.103Z In(14) LogEFI[2097]: 0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x1
      `,
    'a console’s colours, spelt by the log': `
      2025-02-11T08:14:55.101Z cpu12:2098111)^[[45m^[[33;1mVMware ESXi 8.0.3 [build-24022510 x86_64]^[[0m
      ^[[37mSpin count exceeded - possible deadlock with PCPU 3^[[0m
      2025-02-11T08:14:55.101Z cpu12:2098111)Code start: 0x42001a000000 VMK uptime: 12:03:04:05.678
      2025-02-11T08:14:55.101Z cpu12:2098111)0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x1
      2025-02-11T08:14:55.101Z cpu12:2098111)0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x1
      `,
    'the digest of a support tool, its version below': `
      Panic Details: Crash at 2025-02-11T08:14:55.101Z on CPU 12 running world 2098111 - vmm0:mail. VMK Uptime:12:03:04:05.678
      Panic Message: @BlueScreen: Spin count exceeded - possible deadlock with PCPU 3
      Backtrace:
            0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x430612340000
        0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x430612340000
      Version Details: VMware ESXi 8.0.3 build-24022510
      `,
    'the digest of a support tool, its version above': `
      Version Details: VMware ESXi 8.0.3 build-24022510
      Panic Details: Crash at 2025-02-11T08:14:55Z on CPU 12 running world 2098111 - vmm0:mail. VMK Uptime:12:03:04:05.678
      Panic Message: @BlueScreen: Spin count exceeded - possible deadlock with PCPU 3
      Backtrace:
        0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x430612340000
        0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x430612340000
      `,
    'a numbered list': `
         1. VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64]
         2. Spin count exceeded - possible deadlock with PCPU 3
         3. *PCPU12:2098111/vmm0:mail
         4. Code start: 0x42001a000000 VMK uptime: 12:03:04:05.678
         5. 0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x430612340000
         6. 0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x430612340000
      `,
    'a page that escapes for Markdown': String.raw`
      VMware ESXi 8.0.3 \[Releasebuild-24022510 x86\_64\]
      Spin count exceeded - possible deadlock with PCPU 3
      \*PCPU12:2098111/vmm0:mail
      Code start: 0x42001a000000 VMK uptime: 12:03:04:05.678
      0x453880d9bcd0:\[0x42001a2b3c4d\]Panic@vmkernel#nover+0x1d stack: 0x430612340000
      0x453880d9bd10:\[0x42001a2b4444\]SP\_WaitLock@vmkernel#nover+0x88 stack: 0x430612340000
      `,
    'a page that lost the line ends of a log':
      'VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64] Spin count exceeded - possible deadlock with PCPU 3' +
      'cpu12:2098111)cr0=0x80010031 cr2=0x0 cr3=0x1 cr4=0x2 cpu12:2098111)*PCPU12:2098111/vmm0:mail ' +
      'cpu12:2098111)Code start: 0x42001a000000 VMK uptime: 12:03:04:05.678 ' +
      'cpu12:2098111)0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x1 ' +
      'cpu12:2098111)0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x1\n',
    'a page that lost the line ends of a screen':
      'VMware ESXi 8.0.3 [Releasebuild-24022510 x86_64] Spin count exceeded - possible deadlock with PCPU 3 ' +
      'cr0=0x80010031 cr2=0x0 cr3=0x1 cr4=0x2 frame=0x0 ip=0x1 *PCPU12:2098111/vmm0:mail PCPU 0: SVUS ' +
      'Code start: 0x42001a000000 VMK uptime: 12:03:04:05.678 ' +
      '0x453880d9bcd0:[0x42001a2b3c4d]Panic@vmkernel#nover+0x1d stack: 0x4539b829b288' +
      '0x453880d9bd10:[0x42001a2b4444]SP_WaitLock@vmkernel#nover+0x88 stack: 0x1 base fs=0x0 gs=0x1 Kgs=0x0\n',
  };
  for (const [carrier, text] of Object.entries(CARRIERS)) {
    test(carrier, () => {
      const crash = read(text);
      assert.equal(identify(crash), SAME);
      assert.deepEqual(symbolsOf(crash), ['Panic', 'SP_WaitLock']);
      assert.equal(crash.system.uptime?.value, '12:03:04:05.678');
      assert.deepEqual(crash.unparsed, []);
    });
  }

  test('escape signs are no part of a name, and lie in its range', () => {
    const text = String.raw`
      VMware ESXi 7.0.3 \[Releasebuild-19482537 x86\_64\]
      PCPU 3: no heartbeat (2/2 IPIs received)
      0x4539c0a1bd00:\[0x42000a101010\]con\_do\_work@(contosonic)#<None>+0x10 stack: 0x1
      `;
    const [frame] = framesOf(read(text));
    assert.equal(frame?.symbol?.value, 'con_do_work');
    assert.equal(wordsAt(outdent(text), frame.symbol.range), String.raw`con\_do\_work`);
    assert.equal(frame.address?.value, '0x42000a101010');
    assert.equal(wordsAt(outdent(text), frame.address.range), '0x42000a101010'.slice(2));
  });

  test('a photograph whose reader lost the blanks', () => {
    const crash = read(`
      VMwareESXServer[Releasebuild-153875]
      Spincountexceeded(iplLock)-possibledeadlock
      frame=0x2970580ip=0x634ff3cr2=0x0cr3=0x1401000cr4=0x6f0
      eax=0xffffffffebx=0xffffffffecx=0x1edx=0x20
      0:1024/console *1:1094/vmm0:M100
      @BlueScreen:Spincountexceeded(iplLock)-possibledeadlock
      0x1402a90:[0x634ff3]SP_WaitLock+0x1castack:0x2970600,0x1402ab8,0x9d75ef
      VMKuptime:12:04:51:08.772TSC:2979616664595013
      `);
    assert.equal(crash.message?.form, 'spin-count');
    assert.equal(crash.message.lock?.value, 'iplLock');
    assert.equal(
      registersOf(crash),
      'frame=0x2970580 ip=0x634ff3 cr2=0x0 cr3=0x1401000 cr4=0x6f0 eax=0xffffffff ebx=0xffffffff ecx=0x1 edx=0x20',
    );
    const [frame] = framesOf(crash);
    assert.equal(frame?.offset?.value, '0x1ca');
    assert.deepEqual(
      frame.words.map(({ value }) => value),
      ['0x2970600', '0x1402ab8', '0x9d75ef'],
    );
    assert.equal(crash.system.uptime?.value, '12:04:51:08.772');
  });
});
