/** The command line as npm installs it: the file that the manifest names, and the packs beside it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it } from 'node:test';
import { inProject, readJson } from '../../scripts/lib/project.mjs';

it('triages a sample wherever it lies', () => {
  const { bin } = /** @type {{ bin: { dumplens: string } }} */ (readJson('package.json'));
  const folder = mkdtempSync(path.join(tmpdir(), 'dump-lens-cli-'));
  const tool = path.join(folder, 'dumplens');
  try {
    copyFileSync(inProject(bin.dumplens), tool);
    copyFileSync(inProject('dist/packs.bin'), path.join(folder, 'packs.bin'));
    const sample = inProject('samples/psod-spin-count.psod');
    const output = execFileSync(process.execPath, [tool, 'triage', sample], { encoding: 'utf8', cwd: folder });
    assert.match(output, /victim/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
