import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandPlace } from '../../../server/src/report/commandPlace.js';
import { crashMarkdown } from '../../../server/src/report/markdown.js';
import { crashText } from '../../../server/src/report/text.js';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';

test('a command is typed in the debugger, on the machine that crashed, or on the host', () => {
  const places = [
    commandPlace('!running -ti', 'windbg'),
    commandPlace('lmvm contosonic', 'windbg'),
    commandPlace('verifier /standard /driver contosonic.sys', 'windbg'),
    commandPlace('mdsched.exe', 'windbg'),
    commandPlace('vm-support', 'psod'),
  ];
  assert.deepEqual(places, [
    'in WinDbg',
    'in WinDbg',
    'on the crashed machine',
    'on the crashed machine',
    'on the host',
  ]);
});

test('a ticket says so, and so does Markdown', () => {
  const triaged = onlyCrash(readSample('psod-spin-count.psod'));
  assert.match(crashText(triaged), /; on the host: vmkdump -l /);
  assert.match(crashMarkdown(triaged), /; on the host: `vm-support`/);
});
