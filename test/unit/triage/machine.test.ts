import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';
import { printAnalysis } from '../../helpers/transcripts.js';

/** Why the line that holds `words` is evidence. */
function whyOf(text: string, words: string): string {
  const line = lineOf(text, words);
  return onlyCrash(text).verdict.evidence.find((evidence) => evidence.line === line)?.why ?? '';
}

describe('a machine check is decoded wherever it is printed', () => {
  test('in the message of a purple screen', () => {
    const text = 'MC: PCPU3 B:7 S:0xfe00000000010090 M:0x200400c08b501e86 A:0x3f58a3f80 5\n';
    assert.match(whyOf(text, 'MC: PCPU3'), /^bank 7: a memory controller error .*not corrected/);
  });

  test('in the log lines of the kernel', () => {
    const text = `${printScreen({ headline: 'Machine Check Exception on PCPU3 in world 4136:vmm0', frames: [] })}cpu3:4136)ALERT: MCA: 200: UC Excp G5 B1 Sbf80000000000114 Aaf9e74900 M86\n`;
    assert.match(whyOf(text, 'Excp G5'), /^bank 1: an error in the cache hierarchy/);
  });

  test('in the kernel’s own words, where the status is masked', () => {
    const text = `${printScreen({ headline: 'Machine Check Exception on PCPU3 in world 4136:vmm0', frames: [] })}cpu3:4136)ALERT: MCA: 200: UC Excp G5 B7 XXXXXX Memory Controller Read error on Channel 2.\n`;
    assert.match(whyOf(text, 'Excp G5'), /^bank 7: the kernel calls it "Memory Controller Read error on Channel 2"/);
    assert.match(onlyCrash(text).verdict.summary, /^The processor of PCPU 3 .* It speaks of a memory module/);
  });

  test('in the message of ESX 4', () => {
    const headline = 'Hardware (Machine) Error: Uncorrected ECC error in L3 Cache. PCPU3 in world 4099:idle3';
    const { verdict } = onlyCrash(printScreen({ headline, frames: [] }));
    assert.match(
      verdict.summary,
      /^The processor of PCPU 3 .* It speaks of the processor's cache; the kernel calls it "Uncorrected ECC error/,
    );
  });

  test('as memory where the processor only met data that was damaged before', () => {
    const text = `${printScreen({ headline: 'Machine Check Exception on PCPU3 in world 4136:vmm0', frames: [] })}cpu3:4136)ALERT: MCA: 200: SRAR Excp G7 B1 XXXXXX Cache Hierarchy: Level 0 Data Cache DataRead Error.\n`;
    assert.match(
      onlyCrash(text).verdict.summary,
      /speaks of a memory module, its channel or its controller; the kernel calls it "Cache Hierarchy: /,
    );
    assert.match(whyOf(text, 'SRAR'), /memory that was damaged before the processor used it/);
  });

  test('together with the errors that were corrected before, by their number', () => {
    const corrected =
      'cpu3:4136)MCA: 207: CE Poll G0 B7 S8c00004000010092 A12f4a9c40 M86 P12f4a9c40/40 Memory Controller Read error on Channel 2.\n';
    const screen = printScreen({ headline: 'Machine Check Exception on PCPU3 in world 4136:vmm0', frames: [] });
    const fatal = 'cpu3:4136)ALERT: MCA: 200: UC Excp G5 B7 Sbe00000000010092 A12f4a9c40 M86\n';
    const { verdict } = onlyCrash(`${corrected}${corrected}${fatal}${screen}`);
    const why = new Map(verdict.evidence.map((evidence) => [evidence.line, evidence.why]));
    assert.match(why.get(0) ?? '', /the first of 2 that were corrected$/);
    assert.match(why.get(2) ?? '', /^bank 7: .*not corrected/);
    assert.equal(verdict.blamed?.line, 2, 'the one that stopped the host');
  });

  test('in the arguments of 0x9C', () => {
    const text = printAnalysis({
      headline: 'MACHINE_CHECK_EXCEPTION (9c)',
      parameters: ['2', 'ffffc30112345060', 'be000000', '800400'],
    });
    assert.match(whyOf(text, 'Arg3: '), /^bank 2: an internal timer error/);
  });

  test('in the words of an error record', () => {
    const analysis = printAnalysis({
      headline: 'WHEA_UNCORRECTABLE_ERROR (124)',
      parameters: ['0', 'ffffc30112345060', '0', '0'],
    });
    const text = `${analysis}0: kd> !errrec ffffc30112345060\nError         : BUSLG_OBS_ERR_*_NOTIMEOUT_ERR (Proc 0 Bank 4)\nStatus        : 0xfa00000000070e0f\n`;
    assert.match(whyOf(text, 'Status '), /a bus or interconnect error/);
  });

  test('a bank without an error says nothing', () => {
    const text = printAnalysis({
      headline: 'WHEA_UNCORRECTABLE_ERROR (124)',
      parameters: ['0', 'ffffc30112345060', '0', '0'],
    });
    const { verdict } = onlyCrash(text);
    assert.equal(verdict.blamed?.module, 'hardware');
    assert.match(verdict.confidenceNote ?? '', /which part is not in this text/);
  });
});

describe('an error of PCI Express', () => {
  test('names the device of an error record', () => {
    const analysis = printAnalysis({
      headline: 'WHEA_UNCORRECTABLE_ERROR (124)',
      parameters: ['4', 'ffffc30112345060', '0', '0'],
    });
    const { verdict } = onlyCrash(
      `${analysis}0: kd> !errrec ffffc30112345060\nDevice Id     :\n  VenId:DevId : 1ab4:7a01\n`,
    );
    assert.match(verdict.summary, /PCI Express device 1ab4:7a01 is named/);
  });

  test('names the device of a non-maskable interrupt', () => {
    const text =
      'cpu0:2098654)ALERT: ApeiHEST: 327: Fatal error from 0000:3b:00.0(PCI Express Endpoint), VID:1ab4, DID:7a01 DevSts: 0xd.\ncpu0:2098654)NMI: 1031: ApeiHESTNmiHandler requested PSOD\n';
    const { verdict, kind } = onlyCrash(text);
    assert.equal(kind, 'nmi');
    assert.match(verdict.summary, /0000:3b:00\.0 reported a fatal error/);
    assert.equal(verdict.confidence, 'high');
  });
});

describe('a kernel stack that was used up', () => {
  const doubleFault = (frames: readonly string[]) =>
    onlyCrash(
      printAnalysis({
        headline: 'UNEXPECTED_KERNEL_MODE_TRAP (7f)',
        parameters: ['8', '80050031', '6f8', 'fffff80312345678'],
        frames,
      }),
    ).verdict;
  const TOP = ['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69', 'nt!KiDoubleFaultAbort+0xb3', 'contosonic!Log+0x10'];

  test('is laid to the driver whose frames fill it, not to the one on top', () => {
    const verdict = doubleFault([
      ...TOP,
      ...Array.from({ length: 12 }, (_, index) => `tailspin!Walk+0x${(index + 16).toString(16)}`),
    ]);
    assert.equal(verdict.blamed?.module, 'tailspin');
    assert.match(verdict.summary, /12 of 16 frames are tailspin's/);
  });

  test('is laid to nobody where no driver fills it', () => {
    const verdict = doubleFault([...TOP, ...Array.from({ length: 12 }, () => 'nt!MmAccessFault+0x19')]);
    assert.equal(verdict.blamed, null);
  });
});
