/**
 * From a fresh clone to an open VS Code that has the extension:
 *
 *   npm start                            the samples
 *   npm start -- FILE...                 these files
 *   npm start -- --port 8080             at this port, where it is free
 *   npm start -- --desktop [FILE...]     in the VS Code of this machine (`code` on the PATH)
 *
 * Ctrl-C ends all of it.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openOnDesktop, requireDesktop } from './lib/desktop.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { packageExtension } from './lib/package.mjs';
import { inProject, VSIX } from './lib/project.mjs';
import { CommandError, endChildrenWithThisProcess, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { serveInBrowser } from './lib/serve.mjs';

const SAMPLES = ['samples/psod-spin-count.psod', 'samples/windbg-0x133.txt'].map(inProject);

/** @param {string} file */
function isReadable(file) {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Files are named from where the person is; npm runs scripts in the project's folder. */
function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { desktop: { type: 'boolean', default: false }, port: { type: 'string', default: '8133' } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port}: that is no port.`);
  const here = process.env.INIT_CWD ?? process.cwd();
  const files = positionals.map((file) => path.resolve(here, file));
  const unreadable = files.filter((file) => !isReadable(file));
  if (unreadable.length > 0) throw new Error(`Cannot be read: ${unreadable.join(', ')}`);
  const what = files.length > 0 ? { files, folder: null } : { files: SAMPLES, folder: inProject('samples') };
  return { desktop: values.desktop, port, ...what };
}

/** @param {readonly string[]} files */
function printVerdicts(files) {
  console.log('');
  // On the terminal itself, so that the tool can colour what it prints. A file without a crash is no failure here.
  spawnSync(process.execPath, [inProject('dist/cli.js'), 'triage', ...files], { stdio: 'inherit' });
  console.log('');
}

async function buildExtension() {
  say('Building');
  await run(process.execPath, [inProject('esbuild.mjs')]);
  say('Packing the extension');
  await packageExtension();
}

async function start() {
  const { desktop, port, files, folder } = readOptions();
  if (desktop) requireDesktop();
  await ensureInstalled();
  await buildExtension();
  printVerdicts(files);
  if (desktop) await openOnDesktop(VSIX, files);
  else await serveInBrowser({ extension: VSIX, files, folder, port });
}

endChildrenWithThisProcess();
try {
  await start();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  if (error instanceof CommandError) console.error(error.output.trim());
  process.exitCode = 1;
}
