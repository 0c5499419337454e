import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Diagnostic, Hover, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import {
  CodeLensRefreshRequest,
  HoverRequest,
  PublishDiagnosticsNotification,
  SemanticTokensRefreshRequest,
} from 'vscode-languageserver/node';
import type { DraftResult, PacksParams, PacksResult, ReportParams, ReportResult } from '../../server/src/protocol.js';
import { DRAFT_REQUEST, PACKS_REQUEST, REPORT_REQUEST } from '../../server/src/protocol.js';
import { LanguageServer } from '../helpers/languageServer.js';
import { renderMarkdown } from '../helpers/renderMarkdown.js';
import { readSample } from '../helpers/samples.js';
import { cursorIn, wordsAt } from '../helpers/text.js';

const wordsOf = (problem: Diagnostic | undefined): string =>
  typeof problem?.message === 'string' ? problem.message : (problem?.message.value ?? '');

const CRASH = 'file:///logs/crash.psod';
const PACK = 'file:///team/.dumplens/team.yaml';
const TEXT = readSample('psod-spin-count.psod');

/** What a team knows of the crash in the sample. */
const ISSUE = `pack: known-issues
id: team-issues
system: any
entries:
  - id: team-path-list
    title: The path list lock is lost
    dialect: psod
    when: { kinds: [spin-count], message: [pathListLock] }
    checkOnly: false
    cause: A path is removed while the list is read.
    fix: Install our patch 7.
    references: []
    basis: seen
`;

/** What a team says of a function that the product knows too, by the same id. */
const override = (meaning: string): string => `pack: symbols
id: team-symbols
system: esxi
entries:
  - { id: 'vmkernel!SP_WaitLock', module: vmkernel, symbol: SP_WaitLock, role: spin-wait, meaning: '${meaning}', basis: seen }
`;

