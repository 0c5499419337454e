import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chooseSteps } from '../../../server/src/triage/nextSteps.js';
import { step } from '../../../server/src/triage/facts.js';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { EXCEPTION, PAGE_FAULT } from '../../helpers/traps.js';
import { CLOCK_NOTICED, IDLE_DPCS, printAnalysis } from '../../helpers/transcripts.js';

const commandsOf = (text: string): readonly (string | null)[] =>
  onlyCrash(text).verdict.nextSteps.map(({ command }) => command);

describe('next steps', () => {
  test('are no more than a person takes, each command once, in the order of their worth', () => {
    const many = Array.from({ length: 12 }, (_, index) => step(`step ${index}`, `command ${Math.floor(index / 2)}`));
    assert.deepEqual(
      chooseSteps([...many, step('only words'), step('only words')]).map(({ title }) => title),
      ['step 0', 'step 2', 'step 4', 'step 6', 'step 8', 'step 10', 'only words'],
    );
  });

  test('take into one what one tells in words and the other as a command', () => {
    const steps = [
      step('Run !errrec on argument 2.'),
      step('Decode the record', '!errrec 0xffff'),
      step('Show it', '!whea'),
    ];
    assert.deepEqual(
      chooseSteps(steps).map(({ title, command }) => [title, command]),
      [
        ['Run !errrec on argument 2.', '!errrec 0xffff'],
        ['Show it', '!whea'],
      ],
    );
  });

  test('ask who has cut an analysis for the rest of it', () => {
    const { nextSteps } = onlyCrash(printAnalysis({ headline: 'BAD_POOL_HEADER (19)' })).verdict;
    const analysis = nextSteps.find(({ command }) => command === '!analyze -v');
    assert.equal(analysis?.title, 'Ask for all that the analysis prints: its stack is missing here');
  });

  test('ask first who takes the case of a release whose support has ended', () => {
    const caseOf = (product: string): string | undefined =>
      onlyCrash(printScreen({ product })).verdict.nextSteps.find(({ command }) => command === 'vm-support')?.title;
    assert.match(caseOf('VMware ESX Server [Releasebuild-153875]') ?? '', /support for this release has ended/);
    assert.doesNotMatch(caseOf('VMware ESXi 9.0.0 [Releasebuild-24755229 x86_64]') ?? '', /has ended/);
  });

  test('lead to the article of a documented case for which no fix is known', () => {
    const [first] = onlyCrash(
      printScreen({
        headline: '#PF Exception 14 in world 2099001:fdsAIO IP 0x42001c6a4d12 addr 0xe8',
        frames: ['PanicvPanicInt@vmkernel#nover+0x327', 'LibAIODoAsyncIO@vmkernel#nover+0x1d'],
      }),
    ).verdict.nextSteps;
    assert.match(first?.title ?? '', /^KB 367534: read whether a fix is out/);
    assert.match(first?.url ?? '', /^https:/);
  });

  test('look for an article only where none is known', () => {
    const caseOf = (...frames: readonly string[]): string | undefined =>
      onlyCrash(
        printScreen({ headline: '#PF Exception 14 in world 2099001:fdsAIO IP 0x42001c6a4d12 addr 0xe8', frames }),
      ).verdict.nextSteps.find(({ command }) => command === 'vm-support')?.title;
    assert.match(caseOf('LibAIODoAsyncIO@vmkernel#nover+0x1d') ?? '', /^If KB 367534 is not what happened here/);
    assert.match(caseOf('Contoso_Poll@vmkernel#nover+0x1d') ?? '', /^Look for this message and these frames/);
  });

  test('look for nothing that the text does not hold', () => {
    const { nextSteps } = onlyCrash('CPU 52 / World 69093 tried to re-acquire lock').verdict;
    assert.ok(nextSteps.some(({ title }) => title.startsWith('Look for this message in the knowledge base')));
  });

  test('advise what the page of the bug check advises, without its number in front', () => {
    const { nextSteps } = onlyCrash(
      printAnalysis({ headline: 'DRIVER_POWER_STATE_FAILURE (9f)', parameters: ['3', 'ffffc30112345060', '0', '0'] }),
    ).verdict;
    assert.match(nextSteps[0]?.title ?? '', /^Run !irp on argument 4/);
  });

  test('ask for symbols where the functions of the kernel have no names', () => {
    const headline = 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)';
    const load = '.symfix; .reload; !analyze -v';
    assert.equal(commandsOf(printAnalysis({ headline, frames: ['nt+0x70e00', 'nt+0x703a9'] }))[0], load);
    assert.ok(!commandsOf(printAnalysis({ headline, frames: PAGE_FAULT })).includes(load));
  });

  test('begin with the moment of the fault where its address is printed', () => {
    const text = printAnalysis({
      headline: 'SYSTEM_SERVICE_EXCEPTION (3b)',
      parameters: ['c0000005', 'fffff80312345678', 'ffffc30112345060', '0'],
      keys: ['CONTEXT:  ffffc30112345060 -- (.cxr 0xffffc30112345060)'],
      frames: [...EXCEPTION, 'contosonic!Copy+0x10'],
    });
    assert.equal(commandsOf(text)[0], '.cxr 0xffffc30112345060');
  });

  test('carry the driver and its addresses, and nothing that is left to fill in', () => {
    const commands = commandsOf(
      printAnalysis({
        headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
        parameters: ['28', '2', '0', 'fffff80312345678'],
        frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
      }),
    );
    assert.ok(commands.includes('lmvm contosonic'));
    assert.ok(commands.includes('ln 0xfffff80312345678'));
    assert.ok(commands.includes('verifier /standard /driver contosonic.sys'));
    assert.ok(commands.every((command) => !/\{\d\}|NAME/.test(command ?? '')));
  });

  test('do not ask for the analysis that is already there', () => {
    const text = printAnalysis({ headline: 'BAD_POOL_HEADER (19)', frames: ['nt!KeBugCheckEx', 'nt!ExFreePool+0x9'] });
    assert.ok(commandsOf(text).every((command) => command !== '!analyze -v'));
  });

  test('read the record of the DPC watchdog from the argument that holds it', () => {
    const block = 'dt nt!DPC_WATCHDOG_GLOBAL_TRIAGE_BLOCK 0xfffff80312345678';
    const frames = [...CLOCK_NOTICED, 'contosonic!TxDone+0x51', ...IDLE_DPCS];
    assert.ok(
      commandsOf(printAnalysis({ parameters: ['0', '501', '500', 'fffff80312345678'], frames })).includes(block),
    );
    assert.ok(
      commandsOf(printAnalysis({ parameters: ['1', '1e00', 'fffff80312345678', '0'], frames })).includes(block),
    );
  });

  test('leave out what the pack gives for another case of the same bug check', () => {
    const commands = commandsOf(
      printAnalysis({
        headline: 'DRIVER_POWER_STATE_FAILURE (9f)',
        parameters: ['3', 'ffffc30112345060', 'fffff80312345678', 'ffffc301a2b3c4d0'],
      }),
    );
    assert.ok(commands.includes('!irp 0xffffc301a2b3c4d0 1'));
    assert.ok(commands.every((command) => !command?.startsWith('!thread')));
  });

  test('decode the error record of WHEA', () => {
    const text = printAnalysis({
      headline: 'WHEA_UNCORRECTABLE_ERROR (124)',
      parameters: ['0', 'ffffc30112345060', 'be000000', '800400'],
    });
    assert.ok(commandsOf(text).includes('!errrec 0xffffc30112345060'));
  });

  test('name the module and its package on ESXi', () => {
    const headline = '#PF Exception 14 in world 4711:vmnic1-poll IP 0x42001e addr 0x28';
    const product = 'VMware ESXi 7.0.3 [Releasebuild-19193900 x86_64]';
    const commands = commandsOf(printScreen({ product, headline, frames: ['f@(contosonic)#<None>+0x1'] }));
    assert.deepEqual(commands.slice(0, 2), [
      'esxcli system module get -m contosonic',
      'esxcli software vib list | grep -i contosonic',
    ]);
  });

  test('use the tools of the generation that crashed', () => {
    const headline = '#PF Exception 14 in world 4711:vmnic1-poll IP 0x42001e addr 0x28';
    const TOOLS: readonly (readonly [product: string, module: string | null, log: string])[] = [
      ['VMware ESX Server [Releasebuild-153875]', null, 'vmkdump -l /root/vmkernel-zdump-*'],
      [
        'VMware ESX [Releasebuild-164009 X86_64]',
        'vmkload_mod -s contosonic',
        'vmkdump_extract -l /root/vmkernel-zdump-*',
      ],
      [
        'VMware ESXi 4.1.0 [Releasebuild-260247 X86_64]',
        'vmkload_mod -s contosonic',
        'vmkdump_extract -l /var/core/vmkernel-zdump.1',
      ],
      [
        'VMware ESXi 8.0.2 [Releasebuild-22380479 x86_64]',
        'esxcli system module get -m contosonic',
        'vmkdump_extract -l /var/core/vmkernel-zdump.1',
      ],
    ];
    for (const [product, module, log] of TOOLS) {
      const commands = commandsOf(printScreen({ product, headline, frames: ['f@(contosonic)#<None>+0x1'] }));
      assert.equal(commands[0], module, product);
      assert.ok(commands.includes(log), product);
    }
  });

  test('of a module that comes with the host compare the build of the host', () => {
    const headline = '#PF Exception 14 in world 4711:nvme-worker IP 0x42001e addr 0x28';
    const frames = ['NvmeSubmit@(nvme_pcie)#<None>+0x1', 'Foo@vmkernel#nover+0x1'];
    assert.equal(commandsOf(printScreen({ headline, frames }))[0], 'vmware -vl');
  });

  test('do not show what is behind a null pointer or a mark of freed memory', () => {
    for (const address of ['28', 'feeefeeefeeefeee']) {
      const text = printAnalysis({
        headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
        parameters: [address, '2', '0', 'fffff80312345678'],
        frames: [...PAGE_FAULT, 'contosonic!Send+0x10'],
      });
      assert.ok(commandsOf(text).every((command) => !command?.startsWith('!pte')));
    }
  });

  test('of one case only are given in that case, without saying so', () => {
    const stuck = (first: string) =>
      onlyCrash(
        printAnalysis({
          headline: 'DRIVER_POWER_STATE_FAILURE (9f)',
          parameters: [first, 'ffffe00112340060', 'ffffe00112350060', 'ffffe0011234bc20'],
        }),
      ).verdict.nextSteps;
    assert.ok(stuck('3').some(({ command }) => command === '!irp 0xffffe0011234bc20 1'));
    assert.ok(stuck('4').some(({ command }) => command === '!thread 0xffffe00112350060'));
    for (const { title, command } of stuck('3')) {
      assert.doesNotMatch(title, /argument 1 =/);
      assert.doesNotMatch(command ?? '', /^!thread/);
    }
  });

  test('for a part of Windows are its updates, not those of a vendor', () => {
    const { nextSteps } = onlyCrash(
      printAnalysis({
        headline: 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)',
        parameters: ['28', '2', '0', 'fffff80312345678'],
        frames: [...PAGE_FAULT, 'tcpip!TcpReceive+0x10'],
      }),
    ).verdict;
    const titles = nextSteps.map(({ title }) => title).join('\n');
    assert.match(titles, /Install the latest updates of Windows: tcpip/);
    assert.doesNotMatch(titles, /from its vendor|Driver Verifier/);
  });
});
