import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Asked } from '../../helpers/ask.js';
import { renderMarkdown } from '../../helpers/renderMarkdown.js';
import { readSample } from '../../helpers/samples.js';
import { printFrames, printScreen } from '../../helpers/screens.js';
import { printAnalysis } from '../../helpers/transcripts.js';

describe('hovers of a purple screen', () => {
  const screen = new Asked(readSample('psod-spin-count.psod'));

  test('a waiting function: what it is, who waits here, the same on Windows, how sure that is', () => {
    const hover = screen.hover('⟦SP_WaitLock⟧');
    assert.match(hover, /^\*\*SP_WaitLock\*\* · \*vmkernel\* · \*spin wait\*/);
    assert.match(hover, /\*\*Here:\*\* PCPU 0 waits for pathListLock\. This CPU is the victim\./);
    assert.match(hover, /\[7 candidates\]\(command:dumplens\.showLocations\?/);
    assert.match(hover, /On Windows.* hang.*Windows 8.*0x133/);
    assert.match(hover, /seen in real logs/);
  });

  test('an interrupted or noticing function: its part in the story', () => {
    assert.match(screen.hover('⟦HostSyscall⟧'), /it was interrupted/);
    assert.match(screen.hover('⟦Panic⟧+0x10'), /noticed the trouble, not to what caused it/);
    assert.match(screen.hover('⟦BH_Check⟧'), /wanted the lock/);
  });

  test('a bottom half is compared with a DPC', () => {
    assert.match(screen.hover('⟦BH_Check⟧'), /On Windows: A DPC/);
  });

  test('a symbol that is only the nearest one says so, as a guess', () => {
    const hover = screen.hover('⟦cosShadow⟧+0x31d06');
    assert.match(hover, /^\*\*cosShadow\+0x31d06\*\* · \*nearest symbol\*/);
    assert.match(
      hover,
      /^\*Only the nearest symbol.*code at 0x9d7d07.*Do not read cosShadow as the function that ran\.\*$/m,
    );
    assert.match(screen.hover('⟦cosShadow⟧+0x2d1'), /Only the nearest symbol/);
  });

  test('all-ones registers mean an explicit panic without a trap frame', () => {
    assert.match(screen.hover('⟦ebx=0xffffffff⟧'), /all ones: .*no fault.*no trap frame/);
    assert.doesNotMatch(screen.hover('⟦cr3=0x1e801000⟧'), /all ones/);
  });

  test('a row of the PCPU list: what runs there and what part it may play', () => {
    const candidate = screen.hover('⟦2:1088/vmware-vm⟧');
    assert.match(candidate, /^\*\*PCPU 2\*\* · \*world 1088\* · \*vmware-vm\*/);
    assert.match(candidate, /^\*One of 7 candidates for pathListLock.*nothing on this screen accuses or clears it/m);
    const victim = screen.hover('*⟦0:1024⟧/console');
    assert.match(victim, /star marks the CPU that panicked/);
    assert.doesNotMatch(victim, /candidate/);
  });

  test('the candidates’ link shows the candidates’ rows, not the victim’s', () => {
    assert.deepEqual(screen.jumps('⟦SP_WaitLock⟧'), [
      '1:1102/vmm0:app0',
      '2:1088/vmware-vm',
      '3:1121/mks:app01',
      '4:1113/vmm1:web0',
      '5:1029/idle5',
      '6:1097/vmm0:web0',
      '7:1131/vmm0:mail',
    ]);
    assert.deepEqual(screen.jumps('⟦2:1088/vmware-vm⟧'), [
      '0x1426a6c:[0x62db87]SP_WaitLock+0x1b6 stack: 0x2b04e40, 0x1426a98, 0x9d7d07',
    ]);
  });

  test('an accused PCPU that no list shows: who accuses it', () => {
    const named = new Asked(readSample('psod-spin-count-owner.psod'));
    assert.match(named.hover('^Spin count exceeded - possible deadlock with PCPU ⟦3⟧'), /^\*\*PCPU 3\*\*/);
  });

  test('the lock: who waits for it, and its address as a guess', () => {
    const hover = screen.hover('^Spin count exceeded (⟦pathListLock⟧)');
    assert.match(hover, /PCPU 0 waits for pathListLock/);
    assert.match(hover, /^\*Its address may be 0x2b04e40.*first stack word.*\*$/m);
  });

  test('the uptime in words', () => {
    assert.match(screen.hover('⟦12:04:51:08.772⟧'), /12 d 4 h 51 min/);
  });

  test('the heading and frames of the owner’s backtrace', () => {
    const named = new Asked(readSample('psod-spin-count-owner.psod'));
    assert.match(named.hover('Saved backtrace ⟦from⟧'), /stack of another CPU/);
    assert.match(named.hover('⟦BitVector_NextBit⟧'), /on the stack of the CPU that held the lock/);
  });

  test('a function without an entry: what its module and name tell, marked as a guess', () => {
    const unknown = new Asked(
      printScreen({ frames: ['Panic+0x10', 'Quux_Frob@(contosonic)#<None>+0x5f', 'Frobnicate+0x3'] }),
    );
    assert.match(
      unknown.hover('⟦Quux_Frob⟧'),
      /^\*No entry for this function, nor for its module contosonic\. What.*only be guessed from its name\.\*$/m,
    );
    assert.match(
      unknown.hover('⟦Frobnicate⟧'),
      /^\*No entry for this function; its module vmkernel is known \(core kernel, VMware\)\./m,
    );
  });

  test('a module', () => {
    const named = new Asked(readSample('psod-spin-count-owner.psod'));
    assert.match(named.hover('TransferDispatchExtent@(⟦hbr_filter⟧)'), /^\*\*hbr_filter\*\*.*vSphere Replication/s);
  });

  test('a module whose product is called like its class is described once', () => {
    const named = new Asked(readSample('psod-spin-count-owner.psod'));
    assert.match(named.hover('TransferDispatchExtent@(⟦hbr_filter⟧)'), /\* · \*replication filter\* · \*VMware\*$/m);
  });

  test('a class that says nothing is not named', () => {
    const stack = ['nt!KeBugCheckEx', 'TestDriver!Send+0x10', 'nt!IopLoadDriver+0x10'];
    const hover = new Asked(printAnalysis({ frames: stack })).hover('⟦TestDriver⟧!Send');
    assert.match(hover, /\*vendor unknown\*$/m);
  });

  test('what is waited for is called the same as elsewhere', () => {
    const silent = new Asked(printScreen({ headline: 'PCPU 2: no heartbeat, IPIs received (0/1).', worlds: [] }));
    assert.match(silent.hover('@BlueScreen: ⟦PCPU 2⟧'), /keeps the others waiting for a heartbeat/);
  });

  test('where a text lost its line breaks only the frame that waits says so', () => {
    const glued = new Asked(printScreen().replaceAll(/ stack: 0x2b04e40, 0x1426a98, 0x0\n0x/g, ' stack: 0x0 0x'));
    assert.match(glued.hover('⟦SP_WaitLock⟧'), /waits for iplLock/);
    assert.doesNotMatch(glued.hover('⟦BH_Check⟧'), /waits for iplLock/);
    assert.deepEqual(glued.definition('⟦BH_Check⟧'), []);
  });

  test('a trap of the processor by its number', () => {
    const fault = new Asked(readSample('psod-page-fault.psod'));
    assert.match(fault.hover('⟦Exception 14⟧'), /^\*\*Exception 14\*\*[^]*page fault/);
  });

  test('what the headline says, in plain words', () => {
    assert.match(screen.hover('^⟦Spin count exceeded⟧ ('), /^\*\*Spin count exceeded\*\*[^]*waited for a lock/);
    const failed = new Asked(printScreen({ headline: 'Machine Check Exception on PCPU3 in world 4136:vmm0' }));
    assert.match(failed.hover('^⟦Machine Check⟧ Exception on'), /reports a fault of the hardware/);
  });

  test('a word of the screen as a whole: the longest one, and no part of another', () => {
    const machine = new Asked(
      `${printScreen({ headline: 'Machine Check Exception on PCPU3 in world 4136:vmm0' })}cpu3:4136)ALERT: MCA: 200: SRAR Excp G7 B1 XXXXXX\ncpu3:4136)MCAIntel: 1120: Force retiring MPN 12f4a9\ncpu3:4136)MCALog: 77: one more\n`,
    );
    assert.match(machine.hover('ALERT: ⟦MCA⟧:'), /^\*\*MCA\*\*/);
    assert.match(machine.hover('⟦SRAR⟧'), /^\*\*SRAR\*\*[^]*about to use/);
    assert.match(machine.hover('⟦MCAIntel⟧'), /^\*\*MCAIntel\*\*/);
    assert.equal(machine.hasHover('⟦MCALog⟧'), false);
  });

  test('nothing where nothing stands', () => {
    assert.equal(screen.hasHover('^⟦frame⟧=0x14268b0'), true);
    assert.equal(screen.hasHover('Starting coredump to disk ⟦Starting⟧'), false);
  });
});

describe('hovers of a WinDbg transcript', () => {
  const transcript = new Asked(readSample('windbg-0x133.txt'));

  test('the bug check: meaning, causes, the verdict here, and the other known cause as a thing to check', () => {
    const hover = transcript.hover('⟦DPC_WATCHDOG_VIOLATION⟧ (133)');
    assert.match(hover, /^\*\*DPC_WATCHDOG_VIOLATION\*\* · \*0x133\*/);
    assert.match(hover, /\*\*Here:\*\* The platform firmware did not answer in time/);
    assert.match(hover, /^\*Also considered: .*thing to check.*ocnd64\.sys, version 11\.1\.145\.30.*\*$/m);
    assert.match(
      hover,
      /^\*Also considered: DEFAULT_BUCKET_ID speaks of a driver.*WIN8_DRIVER_FAULT is a generic label.*\*$/m,
    );
    assert.match(hover, /\[bug check 0x133\]\(<https:/);
  });

  test('the code leads to the same', () => {
    assert.equal(transcript.hover('(⟦133⟧)'), transcript.hover('⟦DPC_WATCHDOG_VIOLATION⟧ (133)'));
  });

  test('each argument is decoded by its value and by Arg1', () => {
    assert.match(transcript.hover('Arg1: ⟦0000000000000001⟧'), /\*\*Here:\*\* cumulative/);
    assert.match(
      transcript.hover('Arg2: ⟦0000000000003c0c⟧'),
      /15,372 ticks, about 240 s if the clock ticks every 15\.625 ms/,
    );
    const single = new Asked(printAnalysis({ parameters: ['0', '501', '500', 'ffffa400a1b2c340'] }));
    assert.match(single.hover('Arg1: ⟦0000000000000000⟧'), /\*\*Here:\*\* single/);
    assert.match(single.hover('Arg2: ⟦0000000000000501⟧'), /1,281 ticks, about 20 s/);
    assert.match(single.hover('Arg3: ⟦0000000000000500⟧'), /may run, in clock ticks/);
    assert.match(single.hover('Arg4: ⟦ffffa400a1b2c340⟧'), /DPC_WATCHDOG_GLOBAL_TRIAGE_BLOCK/);
  });

  test('an unknown bug check says that nothing is known of it', () => {
    const unknown = new Asked(
      printAnalysis({ headline: 'FROBNICATION_FAILED (7fe)', parameters: ['1', '2', '3', '4'] }),
    );
    assert.match(unknown.hover('⟦FROBNICATION_FAILED⟧'), /^\*No entry for this bug check/m);
    assert.match(unknown.hover('Arg1: ⟦0000000000000001⟧'), /^\*Nothing is known of this argument/m);
  });

  test('the IRQL by its number', () => {
    assert.match(
      transcript.hover('CURRENT_IRQL:  ⟦d⟧'),
      /^\*\*IRQL 13\*\* · \*x64\*[^]*level of the code that noticed/,
    );
    const dispatch = new Asked(printAnalysis({ keys: ['CURRENT_IRQL:  2'], frames: ['nt!KeBugCheckEx'] }));
    assert.match(dispatch.hover('CURRENT_IRQL:  ⟦2⟧'), /^\*\*IRQL 2\*\*[^]*DISPATCH/);
  });

  test('the debugger’s bucket is a generic label', () => {
    assert.match(transcript.hover('⟦WIN8_DRIVER_FAULT⟧'), /generic label.*does not say that a driver is at fault/);
  });

  test('the waiter and the frame that shows whose answer is missing lead to each other', () => {
    assert.match(transcript.hover('⟦PshedpWaitForOperationToComplete⟧'), /held by platform firmware\. \[show\]/);
    assert.match(transcript.hover('⟦PshedpWriteErrorRecordERST⟧'), /whose answer is missing.*\[show who waits\]/);
  });

  test('a meaning that was guessed from a name looks like a guess', () => {
    const hover = transcript.hover('⟦HalpCmcWorkerRoutine⟧');
    assert.match(hover, /^\*By its name, polls the processors for corrected machine checks.*\*$/m);
    assert.match(hover, /inferred from the name/);
  });

  test('code without a name is told as such', () => {
    assert.match(transcript.hover('::⟦FNODOBFM⟧::'), /debugger has no name for this piece of code/);
  });

  test('modules, known and unknown', () => {
    const crash = new Asked(readSample('windbg-0xd1.txt'));
    assert.match(crash.hover('⟦USBXHCI⟧!Bulk'), /USB 3.*messenger/s);
    assert.match(crash.hover('⟦fabrikamusb⟧+0x4a91'), /^\*No entry for this module/m);
  });

  test('code that is blamed says so, also where it has no function', () => {
    const crash = new Asked(readSample('windbg-0xd1.txt'));
    assert.match(
      crash.hover('00000000 ffffc60f`2b7e4c90 ffffc60f`2a3f8060 : ⟦fabrikamusb⟧+0x3d2c'),
      /^\*\*Here:\*\* the verdict blames this code; its confidence is \w+/m,
    );
    assert.doesNotMatch(crash.hover('⟦USBXHCI⟧!Bulk'), /blames/);
  });

  test('the value of an argument is a sentence', () => {
    assert.match(
      new Asked(readSample('windbg-0xd1.txt')).hover('Arg1: ⟦0000000000000028⟧'),
      /^\*\*Here:\*\* close to zero.*\.$/m,
    );
  });

  test('the uptime in words', () => {
    assert.match(new Asked(readSample('windbg-0xd1.txt')).hover('⟦1 days 6:44:18.925⟧'), /1 d 6 h 44 min/);
  });
});

describe('hostile words', () => {
  /** Markup that would run a command, load an image, open a page or break out of the text. */
  const HOSTILE: readonly string[] = [
    '](command:evil)',
    '[x](command:evil)',
    '![x](https://evil.test/)',
    '`</code><script>',
    '<img/src=x>',
    '**bold**',
    '$(bug)',
    '&lt;b&gt;',
    'https://evil.test',
    '\\](command:evil)',
  ];

  for (const name of HOSTILE) {
    test(`a function called ${name} is inert`, () => {
      const text = `VMware ESX Server [Releasebuild-1]\nSpin count exceeded (${name.replaceAll(')', '')}) - possible deadlock\n${printFrames(['Panic+0x10', `f${name}+0x3`])}\n`;
      const asked = new Asked(text);
      const hover = asked.hover('⟦f⟧' + name + '+0x3');
      const { kinds, words, links } = renderMarkdown(hover);
      // What a page does to a text is taken back: the backslash before a bracket, and its tags.
      assert.ok(words.includes(name.replace('\\]', ']').replace('</code>', '')), words);
      assert.deepEqual(
        links.filter((link) => !link.startsWith('command:dumplens.showLocations?')),
        [],
      );
      for (const kind of ['html', 'image', 'codespan', 'heading', 'list']) assert.equal(kinds.has(kind), false, kind);
      assert.doesNotMatch(hover, /(?<!\\)\$\(/);
    });
  }

  test('the command link’s argument cannot end the link', () => {
    const asked = new Asked(printScreen({ worlds: ['a)[x](command:evil', 'b)', 'c'] }));
    const links = [...asked.hover('⟦SP_WaitLock⟧').matchAll(/\(command:([^)]*)\)/g)].map(([, link]) => link ?? '');
    assert.equal(links.length, 1);
    assert.match(links[0] ?? '', /^dumplens\.showLocations\?[\w%.~!*'-]*$/);
  });
});
