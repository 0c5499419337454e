/** The programs that `npm install` would link: each manifest's `bin` names files that the build has made and that run. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { inProject, readJson } from '../../scripts/lib/project.mjs';

/** @typedef {{ version: string, bin: Record<'dumplens' | 'dumplens-language-server', string> }} Manifest */

const SAMPLE = inProject('samples/psod-spin-count.psod');

/** @param {string} program @returns {Promise<string | undefined>}  the name with which the server answers */
async function greet(program) {
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  try {
    const params = { processId: process.pid, rootUri: null, capabilities: {} };
    const ready = /** @type {import('vscode-languageserver/node').InitializeResult} */ (
      await connection.sendRequest('initialize', params)
    );
    return ready.serverInfo?.name;
  } finally {
    connection.dispose();
    child.kill();
  }
}

for (const folder of ['.', 'server']) {
  describe(`the programs of ${folder}/package.json`, () => {
    const { bin } = /** @type {Manifest} */ (readJson(`${folder}/package.json`));
    const programOf = (/** @type {keyof typeof bin} */ name) => inProject(path.join(folder, bin[name]));

    it('are there', () => {
      for (const file of Object.values(bin)) assert.ok(existsSync(inProject(path.join(folder, file))), file);
    });

    it('dumplens triages a log', () => {
      const printed = execFileSync(process.execPath, [programOf('dumplens'), 'triage', SAMPLE], { encoding: 'utf8' });
      assert.match(printed, /PCPU 0 is the victim/);
    });

    it('dumplens-language-server --stdio answers', async () => {
      assert.equal(await greet(programOf('dumplens-language-server')), 'Dump Lens');
    });
  });
}

it('both packages have one version', () => {
  const [outer, inner] = ['package.json', 'server/package.json'].map(
    (file) => /** @type {Manifest} */ (readJson(file)).version,
  );
  assert.equal(inner, outer);
});
