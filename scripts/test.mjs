/**
 * Every check and every test, from a fresh clone.
 *
 *   npm test                            all of it
 *   npm test -- --only unit,grammar     some suites, and what they need
 *
 * The last line says how many tests passed and failed. A check that fails counts as one failure, and so does
 * a suite that could not run.
 */
import { parseArgs } from 'node:util';
import { ensureBrowser } from './lib/browser.mjs';
import { missingCorpus } from './lib/corpus.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { packageExtension } from './lib/package.mjs';
import { inProject } from './lib/project.mjs';
import { CommandError, endChildrenWithThisProcess, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { ensureVsCodeServer } from './lib/vscodeServer.mjs';
import { ensureVsCodeWeb } from './lib/vscodeWeb.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

/** @param {string} script @param {readonly string[]} args */
const node = (script, ...args) => run(process.execPath, [inProject(script), ...args], { show: true });

const CHECKS = [
  { name: 'lint', run: () => node('node_modules/eslint/bin/eslint.js', '.') },
  { name: 'format', run: () => node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  { name: 'type check', run: () => node('node_modules/typescript/bin/tsc', '--build') },
  { name: 'packs', run: () => node('scripts/packs.mjs') },
];

const PRODUCTS = [
  { name: 'build', run: () => node('esbuild.mjs') },
  { name: 'package', run: packageExtension },
];

/** Fetched once and before the first test, so that what is missing is said once. */
async function prepareVsCode() {
  await ensureVsCodeServer();
  await ensureVsCodeWeb();
  process.env.CHROMIUM = await ensureBrowser();
}

/**
 * `needsProduct`: what is tested is the built extension and not the sources. `parallel`: several files at once, where
 * no test measures time and none starts a VS Code. `missing` says why a suite cannot be run here: it then counts as
 * neither passed nor failed.
 */
const SUITES = [
  { name: 'unit', needsProduct: false, parallel: true, prepare: null, missing: null },
  { name: 'property', needsProduct: false, parallel: false, prepare: null, missing: null },
  { name: 'grammar', needsProduct: false, parallel: false, prepare: null, missing: null },
  { name: 'protocol', needsProduct: true, parallel: true, prepare: null, missing: null },
  { name: 'package', needsProduct: true, parallel: true, prepare: null, missing: null },
  { name: 'corpus', needsProduct: true, parallel: false, prepare: null, missing: missingCorpus },
  { name: 'vscode', needsProduct: true, parallel: false, prepare: prepareVsCode, missing: null },
];

/** @type {Count} */
const total = { passed: 0, failed: 0 };

/**
 * @param {{ name: string, run: () => Promise<unknown> }} step
 * @returns {Promise<boolean>}  whether it passed
 */
async function take({ name, run: perform }) {
  say(name);
  try {
    await perform();
    return true;
  } catch (error) {
    say(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof CommandError) console.log(error.output.trim());
    total.failed += 1;
    return false;
  }
}

/** @param {(typeof SUITES)[number]} suite */
async function takeSuite({ name, parallel, prepare }) {
  await prepare?.();
  const { runNodeTests } = await import('./lib/nodeTests.mjs');
  const count = await runNodeTests(`test/${name}`, { parallel });
  total.passed += count.passed;
  total.failed += count.failed;
  say(`${name}: ${count.passed} passed, ${count.failed} failed`);
}

/**
 * The suites to run; of those that cannot be run here, says so.
 * @param {readonly string[]} only
 */
function chooseSuites(only) {
  const unknown = only.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0) throw new Error(`there is no suite ${unknown.join(', ')}`);
  const chosen = only.length > 0 ? SUITES.filter((suite) => only.includes(suite.name)) : SUITES;
  return chosen.filter(({ name, missing }) => {
    const reason = missing?.() ?? null;
    if (reason !== null) say(`${name}: not run, ${reason}`);
    return reason === null;
  });
}

/** @param {readonly string[]} only  no name: everything */
async function testProject(only) {
  const suites = chooseSuites(only);
  if (!(await take({ name: 'install', run: ensureInstalled }))) return;
  if (only.length === 0) for (const check of CHECKS) await take(check);

  let isBuilt = true;
  if (suites.some((suite) => suite.needsProduct)) {
    for (const product of PRODUCTS) isBuilt &&= await take(product);
  }
  for (const suite of suites) {
    const runSuite = () =>
      suite.needsProduct && !isBuilt ? Promise.reject(new Error('it needs the packaged extension')) : takeSuite(suite);
    await take({ name: `suite ${suite.name}`, run: runSuite });
  }
  if (only.length > 0) say(`Only a part was run: ${only.join(', ')}`);
}

endChildrenWithThisProcess();
try {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  await testProject(values.only?.split(',') ?? []);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  total.failed += 1;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
