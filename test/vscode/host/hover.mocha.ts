import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, positionOf, until } from './samples.js';

/** What a hover says: on the first `words` behind `after`. */
interface Expectation {
  readonly sample: string;
  readonly words: string;
  readonly after?: string;
  readonly says: RegExp;
}

const EXPECTATIONS: readonly Expectation[] = [
  { sample: 'psod-spin-count.psod', words: 'SP_WaitLock', says: /spin wait[^]*Here:[^]*PCPU 0/ },
  { sample: 'psod-spin-count.psod', words: 'cosShadow', says: /nearest symbol/ },
  { sample: 'psod-spin-count.psod', words: '0xffffffff', says: /all ones[^]*no trap frame/ },
  { sample: 'psod-spin-count.psod', words: '1:1102', says: /PCPU 1/ },
  { sample: 'psod-spin-count.psod', words: 'pathListLock', says: /spinlock/i },
  { sample: 'psod-spin-count.psod', words: '12:04:51:08', says: /12 d/ },
  { sample: 'psod-spin-count-owner.psod', words: 'hbr_filter', says: /replication/i },
  { sample: 'windbg-0x133.txt', words: 'DPC_WATCHDOG_VIOLATION', says: /0x133/ },
  { sample: 'windbg-0x133.txt', words: '0000000000000001', after: 'Arg1', says: /cumulative/i },
  { sample: 'windbg-0x133.txt', words: '0000000000003c0c', after: 'Arg2', says: /15,372[^]*240 s if/i },
  { sample: 'windbg-0x133.txt', words: 'PshedpWaitForOperationToComplete', says: /firmware/i },
  { sample: 'windbg-0x133.txt', words: 'WIN8_DRIVER_FAULT', says: /generic/i },
  { sample: 'windbg-0x133.txt', words: 'd', after: 'CURRENT_IRQL:  ', says: /IRQL 13|clock/i },
  { sample: 'windbg-0x133.txt', words: 'PSHED', after: 'STACK_TEXT', says: /hardware error/i },
];

describe('a hover', () => {
  for (const { sample, words, after, says } of EXPECTATIONS) {
    it(`on ${words} in ${sample} says ${String(says)}`, async () => {
      const document = await openSample(sample);
      const hovers = await until(
        () =>
          vscode.commands.executeCommand<vscode.Hover[]>(
            'vscode.executeHoverProvider',
            document.uri,
            positionOf(document, words, after),
          ),
        (found) => found.length > 0,
      );
      assert.match(textOf(hovers), says);
    });
  }
});

function textOf(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap((hover) => hover.contents)
    .filter((content) => content instanceof vscode.MarkdownString)
    .map((content) => content.value)
    .join('\n');
}
