import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { first, onlyCrash } from '../../helpers/ask.js';
import { printScreen } from '../../helpers/screens.js';
import { lineOf } from '../../helpers/text.js';

describe('the service console of classic ESX', () => {
  test('that hangs is what was silent, not a PCPU', () => {
    const { kind, waits, verdict } = onlyCrash(printScreen({ headline: 'Lost heartbeat', frames: ['Panic+0x1'] }));
    assert.equal(kind, 'heartbeat');
    assert.equal(first(waits).resource.name, "the service console's heartbeat");
    assert.match(verdict.summary, /^The service console gave no sign of life/);
    assert.doesNotMatch(verdict.summary, /PCPU/);
  });

  const oops = (...trace: readonly string[]): string =>
    `${printScreen({ headline: 'Oops', frames: ['blk_dev+0xbd98d934'] })}${trace.join('\n')}\n`;

  test('that crashes tells the place in its own trace, not on the screen’s stack', () => {
    const text = oops(
      '<4>EIP is at cd_finish [kernel] 0xa5 (2.4.21-1.ELvmnix/i686)',
      '<4>Process rescan (pid: 99, stackpage=c2)',
    );
    const { verdict } = onlyCrash(text);
    assert.match(verdict.summary, /crashed in cd_finish, while rescan ran, and took the host with it/);
    assert.equal(verdict.blamed, null, 'the place is in its kernel');
    assert.deepEqual(verdict.evidence.map(({ line }) => line).slice(-2), [
      lineOf(text, 'EIP is at'),
      lineOf(text, 'Process rescan'),
    ]);
  });

  test('that crashes in a module of its own blames that module', () => {
    const { verdict } = onlyCrash(oops('<4>EIP is at contoso_poll [contosoagent] 0x15 (2.4.21-1.ELvmnix/i686)'));
    assert.deepEqual([verdict.blamed?.module, verdict.blamed?.symbol], ['contosoagent', 'contoso_poll']);
    assert.equal(verdict.category, 'driver-bug');
  });

  test('that crashes without a trace is said to be the console, and no more', () => {
    const { verdict } = onlyCrash(oops());
    assert.match(verdict.summary, /^The Linux kernel of the service console crashed, and took the host with it/);
    assert.equal(verdict.confidence, 'low');
  });
});
