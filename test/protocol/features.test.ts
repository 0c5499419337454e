import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  CodeLensRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  ReferencesRequest,
} from 'vscode-languageserver/node';
import {
  findCodeLenses,
  findDefinition,
  findDocumentSymbols,
  findFoldingRanges,
  findHighlights,
  findHover,
  findReferences,
  openCase,
} from '../../server/src/service.js';
import { LanguageServer } from '../helpers/languageServer.js';
import { readSample, SAMPLES } from '../helpers/samples.js';
import { cursorIn } from '../helpers/text.js';

/** A place to ask at in each sample. */
const PLACES: Readonly<Record<string, string>> = {
  'psod-page-fault.psod': '⟦csnicRxRingStatsSum⟧',
  'psod-spin-count-owner.psod': '⟦SP_WaitLock⟧@vmkernel',
  'psod-spin-count.psod': '⟦SP_WaitLock⟧',
  'windbg-0x133-driver.txt': 'contosonic!⟦RxRing_Refill⟧+0x1b4',
  'windbg-0x133.txt': '⟦PshedpWaitForOperationToComplete⟧',
  'windbg-0xd1.txt': 'Arg2: ⟦0000000000000002⟧',
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the built server', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  test('names what it can do', () => {
    const { capabilities, serverInfo } = server.ready;
    assert.equal(serverInfo?.name, 'Dump Lens');
    for (const name of [
      'hoverProvider',
      'definitionProvider',
      'referencesProvider',
      'documentHighlightProvider',
      'documentSymbolProvider',
      'foldingRangeProvider',
    ] as const) {
      assert.equal(capabilities[name], true, name);
    }
    assert.deepEqual(capabilities.codeLensProvider, {});
  });

  for (const sample of SAMPLES) {
    describe(sample, () => {
      const text = readSample(sample);
      const opened = openCase(text);
      const uri = `file:///samples/${sample}`;
      const textDocument = { uri };
      const position = cursorIn(text, PLACES[sample] ?? '');

      before(async () => {
        const told = await server.open(uri, text, sample.startsWith('psod') ? 'psod' : 'windbg');
        assert.equal(told.dialect, opened.document.dialect);
        assert.equal(told.remark, null);
        assert.deepEqual(
          told.crashes.map(({ headline }) => headline),
          opened.crashes.map(({ crash }) => crash.headline.value),
        );
        assert.ok(told.duration >= 0);
      });

      test('lenses, outline and folding are those of the library', async () => {
        const { connection } = server;
        assert.deepEqual(
          await connection.sendRequest(CodeLensRequest.type, { textDocument }),
          plain(findCodeLenses(opened, uri)),
        );
        assert.deepEqual(
          await connection.sendRequest(DocumentSymbolRequest.type, { textDocument }),
          plain(findDocumentSymbols(opened)),
        );
        assert.deepEqual(
          await connection.sendRequest(FoldingRangeRequest.type, { textDocument }),
          plain(findFoldingRanges(opened)),
        );
      });

      test('so are hover, definition, references and highlights at a place', async () => {
        const { connection } = server;
        const at = { textDocument, position };
        const hover = await connection.sendRequest(HoverRequest.type, at);
        assert.notEqual(hover, null);
        assert.deepEqual(hover, plain(findHover(opened, uri, position)));
        assert.deepEqual(
          await connection.sendRequest(DefinitionRequest.type, at),
          plain(findDefinition(opened, uri, position)),
        );
        assert.deepEqual(
          await connection.sendRequest(ReferencesRequest.type, { ...at, context: { includeDeclaration: true } }),
          plain(findReferences(opened, uri, position)),
        );
        assert.deepEqual(
          await connection.sendRequest(DocumentHighlightRequest.type, at),
          plain(findHighlights(opened, position)),
        );
      });
    });
  }
});
