/** Makes tests written in TypeScript runnable: each becomes a module of its own, packages stay where they are. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { OUT, ROOT } from './project.mjs';

/**
 * @param {string} folder  that holds the tests, relative to the project
 * @param {readonly string[]} files  relative to the project
 * @returns {Promise<string[]>}  the modules to run
 */
export async function bundleTests(folder, files) {
  const outdir = path.join(OUT, folder);
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...files],
    outdir,
    outbase: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return files.map((file) => path.join(outdir, path.relative(folder, file).replace(/\.ts$/, '.mjs')));
}
