/** The extension as it is installed: what is in the VSIX, how big it is, and whether its servers work from there. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { unzipSync } from 'fflate';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { inProject, readJson, ROOT, VSIX } from '../../scripts/lib/project.mjs';

const KILOBYTE = 1024;
const MOST_BYTES = 1_000_000;

/** Room to grow, but not by an order: what is installed stays small and starts fast. */
const LIMITS = {
  'dist/client.cjs': 700 * KILOBYTE,
  'dist/client.browser.js': 700 * KILOBYTE,
  'dist/server.js': 850 * KILOBYTE,
  'dist/packs.bin': 400 * KILOBYTE,
  'dist/webview/report.js': 150 * KILOBYTE,
  'dist/webview/report.css': 40 * KILOBYTE,
  'dist/webview/saved.css': 40 * KILOBYTE,
};

const ALLOWED = [
  ...Object.keys(LIMITS),
  ...['package.json', 'readme.md', 'changelog.md', 'LICENSE.txt', 'images/icon.png'],
  ...['dist/package.json', 'dist/THIRD-PARTY-NOTICES.txt'],
  'docs/diagnostics.md',
  /^docs\/walkthrough\/\w+\.md$/,
  'samples/psod-spin-count.psod',
  'samples/windbg-0x133.txt',
  /^syntaxes\/[\w.-]+\.json$/,
  /^server\/data\/schemas\/[\w-]+\.schema\.json$/,
  /^images\/\w+-(?:light|dark)\.svg$/,
  /^docs\/pictures\/[\w-]+\.png$/,
];

/** @typedef {{ main: string, browser: string, icon: string, contributes: { languages: { configuration: string, icon: Record<string, string> }[], grammars: { path: string }[], jsonValidation: { url: string }[], walkthroughs: { steps: { media: { markdown: string } }[] }[] } }} Manifest */

/** The files that the manifest promises to VS Code. @param {Manifest} manifest */
function promisedFiles({ main, browser, icon, contributes }) {
  const languages = contributes.languages.flatMap((language) => [
    language.configuration,
    ...Object.values(language.icon),
  ]);
  const grammars = contributes.grammars.map((grammar) => grammar.path);
  const schemas = contributes.jsonValidation.map(({ url }) => url);
  const media = contributes.walkthroughs.flatMap(({ steps }) => steps.map((step) => step.media.markdown));
  return [main, browser, icon, ...languages, ...grammars, ...schemas, ...media].map((file) =>
    path.posix.normalize(file),
  );
}

/** The hover on the frame that spins speaks of waiting; without the packs nothing would be known of it. */
const SPIN_WAIT = /WaitLock[^]*Spins until somebody/;

/**
 * What a server says of the first frame of a purple screen that waits.
 * @param {Pick<import('vscode-languageserver/node').ProtocolConnection, 'sendRequest' | 'sendNotification'>} connection
 * @param {object} initializationOptions
 */
async function askForHover(connection, initializationOptions = {}) {
  const uri = 'file:///crash.psod';
  const text = readFileSync(inProject('samples/psod-spin-count.psod'), 'utf8');
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes('SP_WaitLock'));
  const character = lines[line]?.indexOf('SP_WaitLock') ?? 0;
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    initializationOptions,
  });
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'psod', version: 1, text },
  });
  const hover = /** @type {{ contents: { value: string } }} */ (
    await connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } })
  );
  return hover.contents.value;
}

/**
 * A client of a server in a worker: messages are objects.
 * @param {Worker} worker
 * @returns {Pick<import('vscode-languageserver/node').ProtocolConnection, 'sendRequest' | 'sendNotification'>}
 */
function connectTo(worker) {
  let last = 0;
  const sendRequest = (/** @type {string} */ method, /** @type {unknown} */ params) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      worker.once('error', reject);
      worker.on('message', (/** @type {{ id?: number, result?: unknown }} */ message) => {
        if (message.id === id && 'result' in message) resolve(message.result);
      });
      worker.postMessage({ jsonrpc: '2.0', id, method, params });
    });
  const sendNotification = (/** @type {string} */ method, /** @type {unknown} */ params) => {
    worker.postMessage({ jsonrpc: '2.0', method, params });
    return Promise.resolve();
  };
  return /** @type {never} */ ({ sendRequest, sendNotification });
}

