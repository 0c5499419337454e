import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';

const timeOf = (text: string): string | null => onlyCrash(text).crash.system.time?.value ?? null;

test('a log says when it crashed: the time of its first line', () => {
  assert.equal(timeOf(readSample('psod-spin-count-owner.psod')), '2021-03-18T06:42:17.318Z');
});

test('a digest says when it crashed', () => {
  const digest = `Panic Details: Crash at 2022-04-05T06:07:08.901Z on CPU 3 running world 4711 - sh. VMK Uptime:1:02:03:04.005
Panic Message: @BlueScreen: CrashMe
Backtrace:
0x451aa6c9be10:[0x41803a70bb65]PanicvPanicInt@vmkernel#nover+0x439 stack: 0x0
`;
  assert.equal(timeOf(digest), '2022-04-05T06:07:08.901Z');
});

test('a screen prints no time', () => {
  assert.equal(timeOf(readSample('psod-spin-count.psod')), null);
});

test('a debugger prints the session’s time', () => {
  assert.equal(timeOf(readSample('windbg-0xd1.txt')), 'Thu Sep 15 17:48:09.302 2022 (UTC + 2:00)');
});
