/** Installs what the lock file says, unless it is there. */
import { existsSync } from 'node:fs';
import { inProject, readJson } from './project.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, peer?: boolean }> }} Lock */

/** npm's own record of what it put into `node_modules`. */
const RECORD = 'node_modules/.package-lock.json';

function isInstalled() {
  if (!existsSync(inProject(RECORD))) return false;
  const wanted = /** @type {Lock} */ (readJson('package-lock.json')).packages;
  const present = /** @type {Lock} */ (readJson(RECORD)).packages;
  const nothingOld = Object.entries(present).every(([name, { version }]) => wanted[name]?.version === version);
  // An optional package is often for another platform.
  const nothingMissing = Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional === true || name in present,
  );
  return nothingOld && nothingMissing;
}

/** Install scripts stay off: some fetch programs that are not needed here. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  say('Installing the packages of package-lock.json');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: inProject('.') });
}
