/**
 * Measures how fast the product is; a run fails where a measure is beyond its bound.
 *
 *   npm run bench:parse     how many megabytes a second are read, of each form, and whether the time grows evenly
 *   npm run bench:packs     how long the knowledge packs take to load, and how big they are
 */
import { existsSync } from 'node:fs';
import { bundleTests } from './lib/bundleTests.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inProject } from './lib/project.mjs';
import { CommandError, endChildrenWithThisProcess, run } from './lib/run.mjs';

endChildrenWithThisProcess();
await ensureInstalled();
const [name = 'parse'] = process.argv.slice(2);
const script = inProject(`test/bench/${name}.mjs`);
const modules = existsSync(script) ? [script] : await bundleTests('test/bench', [`test/bench/${name}.ts`]);
try {
  // Processor time is measured: the garbage of a text must not be cleared away by several threads.
  await run(process.execPath, ['--single-threaded-gc', ...modules], { show: true });
} catch (error) {
  // What failed has been printed.
  if (!(error instanceof CommandError)) throw error;
  process.exitCode = 1;
}
