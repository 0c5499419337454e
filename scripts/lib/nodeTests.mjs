/** Runs test files with Node's own test runner and counts what passed and what failed. */
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec as Spec } from 'node:test/reporters';
import { bundleTests } from './bundleTests.mjs';
import { inProject } from './project.mjs';
import { ending } from './run.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * The tests below a folder: `*.test.mjs` runs as it is, `*.test.ts` is bundled first.
 * @param {string} folder  relative to the project
 * @returns {Promise<string[]>}
 */
async function findTests(folder) {
  const files = (await readdir(inProject(folder), { recursive: true }))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
  const scripts = files.filter((file) => file.endsWith('.test.mjs')).map(inProject);
  const typed = files.filter((file) => file.endsWith('.test.ts'));
  return typed.length > 0 ? [...scripts, ...(await bundleTests(folder, typed))] : scripts;
}

/**
 * A skipped test counts as failed, and so does a folder without a test: nothing is left out silently.
 * @param {string} folder  relative to the project
 * @param {{ parallel?: boolean, show?: boolean }} options  `show`: print each test
 * @returns {Promise<Count>}
 */
export async function runNodeTests(folder, { parallel = true, show = true } = {}) {
  const files = await findTests(folder);
  if (files.length === 0) {
    console.log(`There is no test in ${folder}.`);
    return { passed: 0, failed: 1 };
  }
  process.env.NODE_OPTIONS = '--enable-source-maps';
  const count = { passed: 0, failed: 0 };
  // Left to itself, Node keeps a core free, which on two of them means one file after the other.
  const events = run({ files, concurrency: parallel ? availableParallelism() : 1, signal: ending });
  events.on('test:pass', ({ details, skip, todo }) => {
    if (details.type === 'suite') return;
    if (skip !== undefined || todo !== undefined) count.failed += 1;
    else count.passed += 1;
  });
  events.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') count.failed += 1;
  });
  const report = events.pipe(new Spec());
  if (show) report.pipe(process.stdout, { end: false });
  else report.resume();
  await finished(report, { writable: false });
  return count;
}
