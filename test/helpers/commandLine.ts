/** Runs the command line from its sources, bundled as the product bundles it, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { YAML_MODULES } from '../../scripts/lib/compileValidators.mjs';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandLine {
  /** A folder for the test's own files. */
  readonly folder: string;
  run(args: readonly string[], input?: string | Uint8Array): Ended;
  remove(): void;
}

/** Bundles the command line into a new folder. */
export async function bundleCommandLine(): Promise<CommandLine> {
  const folder = mkdtempSync(path.join(tmpdir(), 'dump-lens-cli-'));
  const tool = path.join(folder, 'cli.mjs');
  await build({
    entryPoints: ['server/src/cli.ts'],
    outfile: tool,
    bundle: true,
    alias: YAML_MODULES,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  return {
    folder,
    run: (args, input = '') => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], { input, encoding: 'utf8' });
      return { status, stdout, stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
