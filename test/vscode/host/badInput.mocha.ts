/** Documents that go, change or are odd while something is done with them: nothing hangs, and nothing is stale. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { openSample, positionOf, until } from './samples.js';

const SAMPLE = 'psod-spin-count.psod';

function inFolder(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, name);
}

async function textOfSample(lock = 'pathListLock'): Promise<string> {
  const bytes = await vscode.workspace.fs.readFile(inFolder(SAMPLE));
  return new TextDecoder().decode(bytes).replaceAll('pathListLock', lock);
}

/** Writes a file as another program does, which tells VS Code nothing. */
function writeFromOutside({ fsPath }: vscode.Uri, content: string | Uint8Array): void {
  writeFileSync(fsPath, content);
}

async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

async function openFile(name: string, content: string | Uint8Array): Promise<vscode.TextDocument> {
  writeFromOutside(inFolder(name), content);
  return show(inFolder(name));
}

async function closeAll(): Promise<void> {
  for (const { isDirty, uri } of vscode.workspace.textDocuments) {
    if (!isDirty || uri.scheme !== 'file') continue;
    await show(uri);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
}

async function closeTab(document: vscode.TextDocument): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(
    tabs.filter(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString(),
    ),
  );
}

const reportTabs = (): readonly vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('dumplens.report'));

const reportsBecome = (count: number): Promise<readonly vscode.Tab[]> =>
  until(
    () => Promise.resolve(reportTabs()),
    (tabs) => tabs.length === count,
  );

/** What the first lens above each crash says. */
async function verdictsOf({ uri }: vscode.TextDocument): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[] | undefined>(
    'vscode.executeCodeLensProvider',
    uri,
    Number.MAX_SAFE_INTEGER,
  );
  const titles = (lenses ?? []).flatMap(({ command }) => (command?.command === 'dumplens.triage' ? command.title : []));
  return titles.filter((title) => title !== 'Triage this crash');
}

const verdictsBecome = (document: vscode.TextDocument, expected: RegExp | null): Promise<readonly string[]> =>
  until(
    () => verdictsOf(document),
    (verdicts) =>
      expected === null ? verdicts.length === 0 : verdicts.length > 0 && verdicts.every((each) => expected.test(each)),
  );

const outlineOf = async ({ uri }: vscode.TextDocument): Promise<readonly vscode.DocumentSymbol[]> =>
  (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    uri,
  )) ?? [];

const hoverAt = (document: vscode.TextDocument, position: vscode.Position): Thenable<vscode.Hover[]> =>
  vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);

/**
 * Asks for all that a reader may want, and waits until all is answered. What VS Code asks for by itself it gives up
 * with an error of its own when the document is closed; our commands end well in any case.
 */
async function askForAll(document: vscode.TextDocument): Promise<void> {
  const { uri } = document;
  const position = positionOf(document, 'SP_WaitLock');
  const asked = Promise.allSettled([
    verdictsOf(document),
    outlineOf(document),
    hoverAt(document, position),
    vscode.commands.executeCommand('vscode.executeDefinitionProvider', uri, position),
    vscode.commands.executeCommand('vscode.executeFoldingRangeProvider', uri),
    vscode.commands.executeCommand('vscode.executeLinkProvider', uri),
  ]);
  await Promise.all(
    ['copyMarkdown', 'copySignature', 'triage'].map((name) =>
      vscode.commands.executeCommand(`dumplens.${name}`, uri, 0),
    ),
  );
  await asked;
}

