import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeLens } from 'vscode-languageserver-types';
import { findCodeLenses, resolveCodeLens } from '../../../server/src/service.js';
import { Asked, URI } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';
import { wordsAt } from '../../helpers/text.js';
import { printAnalysis } from '../../helpers/transcripts.js';

describe('lenses of a purple screen', () => {
  const screen = new Asked(readSample('psod-spin-count.psod'));

  test('the verdict and the way to the report stand above the headline', () => {
    assert.deepEqual(screen.lensesAbove('VMware ESX Server'), [
      'PCPU 0 is the victim: it waited too long for spinlock pathListLock; the owner is not on this screen',
      'Triage this crash',
    ]);
  });

  test('a waiting frame says what it waits for and that the owner is not named', () => {
    assert.deepEqual(screen.lensesAbove('SP_WaitLock'), [
      'waits for spinlock pathListLock · owner not named, 7 candidates',
    ]);
  });

  test('a stack says how much of it is plumbing and where the story starts', () => {
    assert.deepEqual(screen.lensesAbove('Panic+0x10'), [
      '17 frames: 2 noticed · 8 asking for the lock · 7 interrupted (idle) · start reading at TimerBHHandlerLoop',
    ]);
  });

  test('other names and numbers stand there for another screen', () => {
    const other = new Asked(printScreen({ headline: 'Spin count exceeded (netLock) - possible deadlock', star: 3 }));
    assert.match(other.lensesAbove('VMware ESX Server')[0] ?? '', /^PCPU 3 is the victim.* netLock/);
    assert.deepEqual(other.lensesAbove('SP_WaitLock'), ['waits for spinlock netLock · owner not named, 3 candidates']);
  });

  test('an owner that the log names is named', () => {
    const named = new Asked(readSample('psod-spin-count-owner.psod'));
    assert.deepEqual(named.lensesAbove('SP_WaitLock'), ['waits for a spinlock · owner PCPU 3']);
    assert.deepEqual(named.lensesAbove('Saved backtrace'), ['8 frames of the owner, while others waited']);
  });
});

describe('lenses of a WinDbg transcript', () => {
  const transcript = new Asked(readSample('windbg-0x133.txt'));

  test('the verdict stands above the bug check', () => {
    const [verdict, triage] = transcript.lensesAbove('DPC_WATCHDOG_VIOLATION (133)');
    assert.match(verdict ?? '', /^Firmware did not answer in time: Windows wrote a hardware error record/);
    assert.equal(triage, 'Triage this crash');
  });

  test('a bug check that is named on that line is not named again', () => {
    const [verdict] = new Asked(readSample('windbg-0xd1.txt')).lensesAbove('DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)');
    assert.match(verdict ?? '', /^A bad address was touched at raised IRQL; fabrikamusb/);
  });

  test('where it stands only as a number it is named', () => {
    const unnamed = new Asked('BugCheck D1, {28, 2, 0, fffff8078a3d3d2c}\n');
    assert.match(unnamed.lensesAbove('BugCheck D1')[0] ?? '', /^DRIVER_IRQL_NOT_LESS_OR_EQUAL: a bad address/);
  });

  test('whoever is accused stands within what an editor shows of a line, however much there is to say', () => {
    const classes: Readonly<Record<string, string>> = {
      'DRIVER_VERIFIER_DETECTED_VIOLATION (c4)': 'nt!VerifierBugCheckIfAppropriate+0xe0',
      'KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE (162)': 'nt!KeAbPostRelease+0x1',
      'PAGE_FAULT_IN_NONPAGED_AREA (50)': 'nt!KiPageFault+0x42b',
      'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)': 'nt!KiPageFault+0x42b',
    };
    for (const [headline, above] of Object.entries(classes)) {
      const frames = ['nt!KeBugCheckEx', above, 'contosonic!TransmitPendingNetBufferLists+0x61'];
      const [verdict = ''] = new Asked(printAnalysis({ headline, frames })).lensesAbove(headline);
      assert.ok(verdict.length <= 121, verdict);
      assert.match(verdict, /contosonic/);
    }
  });

  test('a name of any length leaves room for its module and for what befell', () => {
    const headline = 'DRIVER_IRQL_NOT_LESS_OR_EQUAL (d1)';
    for (const length of [20, 60, 120, 400]) {
      const name = `Queue::Drain<${'a'.repeat(length)}>::Poll`;
      const frames = ['nt!KeBugCheckEx', 'nt!KiPageFault+0x42b', `contosonic!${name}+0x61`];
      const [verdict = ''] = new Asked(printAnalysis({ headline, frames })).lensesAbove(headline);
      assert.match(verdict, /^A bad address was touched at raised IRQL; Queue::Drain<a+.* of contosonic/);
      assert.ok(verdict.length <= 122, verdict);
    }
  });

  test('where only Windows is on the stack, that is one sentence', () => {
    const frames = ['nt!KeBugCheckEx', 'nt!KiPageFault+0x42b', 'win32k!NtGdiFlattenPath+0x61'];
    const asked = new Asked(
      printAnalysis({ headline: 'PAGE_FAULT_IN_NONPAGED_AREA (50)', parameters: ['0', '0', '0', '0'], frames }),
    );
    const [verdict] = asked.lensesAbove('PAGE_FAULT_IN_NONPAGED_AREA (50)');
    assert.match(verdict ?? '', /; only Windows is on the stack, first NtGdiFlattenPath of win32k$/);
  });

  test('an argument that is one of a list of cases is put into words', () => {
    assert.match(transcript.lensesAbove('Arg1:')[0] ?? '', /^1 = cumulative/);
    assert.deepEqual(transcript.lensesAbove('Arg2:'), []);
    const single = new Asked(printAnalysis({ parameters: ['0', '501', '500', '0'] }));
    assert.match(single.lensesAbove('Arg1:')[0] ?? '', /^0 = single/);
  });

  test('the waiting frame names the firmware as holder', () => {
    assert.match(
      transcript.lensesAbove('PshedpWaitForOperationToComplete')[0] ?? '',
      /^waits for firmware operation \(ERST write\) · held by platform firmware$/,
    );
  });

  test('the story starts below the clock interrupt', () => {
    assert.match(
      transcript.lensesAbove('nt!KeBugCheckEx')[0] ?? transcript.lensesAbove('STACK_TEXT')[0] ?? '',
      /^16 frames: 5 noticed · 11 interrupted · start reading at HalpTimerStallExecutionProcessor$/,
    );
  });
});

