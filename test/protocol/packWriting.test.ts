/** A pack that is being written: what a client is offered and told while it types. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type {
  ClientCapabilities,
  CompletionList,
  Diagnostic,
  DocumentSelector,
  Hover,
  PublishDiagnosticsParams,
  RegistrationParams,
} from 'vscode-languageserver/node';
import {
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  UnregistrationRequest,
} from 'vscode-languageserver/node';
import { PACKS_REQUEST } from '../../server/src/protocol.js';
import { LanguageServer } from '../helpers/languageServer.js';
import { takeCursor } from '../helpers/packs.js';
import { readSample } from '../helpers/samples.js';
import { wordsAt } from '../helpers/text.js';

const PACK = 'file:///team/.dumplens/team.yaml';
const ELSEWHERE = 'file:///srv/packs/storage%5B1%5D.yaml';
const ISSUE =
  'pack: known-issues\nid: team\nsystem: esxi\nentries:\n  - id: a\n    dialect: psod\n    when:\n      frames: [';

/** A server with a pack in it, as a client sees both. */
class Writer {
  private version = 0;
  private readonly told: PublishDiagnosticsParams[] = [];
  private waiting: (() => void)[] = [];

  private constructor(readonly server: LanguageServer) {
    server.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.told.push(params);
      this.waiting.forEach((resume) => resume());
      this.waiting = [];
    });
  }

  static async start(capabilities: ClientCapabilities = {}): Promise<Writer> {
    return new Writer(await LanguageServer.start({ capabilities }));
  }

  /** Makes the pack another text; the cursor in it is left out. */
  async write(marked: string, uri = PACK): Promise<ReturnType<typeof takeCursor>> {
    const place = takeCursor(marked.includes('‸') ? marked : `${marked}‸`);
    const { connection } = this.server;
    this.version += 1;
    const textDocument = { uri, version: this.version };
    await (this.version === 1
      ? connection.sendNotification(DidOpenTextDocumentNotification.type, {
          textDocument: { ...textDocument, languageId: 'yaml', text: place.text },
        })
      : connection.sendNotification(DidChangeTextDocumentNotification.type, {
          textDocument,
          contentChanges: [{ text: place.text }],
        }));
    return place;
  }

  async complete(marked: string): Promise<CompletionList> {
    const { position } = await this.write(marked);
    return this.server.connection.sendRequest<CompletionList>(CompletionRequest.method, {
      textDocument: { uri: PACK },
      position,
    });
  }

  async hover(marked: string): Promise<string> {
    const { position } = await this.write(marked);
    const hover = await this.server.connection.sendRequest<Hover | null>(HoverRequest.method, {
      textDocument: { uri: PACK },
      position,
    });
    return JSON.stringify(hover?.contents ?? null);
  }

  /** What is told of the text that was written last, as soon as it is told. */
  async problems(): Promise<readonly Diagnostic[]> {
    return (await this.find(({ version }) => version === this.version)).diagnostics;
  }

  async find(isWanted: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const found = this.told.findLast(isWanted);
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}

