import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Asked } from '../../helpers/ask.js';
import { readSample } from '../../helpers/samples.js';
import { printAnalysis, printStack } from '../../helpers/transcripts.js';

const TRAP = 'fffff8801b2c3d40';

/** A session in which somebody asked for more than the analysis. */
const SESSION = new Asked(
  [
    '3: kd> !analyze -v',
    printAnalysis({
      headline: 'UNEXPECTED_KERNEL_MODE_TRAP_M (1000007f)',
      parameters: ['8', TRAP, '0', '0'],
      keys: ['PROCESS_NAME:  System', 'DEVICE_OBJECT: ffffe00112345670'],
      frames: ['nt!KeBugCheckEx', 'nt!KiBugCheckDispatch+0x69'],
    }),
    `3: kd> .trap ${TRAP}; kbnL 20`,
    printStack(['contosonic!Send+0x10', 'contosonic!Poll+0x44']),
    '3: kd> ~1s',
    '1: kd> !running -ti',
    'System Processors:  (0000000000000003)',
    '1: kd> !devobj ffffe001`12345670',
    '1: kd> !kdexts.locks -v',
    '1: kd> !frobnicate 12',
    '1: kd> lmvm contosonic',
    '',
  ].join('\n'),
);

describe('hovers of commands typed at the debugger’s prompt', () => {
  test('what it shows, what to look for next, where to read more', () => {
    const hover = SESSION.hover('1: kd> ⟦!running -ti⟧');
    assert.match(hover, /^\*\*!running\*\* · \*command\*\n\nThe threads that run now/);
    assert.match(hover, /Look next: Which processor spins for a lock/);
    assert.match(hover, /\[!running\]\(<https:\/\/learn\.microsoft\.com\/\S+\/debuggercmds\/-running>\)/);
  });

  test('a longer entry is preferred: with -v the analysis is another one', () => {
    assert.match(SESSION.hover('3: kd> ⟦!analyze -v⟧'), /^\*\*!analyze -v\*\*/);
    assert.match(SESSION.hover('1: kd> ⟦!kdexts.locks -v⟧'), /^\*\*!locks -v\*\*/);
  });

  test('each command of a line has its own hover, whatever its flags', () => {
    assert.match(SESSION.hover(`⟦.trap ${TRAP}⟧; kbnL`), /^\*\*\.trap\*\*/);
    assert.match(SESSION.hover('; ⟦kbnL 20⟧'), /^\*\*kb\*\*/);
    assert.match(SESSION.hover('3: kd> ⟦~1s⟧'), /^\*\*\\~Ns\*\*.*\n\nGoes to another processor/);
  });

  test('here: what was read in its output, and a jump to its stacks', () => {
    assert.match(SESSION.hover('; ⟦kbnL 20⟧'), /\*\*Here:\*\* 1 stack was read below it\. \[show the stack\]/);
    assert.match(SESSION.jumps('; ⟦kbnL 20⟧')[0] ?? '', /contosonic!Send\+0x10/);
    assert.match(SESSION.hover('3: kd> ⟦!analyze -v⟧'), /\*\*Here:\*\* 1 stack, 2 keys were read below it/);
    assert.doesNotMatch(SESSION.hover('3: kd> ⟦~1s⟧'), /read below it/);
  });

  test('here: an address that the crash itself gave', () => {
    assert.match(SESSION.hover(`⟦.trap ${TRAP}⟧`), /fffff8801b2c3d40 is argument 2 of the bug check/);
    assert.match(SESSION.hover('⟦!devobj ffffe001`12345670⟧'), /12345670 is the DEVICE_OBJECT of the analysis/);
  });

  test('a command without an entry says so', () => {
    assert.match(SESSION.hover('⟦!frobnicate 12⟧'), /^\*\*!frobnicate\*\*.*\n\n\*No entry for this command\.\*/);
  });

  test('a command of an extension that was loaded needs no name of it', () => {
    const session = new Asked(`${printAnalysis({ frames: ['nt!KeBugCheckEx'] })}\n0: kd> !us -a\n`);
    assert.match(session.hover('⟦!us -a⟧'), /^\*\*!mex\.us\*\*/);
  });
});

describe('hovers of commands typed on a host’s console', () => {
  const console = new Asked(
    [
      readSample('psod-spin-count.psod').trimEnd(),
      '[root@esx07:/var/core] esxcli system coredump partition get',
      '   Active: ',
      '/var/core # vmkdump_extract -l vmkernel-zdump.1',
      '~ # frobnicate vm-support',
      '',
    ].join('\n'),
  );

  test('what it shows and where it is documented', () => {
    const hover = console.hover('] ⟦esxcli system coredump partition get⟧');
    assert.match(hover, /^\*\*esxcli system coredump partition get\*\*.*\n\nThe partition that a purple screen/);
    assert.match(hover, /\(<https:\/\/developer\.broadcom\.com\/\S+esxcli_system\.html>\)/);
    assert.match(console.hover('# ⟦vmkdump_extract⟧ -l'), /^\*\*vmkdump_extract\*\*.*\n\nThe kernel log/);
  });

  test('a word that is no command, or no prompt in front of it, has none', () => {
    assert.equal(console.hasHover('~ # ⟦frobnicate⟧'), false);
    assert.equal(
      new Asked(readSample('psod-spin-count.psod') + 'vm-support was run\n').hasHover('⟦vm-support⟧'),
      false,
    );
  });
});
