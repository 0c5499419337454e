/** `npm run triage -- FILE...`: the command line tool, built first where it is missing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { inProject } from './lib/project.mjs';
import { endChildrenWithThisProcess, run } from './lib/run.mjs';

const tool = inProject('dist/cli.js');
if (!existsSync(tool)) {
  endChildrenWithThisProcess();
  await ensureInstalled();
  await run(process.execPath, [inProject('esbuild.mjs')]);
}
// npm runs scripts in the project's folder; the files are named from where the person is.
const here = process.env.INIT_CWD ?? process.cwd();
const { status } = spawnSync(process.execPath, [tool, 'triage', ...process.argv.slice(2)], {
  cwd: here,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
