import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  ReferencesRequest,
  SelectionRangeRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import {
  findCodeLenses,
  findDefinition,
  findDocumentLinks,
  findDocumentSymbols,
  findFoldingRanges,
  findHighlights,
  findHover,
  findInlayHints,
  findReferences,
  findSelectionRanges,
  findWaitedFor,
  findWaitersOf,
  findWorkspaceSymbols,
  openCase,
  prepareCallHierarchy,
  resolveCodeLens,
  selectSymbols,
} from '../../server/src/service.js';
import { ALL_COMMANDS, EVERYWHERE } from '../helpers/ask.js';
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
    server = await LanguageServer.start({
      capabilities: {
        textDocument: {
          hover: { contentFormat: ['markdown', 'plaintext'] },
          definition: { linkSupport: true },
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        },
      },
      initializationOptions: { commands: [...ALL_COMMANDS, 'dumplens.showLocations'] },
    });
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
      'selectionRangeProvider',
      'inlayHintProvider',
      'callHierarchyProvider',
      'workspaceSymbolProvider',
    ] as const) {
      assert.equal(capabilities[name], true, name);
    }
    assert.deepEqual(capabilities.codeLensProvider, { resolveProvider: true });
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

      test('the words of each lens come on asking', async () => {
        const lenses = findCodeLenses(opened, uri);
        for (const lens of lenses) {
          const resolved = await server.connection.sendRequest(CodeLensResolveRequest.type, lens);
          assert.notEqual(resolved.command?.title, '');
          assert.deepEqual(resolved, plain(resolveCodeLens(opened, lens)));
        }
      });

      test('links, hints and the steps of a selection are those of the library', async () => {
        const { connection } = server;
        assert.deepEqual(
          await connection.sendRequest(DocumentLinkRequest.type, { textDocument }),
          plain(findDocumentLinks(opened)),
        );
        const choice = { values: true, roles: false, lenses: true };
        assert.deepEqual(
          await connection.sendRequest(InlayHintRequest.type, { textDocument, range: EVERYWHERE }),
          plain(findInlayHints(opened, EVERYWHERE, choice)),
        );
        assert.deepEqual(
          await connection.sendRequest(SelectionRangeRequest.type, { textDocument, positions: [position] }),
          plain(findSelectionRanges(opened, [position])),
        );
      });

      test('so is who waits for whom', async () => {
        const { connection } = server;
        const items = await connection.sendRequest(CallHierarchyPrepareRequest.type, { textDocument, position });
        assert.deepEqual(items, plain(prepareCallHierarchy(opened, uri, position)));
        for (const item of items ?? []) {
          assert.deepEqual(
            await connection.sendRequest(CallHierarchyIncomingCallsRequest.type, { item }),
            plain(findWaitersOf(opened, item)),
          );
          assert.deepEqual(
            await connection.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item }),
            plain(findWaitedFor(opened, item)),
          );
        }
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

  test('the crashes of all open documents are found by name', async () => {
    const { connection } = server;
    const symbols = await connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'watchdog' });
    const expected = SAMPLES.flatMap((sample) =>
      selectSymbols(findWorkspaceSymbols(openCase(readSample(sample)), `file:///samples/${sample}`), 'watchdog'),
    );
    assert.ok(expected.length > 1);
    assert.deepEqual(symbols, plain(expected));
  });
});
