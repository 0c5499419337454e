/** Packs the built extension into a VSIX. */
import path from 'node:path';
import { inProject, VSIX } from './project.mjs';
import { run } from './run.mjs';

export async function packageExtension() {
  const vsce = inProject('node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
  await run(process.execPath, [vsce, 'package', ...options, '--out', path.relative(inProject('.'), VSIX)]);
}