describe('a pack that is written with a client that declares nothing', () => {
  let writer: Writer;
  before(async () => {
    writer = await Writer.start();
  });
  after(async () => {
    assert.equal(await writer.server.stop(), 0);
  });

  test('is completed in plain text', async () => {
    assert.ok(writer.server.ready.capabilities.completionProvider);
    const { items } = await writer.complete('pack: known-issues\nsy‸');
    const [first] = items;
    assert.deepEqual(
      items.map(({ label }) => label),
      ['id', 'system', 'entries'],
    );
    assert.deepEqual([typeof first?.documentation, first?.insertTextFormat], ['string', undefined]);
  });

  test('is completed from the crash that is open beside it', async () => {
    const crash = 'file:///logs/crash.psod';
    await writer.server.open(crash, readSample('psod-spin-count.psod'));
    const { items } = await writer.complete(`${ISSUE}TimerBHHandl‸]`);
    assert.deepEqual([items[0]?.label, items[0]?.detail?.endsWith('in an open crash')], ['TimerBHHandlerLoop', true]);
  });

  test('is explained in plain text', async () => {
    assert.match(await writer.hover(`${ISSUE}SP_Wait‸Lock]`), /"plaintext".*"SP_WaitLock · .*Spins until/);
    assert.match(await writer.hover('pack: known-issues\nentries:\n  - che‸ckOnly: true'), /A person must look/);
    assert.equal(await writer.hover('pack: known-issues\nid: te‸am'), 'null');
  });

  test('is checked with each change, at the word that is wrong', async () => {
    const text = 'pack: terms\nid: team\nsystem: esxii\nentries: []\n';
    await writer.write(text);
    const [wrong] = await writer.problems();
    assert.ok(wrong);
    assert.deepEqual([wrong.code, wordsAt(text, wrong.range)], ['schema', 'esxii']);
    await writer.write(text.replace('esxii', 'esxi'));
    assert.deepEqual(await writer.problems(), []);
  });

  test('is checked when it rests: who goes on writing a large one does not wait for that', async () => {
    const entry = '  - { id: a, title: A crash of ours, dialect: psod, when: { frames: [Panic] }, basis: seen }\n';
    await writer.write(`pack: known-issues\nid: team\nsystem: esxi\nentries:\n${entry.repeat(1000)}`);
    await writer.problems();
    const completed = writer.complete(`${ISSUE}SP_Wait‸]`).then(({ items }) => items[0]?.label);
    const told = writer.problems().then(() => 'told of problems');
    assert.equal(await Promise.race([told, completed]), 'SP_WaitLock');
    await told;
  });

  test('has nothing that a log has', async () => {
    await writer.write(readSample('psod-spin-count.psod'));
    const textDocument = { uri: PACK };
    const { connection } = writer.server;
    assert.deepEqual(await connection.sendRequest(DocumentSymbolRequest.method, { textDocument }), []);
    assert.deepEqual(await connection.sendRequest(FoldingRangeRequest.method, { textDocument }), []);
  });

  test('has the problems of its file once it is closed', async () => {
    await writer.server.connection.sendRequest(PACKS_REQUEST, { files: [{ uri: PACK, text: 'pack: nonsense' }] });
    await writer.write('pack: terms\nid: team\nsystem: any\nentries: []\n');
    assert.deepEqual(await writer.problems(), []);
    await writer.server.close(PACK);
    const told = await writer.find(({ version, diagnostics }) => version === undefined && diagnostics.length > 0);
    assert.equal(told.uri, PACK);
  });
});

test('a log is not completed', async () => {
  const { server } = await Writer.start();
  await server.open('file:///crash.psod', readSample('psod-spin-count.psod'));
  const params = { textDocument: { uri: 'file:///crash.psod' }, position: { line: 0, character: 0 } };
  assert.deepEqual((await server.connection.sendRequest<CompletionList>(CompletionRequest.method, params)).items, []);
  assert.equal(await server.stop(), 0);
});

describe('a client that can be asked for documents', () => {
  const dynamic = { dynamicRegistration: true };
  const capabilities = { textDocument: { synchronization: dynamic, completion: dynamic, hover: dynamic } };

  test('is asked for packs, again when a setting names others, and never twice at once', async () => {
    const { server } = await Writer.start(capabilities);
    const log: string[] = [];
    let resume = (): void => undefined;
    const heard = async (words: string): Promise<void> => {
      while (!log.includes(words)) await new Promise<void>((done) => (resume = done));
    };
    const filters = ({ registrations }: RegistrationParams): string =>
      JSON.stringify(
        (registrations[0]?.registerOptions as { documentSelector: DocumentSelector }).documentSelector.flatMap(
          (each) => (typeof each === 'object' && 'pattern' in each ? [each.pattern] : []),
        ),
      );
    server.connection.onRequest(RegistrationRequest.type, (params) => {
      log.push(`ask ${params.registrations.length}, elsewhere ${filters(params).includes('storage[[]1].yaml')}`);
      resume();
    });
    server.connection.onRequest(UnregistrationRequest.type, () => void log.push('no more'));

    assert.equal(server.ready.capabilities.completionProvider, undefined);
    await server.connection.sendRequest(PACKS_REQUEST, { files: [{ uri: ELSEWHERE, text: 'pack: terms' }] });
    await heard('ask 5, elsewhere true');
    await server.connection.sendRequest(PACKS_REQUEST, { files: [{ uri: ELSEWHERE, text: 'pack: status' }] });
    assert.equal(await server.stop(), 0);
    assert.deepEqual(log.slice(-2), ['no more', 'ask 5, elsewhere true']);
  });
});
