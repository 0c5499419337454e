import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCase } from '../../../server/src/service.js';
import { printScreen } from '../../helpers/screens.js';

const LOGS: Readonly<Record<string, string>> = {
  'a soft lockup': '[ 1234.567890] watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [kworker/3:1:1234]\n',
  'a kernel panic': '[   12.345678] Kernel panic - not syncing: Fatal exception\n',
  'a stall of RCU': 'INFO: rcu_sched self-detected stall on CPU\n',
  'a call trace': '[  1.5] Call Trace:\n[  1.5]  dump_stack+0x5c/0x80\n[  1.5]  panic+0xe7/0x247\n',
  'a bare list of its functions': 'CPU A:\n _raw_spin_lock_irqsave+0x32\n contosonic_poll+0x16\n',
  'a null pointer': '[ 99.1] BUG: kernel NULL pointer dereference, address: 0000000000000010\n',
};

for (const [what, text] of Object.entries(LOGS)) {
  test(`${what} of Linux is recognised and said not to be triaged`, () => {
    const { document } = openCase(text);
    assert.equal(document.dialect, 'linux');
    assert.deepEqual(document.crashes, []);
    assert.match(document.remark ?? '', /Linux kernel log.*does not triage it yet/);
  });
}

test('a purple screen in the same file counts', () => {
  const { document } = openCase(`${LOGS['a soft lockup'] ?? ''}${printScreen()}`);
  assert.equal(document.dialect, 'psod');
  assert.equal(document.crashes.length, 1);
  assert.equal(document.remark, null);
});
