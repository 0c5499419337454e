/** Makes tests written in TypeScript runnable: each becomes a module of its own, packages stay where they are. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { OUT, ROOT } from './project.mjs';

/**
 * @param {readonly string[]} files  relative to the project
 * @returns {Promise<string[]>}  the modules to run
 */
export async function bundleTests(files) {
  if (files.length === 0) return [];
  const outdir = path.join(OUT, 'test', path.dirname(files[0] ?? ''));
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...files],
    outdir: path.join(OUT, 'test'),
    outbase: 'test',
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
  return files.map((file) => path.join(OUT, 'test', path.relative('test', file).replace(/\.ts$/, '.mjs')));
}
