import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BUGS } from '../../accuracy/bugs.js';
import { variantsOf } from '../../accuracy/variants.js';
import { onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { printAnalysis } from '../../helpers/transcripts.js';

const signature = (text: string): string => onlyCrash(text).signature;

/** What is missing at its end may be the functions that a signature has. */
const LOSES_FUNCTIONS = 'cut at its end';

for (const { name, text } of BUGS) {
  describe(name, () => {
    const whole = signature(text);

    for (const variant of variantsOf(text).filter((each) => each.name !== LOSES_FUNCTIONS)) {
      test(`${variant.name}: the same signature`, () => {
        assert.equal(signature(variant.text), whole);
      });
    }

    test('cut at its end it has the beginning of the signature', () => {
      const cut = variantsOf(text).find((variant) => variant.name === LOSES_FUNCTIONS);
      assert.ok(cut);
      assert.ok(whole.startsWith(signature(cut.text)));
    });

    test('carries no address', () => {
      assert.doesNotMatch(whole, /0x[\da-f]{6,}|[\da-f]{8}`|\d{6,}/);
    });
  });
}

test('variants are not the text that they are made of', () => {
  for (const { text } of BUGS) {
    const changed = variantsOf(text).filter((variant) => variant.text !== text);
    assert.ok(changed.length > 12, 'hardly anything was changed');
  }
});

test('different bugs have different signatures', () => {
  assert.equal(new Set(BUGS.map(({ text }) => signature(text))).size, BUGS.length);
});

describe('what does not tell crashes apart', () => {
  const FAULT = ['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69', 'nt!KiPageFault+0x469'];
  const faultIn = (frames: readonly string[], headline = 'SYSTEM_SERVICE_EXCEPTION (3b)'): string =>
    signature(printAnalysis({ headline, parameters: ['c0000005', '0', '0', '0'], frames: [...FAULT, ...frames] }));

  test('pieces into which a compiler cut a function', () => {
    const frames = (name: string): string => signature(printScreen({ frames: ['Panic+0x1', 'SP_WaitLock+0x2', name] }));
    assert.equal(frames('Ring_Send.isra.3+0x10'), frames('Ring_Send+0x20'));
    assert.equal(faultIn(['contosofs!Read$filt$0+0x10']), faultIn(['contosofs!Read+0x99']));
  });

  test('the name of the kernel’s file', () => {
    assert.equal(faultIn(['ntkrnlmp!NtReadFile+0x10']), faultIn(['nt!NtReadFile+0x10']));
  });

  test('where in a module without symbols it was', () => {
    assert.equal(faultIn(['contosofs+0x1234']), faultIn(['contosofs+0x4321']));
  });

  test('a function that calls itself, more or less often', () => {
    const recursive = (times: number): string[] => Array.from({ length: times }, () => 'contosofs!Walk+0x10');
    assert.equal(faultIn([...recursive(2), 'contosofs!Read+0x1']), faultIn([...recursive(9), 'contosofs!Read+0x1']));
  });

  test('what a CPU was doing that only noticed another one', () => {
    const silent = (work: string): string =>
      signature(printScreen({ headline: 'PCPU 2: no heartbeat (2/2 IPIs received)', frames: ['Panic+0x1', work] }));
    assert.equal(silent('Foo+0x1'), silent('Bar+0x1'));
  });

  test('a minidump’s variant of a bug check', () => {
    const whole = faultIn(['contosofs!Read+0x1'], 'SYSTEM_THREAD_EXCEPTION_NOT_HANDLED (7e)');
    assert.equal(faultIn(['contosofs!Read+0x1'], 'SYSTEM_THREAD_EXCEPTION_NOT_HANDLED_M (1000007e)'), whole);
  });
});

describe('what tells crashes apart', () => {
  test('the exception of a bug check that has one', () => {
    const stopped = (code: string): string =>
      signature(
        printAnalysis({
          headline: 'SYSTEM_SERVICE_EXCEPTION (3b)',
          parameters: [code, '0', '0', '0'],
          frames: ['nt!KeBugCheckEx', 'contosofs!Read+0x1'],
        }),
      );
    assert.notEqual(stopped('c0000005'), stopped('c0000094'));
    assert.equal(stopped('c0000005'), stopped('ffffffffc0000005'));
  });

  test('the silent CPU’s own stack', () => {
    const silent = (work: string): string =>
      signature(
        printScreen({
          headline: 'PCPU 2: no heartbeat (2/2 IPIs received)',
          frames: ['Panic+0x1'],
          saved: { heading: 'Saved backtrace from: pcpu 2 Heartbeat NMI', frames: [work] },
        }),
      );
    assert.notEqual(silent('Wait@(contosonic)#<None>+0x1'), silent('Wait@(tailspin)#<None>+0x1'));
  });
});
