import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commandPlace } from '../../../server/src/report/commandPlace.js';
import { crashMarkdown } from '../../../server/src/report/markdown.js';
import { crashText } from '../../../server/src/report/text.js';
import { onlyCrash } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';

interface Entry {
  readonly command?: string;
  readonly commands?: readonly { readonly command: string }[];
}

const entriesOf = (pack: string): readonly Entry[] =>
  (JSON.parse(readFileSync(`server/data/packs/${pack}.json`, 'utf8')) as { entries: readonly Entry[] }).entries;

const firstWord = (command: string): string => command.split(' ')[0] ?? '';

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

test('no command of the packs is sent to the debugger that does not know it', () => {
  const debuggers = new Set(entriesOf('windbg-commands').map(({ command = '' }) => firstWord(command)));
  const ofBugChecks = entriesOf('windows-bugchecks').flatMap(({ commands = [] }) => commands);
  assert.ok(debuggers.size > 100 && ofBugChecks.length > 100);
  for (const { command } of ofBugChecks) {
    const isDebuggers = /^(?:[!.~]|lm)/.test(command) || debuggers.has(firstWord(command));
    assert.equal(commandPlace(command, 'windbg') === 'in WinDbg', isDebuggers, command);
  }
});

test('a ticket says so, and so does Markdown', () => {
  const triaged = onlyCrash(readSample('psod-spin-count.psod'));
  assert.match(crashText(triaged), /; on the host: vmkdump -l /);
  assert.match(crashMarkdown(triaged), /; on the host: `vm-support`/);
});
