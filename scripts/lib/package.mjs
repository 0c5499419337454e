/** Packs the built extension into a VSIX. The pictures of the README are in it, so their links stay as they are. */
import path from 'node:path';
import { inProject, VSIX } from './project.mjs';
import { run } from './run.mjs';

export async function packageExtension() {
  const vsce = inProject('node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await run(process.execPath, [vsce, 'package', ...options, '--out', path.relative(inProject('.'), VSIX)]);
}
