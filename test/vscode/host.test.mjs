/** Runs the Mocha suite in the extension host of a real VS Code; each of its tests becomes one here. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { format } from 'node:util';
import { openWorkbench } from './harness.mjs';
import { buildHostSuite, HOST_EXTENSION, readResults } from './hostSuite.mjs';

const PATIENCE_MILLISECONDS = 180_000;

/** @param {string} suite */
async function runInExtensionHost(suite) {
  const workbench = await openWorkbench();
  try {
    const { page, folder, remote, url } = workbench;
    /** @type {string[]} */
    const lines = [];
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
      lines.push(format(...args));
    });
    const status = await new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`No result.\n${lines.join('\n')}`)), PATIENCE_MILLISECONDS);
      const finish = (/** @type {number} */ code) => {
        clearTimeout(patience);
        resolve(code);
      };
      const payload = /** @type {const} */ ([
        ['extensionDevelopmentPath', remote(HOST_EXTENSION)],
        ['extensionTestsPath', remote(suite)],
      ]);
      page
        .exposeFunction('codeAutomationExit', finish)
        .then(() => page.goto(url({ folder, payload })))
        .catch(reject);
    });
    return { status, lines, results: readResults(lines) };
  } finally {
    await workbench.close();
  }
}

it('the extension host', async (t) => {
  const { status, lines, results } = await runInExtensionHost(await buildHostSuite());
  for (const { title, error } of results) {
    await t.test(title, () => assert.equal(error, null, error ?? ''));
  }
  const failed = results.filter(({ error }) => error !== null).length;
  assert.ok(results.length > 0, `no test ran:\n${lines.join('\n')}`);
  assert.equal(status === 0, failed === 0, `exit status ${String(status)}:\n${lines.join('\n')}`);
});