describe('a document that goes or changes', () => {
  afterEach(closeAll);

  it('is read anew when another program writes it: the lens and what is found', async () => {
    const document = await openFile('written.psod', await textOfSample('firstLock'));
    await verdictsBecome(document, /firstLock/);
    writeFromOutside(document.uri, `${await textOfSample('secondLock')}\n${await textOfSample('secondLock')}`);
    await verdictsBecome(document, /secondLock/);
    await until(
      () => outlineOf(document),
      (outline) => outline.length === 2,
    );
  });

  it('keeps its verdict while its file is gone', async () => {
    const document = await openFile('gone.psod', await textOfSample('goneLock'));
    await verdictsBecome(document, /goneLock/);
    rmSync(document.uri.fsPath);
    await verdictsBecome(document, /goneLock/);
  });

  it('keeps language, verdict and report under another name', async () => {
    const document = await openFile('before.psod', await textOfSample('movedLock'));
    await verdictsBecome(document, /movedLock/);
    await vscode.commands.executeCommand('dumplens.triage', document.uri, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, inFolder('after.psod'), { overwrite: true });
    assert.ok(await vscode.workspace.applyEdit(edit));
    const moved = await show(inFolder('after.psod'));
    assert.equal(moved.languageId, 'psod');
    await until(
      () => Promise.resolve(reportTabs().map(({ label }) => label)),
      ([label]) => label === 'Triage: after.psod',
    );
    await verdictsBecome(moved, /movedLock/);
  });

  it('keeps the language that its text has told under a name that tells none', async () => {
    const document = await openFile('before.txt', `As the console shows it:\n${await textOfSample('movedLock')}`);
    await verdictsBecome(document, /movedLock/);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, inFolder('after.txt'), { overwrite: true });
    assert.ok(await vscode.workspace.applyEdit(edit));
    await verdictsBecome(await show(inFolder('after.txt')), /movedLock/);
  });

  it('answers all that was asked when it is closed meanwhile', async () => {
    const document = await openFile('closed.psod', await textOfSample());
    await verdictsBecome(document, /pathListLock/);
    const asked = askForAll(document);
    await closeTab(document);
    await asked;
  });

  it('answers all that was asked when it changes meanwhile, and is right afterwards', async () => {
    const document = await openFile('typed.psod', await textOfSample());
    await verdictsBecome(document, /pathListLock/);
    const asked: Promise<void>[] = [];
    for (let line = 0; line < 10; line++) {
      asked.push(askForAll(document));
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), '\n');
      assert.ok(await vscode.workspace.applyEdit(edit));
    }
    await Promise.all(asked);
    // There may be no answer yet, but none with places of another text.
    const [hover] = await until(
      () => hoverAt(document, positionOf(document, 'SP_WaitLock')),
      (hovers) => hovers.length > 0,
    );
    assert.equal(hover?.range?.start.line, positionOf(document, 'SP_WaitLock').line);
    const [crash] = await until(
      () => outlineOf(document),
      (outline) => outline.length > 0,
    );
    assert.equal(crash?.range.start.line, 10);
  });

  it('loses its verdict with its language, and has it again with it', async () => {
    const document = await openFile('switched.psod', await textOfSample());
    await verdictsBecome(document, /pathListLock/);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await verdictsBecome(document, null);
    await until(
      () => Promise.resolve(vscode.languages.getDiagnostics(document.uri)),
      (found) => found.length === 0,
    );
    await vscode.languages.setTextDocumentLanguage(document, 'psod');
    await verdictsBecome(document, /pathListLock/);
  });

  it('has no name and is thrown away', async () => {
    const content = await textOfSample('passingLock');
    const document = await vscode.workspace.openTextDocument({ language: 'psod', content });
    await vscode.window.showTextDocument(document);
    await verdictsBecome(document, /passingLock/);
    const asked = askForAll(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await asked;
    await until(
      () =>
        vscode.commands.executeCommand<vscode.SymbolInformation[]>(
          'vscode.executeWorkspaceSymbolProvider',
          'passingLock',
        ),
      (found) => found.length === 0,
    );
  });
});

describe('a report that is closed', () => {
  afterEach(closeAll);

  it('while it is being saved leaves nobody waiting', async () => {
    const { uri } = await openSample(SAMPLE);
    const saving = vscode.commands.executeCommand('dumplens.saveReport', uri, 0);
    await vscode.window.tabGroups.close(await reportsBecome(1));
    await saving;
    await reportsBecome(0);
  });
});

const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
const LOG_LINE = '2021-03-18T06:40:00.000Z cpu1:2097152)ScsiDeviceIO: 3015: Cmd completed without a word\n';
const MEGABYTE = 1_000_000;

