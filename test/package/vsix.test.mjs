/** The extension as it is installed: what is in the VSIX, how big it is, and whether it works from there. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { inProject, readJson, ROOT, VSIX } from '../../scripts/lib/project.mjs';

const KILOBYTE = 1024;

/** Room to grow, but not by an order: what is installed stays small and starts fast. */
const LIMITS = {
  'dist/client.cjs': 700 * KILOBYTE,
  'dist/client.browser.js': 700 * KILOBYTE,
  'dist/server.cjs': 1000 * KILOBYTE,
  'dist/server.browser.js': 1000 * KILOBYTE,
  'dist/cli.js': 900 * KILOBYTE,
  'dist/webview/report.js': 150 * KILOBYTE,
  'dist/webview/report.css': 40 * KILOBYTE,
};

const ALLOWED = [
  ...Object.keys(LIMITS),
  ...['package.json', 'readme.md', 'changelog.md', 'LICENSE.txt', 'dist/THIRD-PARTY-NOTICES.txt', 'images/icon.png'],
  /^syntaxes\/[\w.-]+\.json$/,
  /^images\/\w+-(?:light|dark)\.svg$/,
  /^docs\/screenshots\/[\w-]+\.png$/,
];

/** @typedef {{ main: string, browser: string, icon: string, bin: Record<string, string>, contributes: { languages: { configuration: string, icon: Record<string, string> }[], grammars: { path: string }[] } }} Manifest */

/** The files that the manifest promises. @param {Manifest} manifest */
function promisedFiles({ main, browser, icon, bin, contributes }) {
  const languages = contributes.languages.flatMap((language) => [
    language.configuration,
    ...Object.values(language.icon),
  ]);
  const grammars = contributes.grammars.map((grammar) => grammar.path);
  return [main, browser, icon, ...Object.values(bin), ...languages, ...grammars].map((file) =>
    path.posix.normalize(file),
  );
}

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
    const packed = [...files.keys()].filter((file) => file.startsWith('docs/'));
    assert.deepEqual(packed.sort(), shown.sort());
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

  it('triages a sample on the command line', () => {
    const sample = inProject('samples/psod-spin-count.psod');
    const output = execFileSync(process.execPath, [path.join(folder, 'dist/cli.js'), 'triage', sample], {
      encoding: 'utf8',
      cwd: folder,
    });
    assert.match(output, /victim/);
  });

  it('starts its language server', async () => {
    const server = spawn(process.execPath, [path.join(folder, 'dist/server.cjs'), '--stdio'], { cwd: folder });
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.listen();
    try {
      const answer = /** @type {{ capabilities: { hoverProvider: unknown, codeLensProvider: unknown } }} */ (
        await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} })
      );
      assert.ok(answer.capabilities.hoverProvider, 'it offers hovers');
      assert.ok(answer.capabilities.codeLensProvider, 'it offers code lenses');
      await connection.sendRequest('shutdown');
      const ended = new Promise((resolve) => server.once('exit', resolve));
      await connection.sendNotification('exit');
      assert.equal(await ended, 0);
    } finally {
      connection.dispose();
      server.kill();
    }
  });
});
