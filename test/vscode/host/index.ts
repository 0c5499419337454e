/** Runs the Mocha suite inside an extension host of Node. VS Code calls `run`. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { OPTIONS, runAndPrint } from './results.js';

export async function run(): Promise<void> {
  // Mocha is an ES module; VS Code loads this file with `require`.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ...OPTIONS, reporter: 'spec' });
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith('.mocha.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  await runAndPrint(mocha);
}