describe('an odd text', () => {
  /** Each is opened as a file, and has so many crashes. */
  const TEXTS: readonly {
    readonly what: string;
    readonly make: (screen: string) => string | Uint8Array;
    readonly crashes: number;
  }[] = [
    { what: 'nothing at all', make: () => '', crashes: 0 },
    { what: 'one blank', make: () => ' ', crashes: 0 },
    { what: 'control characters', make: () => '\u0001\u0002\u001b[31m\ufffe'.repeat(MEGABYTE / 10), crashes: 0 },
    { what: 'Windows line ends', make: (screen) => screen.replaceAll('\n', '\r\n'), crashes: 1 },
    { what: 'UTF-16', make: utf16, crashes: 1 },
    { what: 'no line end at its end', make: (screen) => screen.trimEnd(), crashes: 1 },
    {
      what: 'a line of two million characters',
      make: (screen) => `${screen}${'x'.repeat(2 * MEGABYTE)}\n`,
      crashes: 1,
    },
    {
      what: 'a crash behind a log of 20 MB',
      make: (screen) => LOG_LINE.repeat((20 * MEGABYTE) / LOG_LINE.length) + screen,
      crashes: 1,
    },
  ];
  afterEach(closeAll);

  TEXTS.forEach(({ what, make, crashes }, index) => {
    it(`is read to its end: ${what}`, async () => {
      const document = await openFile(`odd-${index}.psod`, make(await textOfSample()));
      assert.equal(document.languageId, 'psod');
      await until(
        () => outlineOf(document),
        (outline) => outline.length === crashes,
      );
      await verdictsBecome(document, crashes === 0 ? null : /pathListLock/);
      await vscode.commands.executeCommand('dumplens.triage', document.uri);
      await reportsBecome(Math.min(crashes, 1));
    });
  });
});

describe('a document of 300 crashes', () => {
  const MANY = 300;
  const FEW = 30;
  /** Ten times the crashes may take so many times as long. */
  const MOST_TIMES = 12;
  const ATTEMPTS = 3;
  const KEYS = 40;
  afterEach(closeAll);

  const openCrashes = async (count: number): Promise<vscode.TextDocument> => {
    const screens = Array.from({ length: count }, (_, index) => textOfSample(`lock${index}of${count}`));
    return openFile(`crashes-${count}.psod`, (await Promise.all(screens)).join('\n'));
  };

  it('has them all in its outline and its lenses', async () => {
    const document = await openCrashes(MANY);
    await until(
      () => outlineOf(document),
      (outline) => outline.length === MANY,
    );
    await until(
      () => verdictsOf(document),
      (verdicts) => verdicts.length === MANY,
    );
  });

  it('tells of the last one where the mouse rests, and in its report', async () => {
    const document = await openCrashes(MANY);
    const last = (
      await until(
        () => outlineOf(document),
        (outline) => outline.length === MANY,
      )
    ).at(-1);
    assert.ok(last);
    const inLast = document.positionAt(document.getText().lastIndexOf('SP_WaitLock') + 3);
    assert.ok(last.range.contains(inLast));
    const hovers = await hoverAt(document, inLast);
    const words = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''));
    assert.match(words.join('\n'), /lock299of300/);
    await vscode.commands.executeCommand('dumplens.copyMarkdown', document.uri, MANY - 1);
    assert.match(await vscode.env.clipboard.readText(), /lock299of300/);
  });

  /** Whether a piece of work grows more steeply with the crashes than it may; a busy machine does so only now and then. */
  const assertGrowsEvenly = async (work: (count: number) => Promise<void>): Promise<void> => {
    const ratios: number[] = [];
    const measure = async (count: number): Promise<number> => {
      const began = performance.now();
      await work(count);
      return performance.now() - began;
    };
    while (ratios.length < ATTEMPTS) {
      const few = await measure(FEW);
      await closeAll();
      const ratio = (await measure(MANY)) / few;
      await closeAll();
      if (ratio <= MOST_TIMES) return;
      ratios.push(ratio);
    }
    assert.fail(`took ${ratios.join(', ')} times as long`);
  };

  it('is opened in ten times the time of 30 crashes, not more', () =>
    assertGrowsEvenly(async (count) => {
      const document = await openCrashes(count);
      await until(
        () => verdictsOf(document),
        (verdicts) => verdicts.length === count,
      );
    }));

  it('is typed into in its middle, and read again, in ten times the time, not more', () =>
    assertGrowsEvenly(async (count) => {
      const document = await openCrashes(count);
      const middle = new vscode.Position(Math.floor(document.lineCount / 2), 0);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document, document);
      for (let key = 0; key < KEYS; key++) {
        editor.selection = new vscode.Selection(middle, middle);
        await vscode.commands.executeCommand('type', { text: 'x' });
      }
      await verdictsBecome(document, /lock/);
    }));
});
