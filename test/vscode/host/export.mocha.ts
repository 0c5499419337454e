import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, until } from './samples.js';

/** What a command puts on the clipboard. */
async function copiedBy(command: string, document: vscode.TextDocument): Promise<string> {
  await vscode.env.clipboard.writeText('nothing yet');
  await vscode.commands.executeCommand(command, document.uri);
  return await until(
    () => vscode.env.clipboard.readText(),
    (text) => text !== 'nothing yet',
  );
}

describe('the verdict on the clipboard', () => {
  it('is Markdown', async () => {
    const document = await openSample('psod-spin-count.psod');
    assert.match(await copiedBy('dumplens.copyMarkdown', document), /^#+ .*[^]*victim/);
  });

  it('is plain text for a ticket', async () => {
    const document = await openSample('psod-spin-count.psod');
    assert.match(await copiedBy('dumplens.copyTicket', document), /^Spin count exceeded .*\n[^]*because {2}line 2: /);
  });

  it('is the signature alone', async () => {
    const document = await openSample('psod-spin-count.psod');
    assert.match(await copiedBy('dumplens.copySignature', document), /^psod \| spin-count:pathListLock \| [^\n]+$/);
  });

  it('is JSON', async () => {
    const document = await openSample('windbg-0x133.txt');
    const verdict: unknown = JSON.parse(await copiedBy('dumplens.copyJson', document));
    assert.equal(typeof verdict, 'object');
  });
});
