/**
 * A real VS Code that a browser shows, from npm: the server part of code-server, used without its own wrapper.
 * Install scripts stay off, since they compile and fetch programs; the two native modules that are loaded at start
 * get stand-ins. Searching in files and terminals need the others, and are not needed to read a crash.
 */
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { keepInCache } from './keepInCache.mjs';
import { CACHE, inProject } from './project.mjs';
import { run } from './run.mjs';

/** VS Code 1.100.3; the last line of releases that runs on Node 20. */
const VERSION = '4.100.3';
const PACKAGE = `code-server@${VERSION}`;
const HOME = path.join(CACHE, `code-server-${VERSION}`);

/** Where each stand-in goes, below VS Code's `node_modules`. */
const STAND_INS = {
  'native-watchdog.cjs': 'native-watchdog/build/Release/watchdog.js',
  'spdlog.cjs': '@vscode/spdlog/index.js',
};

/** @param {string} folder */
async function unpackServer(folder) {
  const tarball = path.join(folder, `code-server-${VERSION}.tgz`);
  await run('npm', ['pack', PACKAGE, '--pack-destination', folder, '--loglevel=error'], { cwd: folder });
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
  await rm(tarball);
}

/** @param {string} vscode */
async function installDependencies(vscode) {
  const options = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...options], { cwd: vscode });
  for (const [name, place] of Object.entries(STAND_INS)) {
    const target = path.join(vscode, 'node_modules', place);
    await mkdir(path.dirname(target), { recursive: true });
    await cp(inProject(`scripts/stand-ins/${name}`), target);
  }
}

/** They are more than half of the files' weight. @param {string} folder */
async function removeSourceMaps(folder) {
  const files = await readdir(folder, { recursive: true });
  await Promise.all(files.filter((file) => file.endsWith('.map')).map((file) => rm(path.join(folder, file))));
}

/** @param {string} folder */
async function fetchInto(folder) {
  await unpackServer(folder);
  await installDependencies(path.join(folder, 'lib/vscode'));
  await removeSourceMaps(folder);
}

/**
 * Fetches VS Code once; later calls find it in the cache.
 * @returns {Promise<string>}  the script that runs the server
 */
export async function ensureVsCodeServer() {
  await keepInCache({ name: 'VS Code', packages: [PACKAGE], size: '120 MB', home: HOME, fetchInto });
  return path.join(HOME, 'lib/vscode/out/server-main.js');
}