/** What a browser's worker has, made of what Node's has. */
const WEB_WORKER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readFileSync } = require('node:fs');
  globalThis.self = globalThis;
  globalThis.onmessage = null;
  globalThis.importScripts = () => { throw new Error('One script is all.'); };
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  const target = new EventTarget();
  globalThis.addEventListener = target.addEventListener.bind(target);
  parentPort.on('message', (data) => globalThis.onmessage?.({ data }));
  require('node:vm').runInThisContext(readFileSync(workerData, 'utf8'));
`;

describe('the packed extension', () => {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  const folder = mkdtempSync(path.join(tmpdir(), 'dump-lens-vsix-'));

  before(() => {
    for (const [name, content] of Object.entries(unzipSync(readFileSync(VSIX)))) {
      if (!name.startsWith('extension/') || name.endsWith('/')) continue;
      const file = name.slice('extension/'.length);
      files.set(file, content);
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it('holds nothing but what belongs to it', () => {
    const isAllowed = (/** @type {string} */ file) =>
      ALLOWED.some((allowed) => (typeof allowed === 'string' ? allowed === file : allowed.test(file)));
    assert.deepEqual(
      [...files.keys()].filter((file) => !isAllowed(file)),
      [],
    );
  });

  it('holds every file that its manifest names', () => {
    const manifest = /** @type {Manifest} */ (readJson('package.json'));
    assert.deepEqual(
      promisedFiles(manifest).filter((file) => !files.has(file)),
      [],
    );
  });

  it('holds the pictures that its README shows, and no other', () => {
    const readme = Buffer.from(files.get('readme.md') ?? []).toString('utf8');
    const shown = [...readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, file]) => file);
    const packed = [...files.keys()].filter((file) => file.startsWith('docs/pictures/'));
    assert.deepEqual(packed.sort(), shown.sort());
  });

  it('is at most a megabyte to download', () => {
    assert.ok(statSync(VSIX).size <= MOST_BYTES, `${Math.round(statSync(VSIX).size / KILOBYTE)} kB`);
  });

  it('keeps every bundle small', () => {
    const tooBig = Object.entries(LIMITS).filter(([file, limit]) => (files.get(file)?.length ?? Infinity) > limit);
    assert.deepEqual(tooBig, []);
  });

  it('carries no source map and no path of the machine that built it', () => {
    for (const [file, content] of files) {
      const text = Buffer.from(content).toString('utf8');
      assert.ok(!text.includes('sourceMappingURL='), `${file} names a source map`);
      assert.ok(!text.includes(ROOT), `${file} names ${ROOT}`);
    }
  });

  it('tells the licence of every package that it contains', () => {
    const notices = Buffer.from(files.get('dist/THIRD-PARTY-NOTICES.txt') ?? []).toString('utf8');
    const { dependencies } = /** @type {{ dependencies: Record<string, string> }} */ (readJson('package.json'));
    const bundled = Object.keys(dependencies).filter((name) => !notices.includes(name));
    assert.deepEqual(bundled, []);
  });

  it('starts its language server', async () => {
    const server = spawn(process.execPath, [path.join(folder, 'dist/server.js'), '--stdio'], { cwd: folder });
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.listen();
    try {
      assert.match(await askForHover(connection), SPIN_WAIT);
      await connection.sendRequest('shutdown');
      const ended = new Promise((resolve) => server.once('exit', resolve));
      await connection.sendNotification('exit');
      assert.equal(await ended, 0);
    } finally {
      connection.dispose();
      server.kill();
    }
  });

  it('starts its language server in a web worker, with the packs that the client hands over', async () => {
    const script = path.join(folder, 'dist/server.js');
    const worker = new Worker(WEB_WORKER, { eval: true, workerData: script });
    try {
      const packs = new Uint8Array(readFileSync(path.join(folder, 'dist/packs.bin')));
      assert.match(await askForHover(connectTo(worker), { packs }), SPIN_WAIT);
    } finally {
      await worker.terminate();
    }
  });
});
