/** The tests that run inside the extension host: how they are built, and how their results come back. */
import path from 'node:path';
import { readdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { inProject, OUT } from '../../scripts/lib/project.mjs';

/** @typedef {{ title: string, error: string | null }} HostResult */

/** The extension that hosts the tests. */
export const HOST_EXTENSION = inProject('test/vscode/host');

const RESULT_MARK = 'dump-lens-result ';

/**
 * VS Code loads the suite with `require`, so it is bundled into CommonJS.
 * @returns {Promise<string>}  the entry, without its extension's dependencies
 */
export async function buildHostSuite() {
  const outdir = path.join(OUT, 'test/vscode/host');
  await rm(outdir, { recursive: true, force: true });
  const suites = (await readdir(HOST_EXTENSION)).filter((file) => file.endsWith('.mocha.ts'));
  await build({
    entryPoints: ['index.ts', ...suites].map((file) => path.join(HOST_EXTENSION, file)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.cjs');
}

/**
 * The results among the lines that the extension host printed.
 * @param {readonly string[]} lines
 * @returns {HostResult[]}
 */
export function readResults(lines) {
  return lines
    .filter((line) => line.includes(RESULT_MARK))
    .map((line) => {
      const json = line.slice(line.indexOf(RESULT_MARK) + RESULT_MARK.length);
      return /** @type {HostResult} */ (JSON.parse(json));
    });
}
