import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJson } from '../../../scripts/lib/project.mjs';
import { WEB_VERSION } from '../../../scripts/lib/vscodeWeb.mjs';

/** @typedef {{ engines: { vscode: string } }} Manifest */

/** Major and minor. @param {string} version */
const releaseOf = (version) => /\d+\.\d+/.exec(version)?.[0];

for (const manifest of ['package.json', 'test/vscode/host/package.json']) {
  test(`the browser's tests run on the lowest VS Code that ${manifest} allows`, () => {
    const { engines } = /** @type {Manifest} */ (readJson(manifest));
    assert.match(engines.vscode, /^\^\d+\.\d+\.0$/);
    assert.equal(releaseOf(WEB_VERSION), releaseOf(engines.vscode));
  });
}
