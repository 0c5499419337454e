import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openSample, until } from './samples.js';

const languageBecomes = (document: vscode.TextDocument, expected: string): Promise<string> =>
  until(
    () => Promise.resolve(document.languageId),
    (found) => found === expected,
  );

/** A document without a name, whose text alone can tell what it is. */
async function openText(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content });
  await vscode.window.showTextDocument(document);
  return document;
}

/** A sample with a line before it, so that VS Code cannot tell its language from the first line by itself. */
async function pasted(sample: string): Promise<string> {
  const document = await openSample(sample);
  return `As the console shows it:\n${document.getText()}`;
}

/** The client has looked at a document before it recognises one that was opened later. */
async function afterTheNextDump(): Promise<void> {
  const later = await openText(await pasted('windbg-0xd1.txt'));
  await languageBecomes(later, 'windbg');
}

describe('a text that is a dump', () => {
  it('is recognised by its content', async () => {
    const document = await openText(await pasted('psod-spin-count.psod'));
    await languageBecomes(document, 'psod');
  });

  it('is plain text again when the reader says so, and stays it', async () => {
    const document = await openText(await pasted('windbg-0x133.txt'));
    await languageBecomes(document, 'windbg');
    await vscode.commands.executeCommand('dumplens.undoDetection', document.uri);
    await languageBecomes(document, 'plaintext');
    await afterTheNextDump();
    assert.equal(document.languageId, 'plaintext');
  });

  it('is left alone where the setting says so', async () => {
    const settings = vscode.workspace.getConfiguration('dumplens');
    const content = await pasted('psod-spin-count.psod');
    await settings.update('detection', 'off', vscode.ConfigurationTarget.Global);
    try {
      const document = await openText(content);
      await settings.update('detection', 'auto', vscode.ConfigurationTarget.Global);
      await afterTheNextDump();
      assert.equal(document.languageId, 'plaintext');
    } finally {
      await settings.update('detection', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

describe('a text that only speaks of crashes', () => {
  it('stays plain text', async () => {
    const document = await openText(
      'Notes of Monday: the host showed a purple screen (spin count exceeded), and the guest\n' +
        'stopped with DPC_WATCHDOG_VIOLATION (0x133) an hour later. Ask for both dumps.\n',
    );
    await afterTheNextDump();
    assert.equal(document.languageId, 'plaintext');
  });
});

describe('a crash deep in a large log', () => {
  it('is found by the command', async () => {
    const noise = '2021-03-18T06:40:00.000Z cpu1:2097152)ScsiDeviceIO: 3015: Cmd completed without a word\n';
    const document = await openText(noise.repeat(2000) + (await pasted('psod-spin-count.psod')));
    await vscode.commands.executeCommand('dumplens.triage', document.uri);
    await languageBecomes(document, 'psod');
  });
});
