import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';

const alert = (device: string, status: string): string =>
  [
    `cpu0:2098654)ALERT: ApeiHEST: 327: Fatal error from ${device}(PCI Express Endpoint), VID:1ab4, DID:7a01 DevSts: 0xd${status}.`,
    'cpu0:2098654)NMI: 1031: ApeiHESTNmiHandler requested PSOD',
    '',
  ].join('\n');

describe('a fatal error of PCI Express', () => {
  const STATUSES: readonly (readonly [status: string, words: RegExp])[] = [
    [', AERUeSts: 0x2000', /flow control protocol error/],
    [', AERUeSts: 0x4000', /a request was not completed in time/],
    [', AERUeSts: 0x40020', /the link went down by surprise, a packet was malformed/],
  ];
  for (const [status, words] of STATUSES) {
    test(`with${status} is decoded`, () => {
      const { verdict } = onlyCrash(alert('0000:3b:00.0', status));
      assert.match(verdict.summary, words);
      assert.match(verdict.evidence[0]?.why ?? '', words);
    });
  }

  test('without a status names the device alone', () => {
    const { summary } = onlyCrash(alert('0000:3b:00.0', '')).verdict;
    assert.match(summary, /0000:3b:00\.0 reported a fatal error\. /);
  });

  test('has a command that shows the card, unless its address is masked', () => {
    const commandsFor = (device: string): readonly (string | null)[] =>
      onlyCrash(alert(device, '')).verdict.nextSteps.map(({ command }) => command);
    assert.ok(commandsFor('0000:3b:00.0').includes('lspci -v | grep -i -A 1 0000:3b:00.0'));
    assert.ok(commandsFor('0000:XX:00.0').every((command) => !command?.startsWith('lspci')));
  });
});
