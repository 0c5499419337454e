import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findSelectionRanges } from '../../../server/src/service.js';
import { Asked } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printScreen } from '../../helpers/screens.js';

describe('the steps of a growing selection', () => {
  const screen = new Asked(`Seen on host 12:\n\n${printScreen()}\nregards\n`);

  test('from a function over its frame, the part and the stack to the crash and the whole text', () => {
    assert.deepEqual(screen.selections('⟦SP_WaitLock⟧+0x1b6'), [
      'SP_WaitLock+0x1b6',
      '0x1402a40:[0x621230]SP_WaitLock+0x1b6 stack: 0x2b04e40, 0x1426a98, 0x0',
      '2 lines',
      '10 lines',
      '17 lines',
      '22 lines',
    ]);
  });

  test('from a function over its module to its frame', () => {
    const transcript = new Asked(readSample('windbg-0x133-driver.txt'));
    const [name, whole, frame] = transcript.selections('contosonic!⟦RxRing_Poll⟧+0x2d1');
    assert.deepEqual([name, whole], ['RxRing_Poll+0x2d1', 'contosonic!RxRing_Poll+0x2d1']);
    assert.match(frame ?? '', /^ffffd60c`0e2ad9c0 .*contosonic!RxRing_Poll\+0x2d1$/);
  });

  test('from a register over all registers', () => {
    assert.deepEqual(screen.selections('⟦ebx⟧=0xffffffff').slice(0, 2), ['ebx=0xffffffff', '2 lines']);
  });

  test('from one PCPU over the list', () => {
    assert.deepEqual(screen.selections('1:1025/⟦vmm0:app⟧').slice(0, 2), [
      '1:1025/vmm0:app',
      '*0:1024/console 1:1025/vmm0:app 2:1026/vmware-vm 3:1027/mks:app',
    ]);
  });

  test('from prose to the whole text', () => {
    assert.deepEqual(screen.selections('Seen ⟦on⟧ host'), ['22 lines']);
  });

  test('each step lies within the next', () => {
    const transcript = new Asked(readSample('windbg-0x133.txt'));
    const { length } = transcript.opened.lines;
    for (let line = 0; line < length; line++) {
      const [innermost] = findSelectionRanges(transcript.opened, [{ line, character: 5 }]);
      for (let step = innermost; step?.parent; step = step.parent) {
        const { range, parent } = step;
        const size = ({ start, end }: typeof range): number =>
          (end.line - start.line) * 1000 + end.character - start.character;
        assert.ok(size(range) < size(parent.range), `line ${line + 1}`);
      }
    }
  });

  test('a place behind the end of the text selects nothing', () => {
    const position = { line: 1000, character: 3 };
    assert.deepEqual(findSelectionRanges(screen.opened, [position]), [{ range: { start: position, end: position } }]);
  });
});
