/** Where things lie in this project. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Fetched tools and the profiles of the editors that are started here; never part of the project. */
export const CACHE = path.join(ROOT, '.vscode-server');

/** Built from sources for one run. */
export const OUT = path.join(ROOT, 'out');

/** The extension as it is installed. */
export const VSIX = path.join(ROOT, 'dist/dump-lens.vsix');

/** @param {string} relative */
export const inProject = (relative) => path.join(ROOT, relative);

/**
 * @param {string} relative
 * @returns {unknown}
 */
export const readJson = (relative) => JSON.parse(readFileSync(inProject(relative), 'utf8'));