describe('the packs of a team', () => {
  let server: LanguageServer;
  const refreshed: string[] = [];
  const published = new Map<string, PublishDiagnosticsParams>();

  before(async () => {
    server = await LanguageServer.start({
      capabilities: {
        textDocument: { hover: { contentFormat: ['markdown'] } },
        workspace: { codeLens: { refreshSupport: true }, semanticTokens: { refreshSupport: true } },
      },
    });
    const { connection } = server;
    connection.onNotification(PublishDiagnosticsNotification.method, (params: PublishDiagnosticsParams) => {
      published.set(params.uri, params);
    });
    connection.onRequest(CodeLensRefreshRequest.type, () => void refreshed.push('lenses'));
    connection.onRequest(SemanticTokensRefreshRequest.type, () => void refreshed.push('tokens'));
    await server.open(CRASH, TEXT);
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  const send = (...files: PacksParams['files']): Promise<PacksResult> =>
    server.connection.sendRequest<PacksResult>(PACKS_REQUEST, { files });
  const hoverOn = async (words: string): Promise<string> => {
    const position = cursorIn(TEXT, words);
    const hover = await server.connection.sendRequest<Hover | null>(HoverRequest.method, {
      textDocument: { uri: CRASH },
      position,
    });
    return JSON.stringify(hover?.contents);
  };
  const report = async (): Promise<string> => {
    const { model } = await server.connection.sendRequest<ReportResult>(REPORT_REQUEST, { uri: CRASH });
    return JSON.stringify(model);
  };

  test('change what is said of an open crash, and everything is asked for anew', async () => {
    assert.ok(!(await report()).includes('patch 7'));
    assert.deepEqual(await send({ uri: PACK, text: ISSUE }), { packs: 1, entries: 1, faulty: [] });
    assert.match(await report(), /team-path-list: Install our patch 7/);
    assert.deepEqual([...new Set(refreshed)].sort(), ['lenses', 'tokens']);
  });

  test('count for texts too that are not open', async () => {
    await send({ uri: PACK, text: ISSUE });
    const { model } = await server.connection.sendRequest<ReportResult>(REPORT_REQUEST, {
      uri: 'file:///other.psod',
      text: TEXT,
    });
    assert.match(JSON.stringify(model), /patch 7/);
  });

  test('take the place of what the product says by the same id, until they are gone', async () => {
    const before = await hoverOn('⟦SP_WaitLock⟧');
    await send({ uri: PACK, text: override('Our first word.') }, { uri: `${PACK}2`, text: override('Our last word.') });
    assert.match(await hoverOn('⟦SP_WaitLock⟧'), /Our last word/);
    assert.deepEqual(await send(), { packs: 0, entries: 0, faulty: [] });
    assert.equal(await hoverOn('⟦SP_WaitLock⟧'), before);
  });

  test('cannot put markup into a hover', async () => {
    await send({ uri: PACK, text: override('<b>x</b> [here](https://evil.example) `code`') });
    const hover = await hoverOn('⟦SP_WaitLock⟧');
    const { value } = JSON.parse(hover) as { value: string };
    const { kinds, links } = renderMarkdown(value);
    assert.equal(kinds.has('html') || kinds.has('codespan'), false, hover);
    assert.equal(
      links.some((link) => link.includes('evil')),
      false,
      hover,
    );
    await send();
  });

  test('are told of where they are wrong, and what is right in them counts', async () => {
    const text = ISSUE.concat(ISSUE.slice(ISSUE.indexOf('  - id')).replace('team-path-list', 'second')).replace(
      'basis: seen\n',
      'basis: guessed\n',
    );
    assert.deepEqual(await send({ uri: PACK, text }), { packs: 1, entries: 1, faulty: [PACK] });
    const wrong = published.get(PACK)?.diagnostics.find(({ severity }) => severity === 1);
    assert.ok(wrong);
    assert.deepEqual([wrong.source, wrong.code, wordsAt(text, wrong.range)], ['Dump Lens', 'schema', 'guessed']);
    assert.match(wordsOf(wrong), /^`basis` must be one of/);
    assert.match(await report(), /second: Install our patch 7/);
  });

  test('lose their problems with their files', async () => {
    await send({ uri: PACK, text: 'pack: nonsense' });
    assert.ok((published.get(PACK)?.diagnostics.length ?? 0) > 0);
    await send();
    assert.deepEqual(published.get(PACK)?.diagnostics, []);
  });

  test('try the samples of their issues', async () => {
    const text = ISSUE.concat('    sample: [Nothing that ever crashed]\n');
    assert.deepEqual((await send({ uri: PACK, text })).faulty, []);
    const [warning] = published.get(PACK)?.diagnostics ?? [];
    assert.deepEqual([warning?.severity, warning?.code], [2, 'sample']);
    assert.match(wordsOf(warning), /does not fit its own sample/);
    await send();
  });
});

describe('an entry for a crash', () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
    await server.open(CRASH, TEXT);
  });
  after(async () => {
    assert.equal(await server.stop(), 0);
  });

  const draft = (params: ReportParams): Promise<DraftResult> =>
    server.connection.sendRequest<DraftResult>(DRAFT_REQUEST, params);

  test('is drafted, and once it is a pack the crash is known by it', async () => {
    const { draft: drafted } = await draft({ uri: CRASH, line: 3 });
    assert.ok(drafted);
    const sent = await server.connection.sendRequest<PacksResult>(PACKS_REQUEST, {
      files: [{ uri: PACK, text: drafted.text.replace('fix: null', 'fix: Take our advice.') }],
    });
    assert.deepEqual(sent, { packs: 1, entries: 1, faulty: [] });
    const { model } = await server.connection.sendRequest<ReportResult>(REPORT_REQUEST, { uri: CRASH });
    assert.ok(JSON.stringify(model).includes(`${drafted.id}: Take our advice.`));
  });

  test('is drafted for a text that is sent along', async () => {
    const { draft: drafted } = await draft({ uri: 'file:///big.log', text: readSample('windbg-0x133-driver.txt') });
    assert.equal(drafted?.id, 'dpc-watchdog-violation-in-contosonic');
  });

  test('is none where no crash is, and a word says so', async () => {
    assert.deepEqual(await draft({ uri: 'file:///none.log', text: 'All is well.' }), {
      draft: null,
      remark: 'No crash was found in this text.',
    });
  });
});

describe('the language of what is said', () => {
  /** The hover on a function that the packs speak of in Korean too. */
  async function hoverIn(options: Parameters<typeof LanguageServer.start>[0]): Promise<string> {
    const server = await LanguageServer.start(options);
    await server.open(CRASH, TEXT);
    const hover = await server.connection.sendRequest<Hover | null>(HoverRequest.method, {
      textDocument: { uri: CRASH },
      position: cursorIn(TEXT, '⟦SP_WaitLock⟧'),
    });
    assert.equal(await server.stop(), 0);
    return JSON.stringify(hover?.contents);
  }

  test('is that of the client, or the one that it asks for; English where nothing is translated', async () => {
    assert.match(await hoverIn({ locale: 'ko-KR' }), /[가-힣]/);
    assert.match(await hoverIn({ locale: 'en', initializationOptions: { language: 'ko' } }), /[가-힣]/);
    assert.equal(await hoverIn({ locale: 'xx' }), await hoverIn({}));
  });
});
