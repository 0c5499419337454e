/**
 * Runs the Mocha suite inside the extension host. VS Code calls `run` and takes a rejection for a failure; whoever
 * started VS Code reads the lines that begin with `RESULT_MARK` to learn of every test.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';

const RESULT_MARK = 'dump-lens-result ';

export async function run(): Promise<void> {
  // Mocha is an ES module; VS Code loads this file with `require`.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, forbidOnly: true, forbidPending: true, reporter: 'spec' });
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith('.mocha.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  const failures = await new Promise<number>((resolve) => {
    const { EVENT_TEST_FAIL, EVENT_TEST_PASS } = Mocha.Runner.constants;
    mocha
      .run(resolve)
      .on(EVENT_TEST_PASS, (test) => printResult(test.fullTitle(), null))
      .on(EVENT_TEST_FAIL, (test, error: Error) => printResult(test.fullTitle(), error.stack ?? error.message));
  });
  if (failures > 0) throw new Error(`${failures} of the tests in the extension host failed.`);
}

function printResult(title: string, error: string | null): void {
  console.log(RESULT_MARK + JSON.stringify({ title, error }));
}
