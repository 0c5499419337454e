/** What a client gets that reads only the older forms of answers, or carries out no command. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Command, Hover, Location, SymbolInformation } from 'vscode-languageserver/node';
import {
  CodeLensRequest,
  CodeLensResolveRequest,
  DefinitionRequest,
  DocumentSymbolRequest,
  HoverRequest,
} from 'vscode-languageserver/node';
import { LanguageServer } from '../helpers/languageServer.js';
import { readSample } from '../helpers/samples.js';
import { cursorIn, wordsAt } from '../helpers/text.js';

const uri = 'file:///screen.psod';
const textDocument = { uri };
const screen = readSample('psod-spin-count.psod');
const position = cursorIn(screen, '⟦SP_WaitLock⟧');

async function lensCommands({ connection }: LanguageServer): Promise<readonly (Command | undefined)[]> {
  const lenses = (await connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
  assert.ok(lenses.length > 0);
  return Promise.all(
    lenses.map(async (lens) => (await connection.sendRequest(CodeLensResolveRequest.type, lens)).command),
  );
}

describe('a client that declares nothing', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
    await server.open(uri, screen);
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  test('gets hovers without markup, in which lines are named and not linked', async () => {
    const hover: Hover | null = await server.connection.sendRequest(HoverRequest.type, { textDocument, position });
    assert.ok(hover && typeof hover.contents === 'object' && 'value' in hover.contents);
    const { kind, value } = { kind: '', ...hover.contents };
    assert.equal(kind, 'plaintext');
    const [title, ...paragraphs] = value.split('\n\n');
    assert.equal(title, 'SP_WaitLock · vmkernel · spin wait');
    assert.ok(
      paragraphs.some((text) => /^Here: PCPU 0 waits for pathListLock\. .* \(lines 8, 9\)$/.test(text)),
      value,
    );
    assert.doesNotMatch(value, /\*|\\|command:/);
  });

  test('gets the places of a definition', async () => {
    const places = (await server.connection.sendRequest(DefinitionRequest.type, {
      textDocument,
      position,
    })) as Location[];
    assert.equal(places.length, 7);
    assert.ok(places.every((place) => place.uri === uri && /^\d:/.test(wordsAt(screen, place.range))));
  });

  test('gets the outline as a list', async () => {
    const symbols = (await server.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument,
    })) as SymbolInformation[];
    const waiting = symbols.find(({ name }) => name === 'SP_WaitLock');
    assert.equal(waiting?.containerName, 'Panicking CPU');
    assert.equal(waiting.location.range.start.line, position.line);
  });

  test('gets lenses with all that they can do: what it cannot carry out it has not said', async () => {
    const titles = (await lensCommands(server)).map((command) => command?.title);
    assert.ok(titles.includes('Triage this crash'));
  });
});

describe('a client that says that it carries out no command', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start({ initializationOptions: { commands: [] } });
    await server.open(uri, screen);
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  test('gets lenses that only say something', async () => {
    const commands = await lensCommands(server);
    assert.ok(commands.every((command) => command?.command === '' && command.title !== ''));
    assert.ok(!commands.some((command) => command?.title === 'Triage this crash'));
  });
});
