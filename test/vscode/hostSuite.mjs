/** The tests that run inside the extension host: how they are built, run, and how their results come back. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { cp, readdir, rm } from 'node:fs/promises';
import { format } from 'node:util';
import { build } from 'esbuild';
import { inProject, OUT } from '../../scripts/lib/project.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{ title: string, error: string | null }} HostResult
 */

/** The extension that hosts the tests. */
export const HOST_EXTENSION = inProject('test/vscode/host');

const RESULT_MARK = 'dump-lens-result ';
/** Far longer than the suite takes on a machine that does nothing else. */
const PATIENCE_MILLISECONDS = 600_000;

/** Not for a browser, and why. @type {Readonly<Record<string, string>>} */
const NEED_NODE = {
  'badInput.mocha.ts': 'writes files as another program does, of which the editor is not told',
  'draftPlace.mocha.ts': 'only on a disk does VS Code keep the name of a document that is not saved yet',
};

/** @type {import('esbuild').BuildOptions} */
const common = { bundle: true, format: 'cjs', sourcemap: 'inline', logLevel: 'warning' };

async function listSuites() {
  return (await readdir(HOST_EXTENSION)).filter((file) => file.endsWith('.mocha.ts'));
}

/**
 * VS Code loads the suite with `require`, so it is bundled into CommonJS.
 * @returns {Promise<string>}  the entry, without its extension's dependencies
 */
export async function buildHostSuite() {
  const outdir = path.join(OUT, 'test/vscode/host');
  await rm(outdir, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: ['index.ts', ...(await listSuites())].map((file) => path.join(HOST_EXTENSION, file)),
    outdir,
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
  });
  return path.join(outdir, 'index.cjs');
}

/** @type {import('esbuild').Plugin} */
const suitesInOneFile = {
  name: 'suites-in-one-file',
  setup(bundle) {
    bundle.onResolve({ filter: /^dump-lens-suites$/ }, ({ path }) => ({ path, namespace: 'suites' }));
    bundle.onLoad({ filter: /.*/, namespace: 'suites' }, async () => {
      const suites = (await listSuites()).filter((file) => !(file in NEED_NODE));
      const imports = suites.map((file) => `await import('./${file}');`);
      return { contents: `export async function loadSuites() { ${imports.join('\n')} }`, resolveDir: HOST_EXTENSION };
    });
  },
};

/**
 * A browser's extension host loads one file and has nothing of Node.
 * @returns {Promise<{ extension: string, entry: string }>}
 */
export async function buildWebHostSuite() {
  const extension = path.join(OUT, 'test/vscode/webHost');
  const entry = path.join(extension, 'index.js');
  await rm(extension, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: [path.join(HOST_EXTENSION, 'browser.ts')],
    outfile: entry,
    platform: 'browser',
    target: 'chrome122',
    external: ['vscode'],
    // Else Mocha, which comes in many forms at once, takes the place of the suite's own exports.
    define: { module: 'undefined' },
    alias: { 'node:assert/strict': path.join(HOST_EXTENSION, 'assertInBrowser.ts') },
    plugins: [suitesInOneFile],
  });
  await cp(path.join(HOST_EXTENSION, 'package.json'), path.join(extension, 'package.json'));
  return { extension, entry };
}

/**
 * Shows a VS Code that runs the suite; each of its tests becomes one here.
 * @param {import('node:test').TestContext} t
 * @param {Page} page
 * @param {string} address
 */
export async function runHostSuite(t, page, address) {
  const { status, lines } = await waitForEnd(page, address);
  const results = readResults(lines);
  for (const { title, error } of results) {
    await t.test(title, () => assert.equal(error, null, error ?? ''));
  }
  const failed = results.filter(({ error }) => error !== null).length;
  assert.ok(results.length > 0, `no test ran:\n${lines.join('\n')}`);
  assert.equal(status === 0, failed === 0, `exit status ${status}:\n${lines.join('\n')}`);
}

/**
 * VS Code calls functions of its page with what the extension host prints, and with its exit status.
 * @param {Page} page
 * @param {string} address
 * @returns {Promise<{ status: number, lines: string[] }>}
 */
async function waitForEnd(page, address) {
  /** @type {string[]} */
  const lines = [];
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
    lines.push(format(...args));
  });
  return new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`No result.\n${lines.join('\n')}`)), PATIENCE_MILLISECONDS);
    const finish = (/** @type {number} */ status) => {
      clearTimeout(patience);
      resolve({ status, lines });
    };
    page
      .exposeFunction('codeAutomationExit', finish)
      .then(() => page.goto(address))
      .catch(reject);
  });
}

/**
 * The results among the lines that the extension host printed.
 * @param {readonly string[]} lines
 * @returns {HostResult[]}
 */
function readResults(lines) {
  return lines
    .filter((line) => line.includes(RESULT_MARK))
    .map((line) => {
      const json = line.slice(line.indexOf(RESULT_MARK) + RESULT_MARK.length);
      return /** @type {HostResult} */ (JSON.parse(json));
    });
}
