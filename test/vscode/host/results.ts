/** How the suite is run, wherever the extension host is, and how its results leave it: as lines that are printed. */

/** Whoever started VS Code reads the lines that begin with this to learn of every test. */
const RESULT_MARK = 'dump-lens-result ';

export const OPTIONS = { ui: 'bdd', timeout: 60_000, forbidOnly: true, forbidPending: true } as const;

/** Runs what was loaded. VS Code takes a rejection for a failure. */
export async function runAndPrint(mocha: Pick<Mocha, 'run'>): Promise<void> {
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => printResult(test.fullTitle(), null))
      .on('fail', (test, error: Error) => printResult(test.fullTitle(), error.stack ?? error.message));
  });
  if (failures > 0) throw new Error(`${failures} of the tests in the extension host failed.`);
}

function printResult(title: string, error: string | null): void {
  console.log(RESULT_MARK + JSON.stringify({ title, error }));
}
