import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { first, onlyCrash } from '../../../helpers/ask.js';
import { printScreen } from '../../../helpers/screens.js';

const headline =
  'NMI IPI: Panic requested by another PCPU. RIPOFF(base):RBP:CS [0x11d2a5(0x418003a00000):0x1:0x4010] (Src 0x1, CPU2)';

describe('a panic that another PCPU asked for', () => {
  test('is a wait for the one that panicked; who asked is not printed', () => {
    const { kind, waits } = onlyCrash(printScreen({ headline, worlds: [], frames: ['Panic+0x1', 'Foo+0x2'] }));
    assert.equal(kind, 'nmi');
    const wait = first(waits);
    assert.equal(wait.resource.type, 'ipi');
    assert.deepEqual([first(wait.waiters).name, first(wait.waiters).cpu], ['another PCPU', null]);
    assert.deepEqual([first(wait.owners).cpu, first(wait.owners).basis], [2, 'named']);
  });

  test('says what ran there, and that the log must tell whether that is to blame', () => {
    const text = printScreen({ headline, worlds: [], frames: ['csnicPoll@(contosonic)#<None>+0x5f'] });
    const { verdict } = onlyCrash(text);
    assert.match(verdict.summary, /^Another PCPU asked PCPU 2 to panic/);
    assert.match(verdict.summary, /csnicPoll of contosonic is what kept it busy; if not, that is innocent/);
    assert.equal(verdict.blamed, null);
  });

  test('with a saved backtrace is what that one says', () => {
    const saved = { heading: 'Saved backtrace from: pcpu 2 Heartbeat NMI', frames: ['Foo+0x1'] };
    const { kind, waits } = onlyCrash(printScreen({ headline, frames: ['Panic+0x1'], saved }));
    assert.equal(kind, 'heartbeat');
    assert.deepEqual(
      waits.map(({ resource }) => resource.type),
      ['cpu-heartbeat'],
    );
  });
});