test('a stack of which nothing is to tell but its length has no lens', () => {
  const stack = 'ee21fd08 bf80ef2b contoso!Send+0x8\n0012fff4 00000000 kernel32!BaseProcessStart+0x23\n';
  const transcript = new Asked(`0: kd> kp\nChildEBP RetAddr\n${stack}`);
  assert.deepEqual(transcript.opened.crashes.length, 1);
  assert.equal(transcript.lensesAbove('kd> kp').length, 2);
});

describe('what a lens does', () => {
  test('the report is that of the crash below it, also for the second crash of a text', () => {
    const text = `${readSample('psod-spin-count.psod')}\n${readSample('windbg-0x133.txt')}`;
    const { opened } = new Asked(text);
    const commands = findCodeLenses(opened, URI).map((lens) => resolveCodeLens(opened, lens).command);
    const triage = commands.flatMap((command) => (command?.title === 'Triage this crash' ? [command] : []));
    assert.deepEqual(
      triage.map(({ command, arguments: argument }) => [command, argument]),
      [
        ['dumplens.triage', [URI, 0]],
        ['dumplens.triage', [URI, 1]],
      ],
    );
  });

  test('the candidates’ rows are shown by their ranges', () => {
    const screen = new Asked(readSample('psod-spin-count.psod'));
    const lens = findCodeLenses(screen.opened, URI)
      .map((each) => resolveCodeLens(screen.opened, each))
      .find(({ command }) => command?.title.startsWith('waits for'));
    assert.equal(lens?.command?.command, 'dumplens.showLocations');
    const [uri, position, ranges] = lens.command.arguments as [string, unknown, Parameters<typeof wordsAt>[1][]];
    assert.equal(uri, URI);
    assert.deepEqual(position, lens.range.start);
    assert.deepEqual(
      ranges.map((range) => wordsAt(screen.text, range)),
      [
        '1:1102/vmm0:app0',
        '2:1088/vmware-vm',
        '3:1121/mks:app01',
        '4:1113/vmm1:web0',
        '5:1029/idle5',
        '6:1097/vmm0:web0',
        '7:1131/vmm0:mail',
      ],
    );
  });

  test('a text without a crash has no lens', () => {
    assert.deepEqual(findCodeLenses(new Asked('nothing of interest\n').opened, URI), []);
  });
});

describe('the words of a lens come when it is seen', () => {
  const { opened } = new Asked(readSample('psod-spin-count.psod'));

  test('its place is all that is made at once', () => {
    for (const lens of findCodeLenses(opened, URI)) assert.equal(lens.command, undefined);
  });

  test('it knows its words also after a way through a client', () => {
    const [lens] = JSON.parse(JSON.stringify(findCodeLenses(opened, URI))) as CodeLens[];
    assert.ok(lens);
    assert.match(resolveCodeLens(opened, lens).command?.title ?? '', /^PCPU 0 is the victim/);
  });

  test('one of a crash that has gone meanwhile says nothing', () => {
    const gone = new Asked('nothing of interest\n').opened;
    for (const lens of findCodeLenses(opened, URI)) assert.equal(resolveCodeLens(gone, lens).command?.title, '');
  });

  test('one that is none of ours says nothing', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    for (const data of [null, 'x', {}, { part: 'toString', crash: 0 }, { part: 'wait', crash: 'all' }]) {
      assert.equal(resolveCodeLens(opened, { range, data }).command?.title, '');
    }
  });
});
