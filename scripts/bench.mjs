/** `npm run bench:parse`: how many megabytes a second are read, of each form, and whether the time grows evenly. */
import { bundleTests } from './lib/bundleTests.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { CommandError, endChildrenWithThisProcess, run } from './lib/run.mjs';

endChildrenWithThisProcess();
await ensureInstalled();
const modules = await bundleTests('test/bench', ['test/bench/parse.ts']);
try {
  // Processor time is measured: the garbage of a text must not be cleared away by several threads.
  await run(process.execPath, ['--single-threaded-gc', ...modules], { show: true });
} catch (error) {
  // What failed has been printed.
  if (!(error instanceof CommandError)) throw error;
  process.exitCode = 1;
}
