/** Runs the Mocha suite inside an extension host of a browser, where all is one file. VS Code calls `run`. */
import 'mocha/mocha.js';
import { loadSuites } from 'dump-lens-suites';
import { OPTIONS, runAndPrint } from './results.js';

export async function run(): Promise<void> {
  mocha.setup({ ...OPTIONS, reporter: 'min' });
  await loadSuites();
  await runAndPrint(mocha);
}
