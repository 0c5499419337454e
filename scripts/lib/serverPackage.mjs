/** Makes `server/` a package of its own: what its `bin` names, and what these need beside them. */
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { inProject, readJson } from './project.mjs';

/** Read by the programs, or owed to those whose code is in them. */
const COMPANIONS = ['packs.bin', 'package.json', 'THIRD-PARTY-NOTICES.txt'];

const EXECUTABLE = 0o755;

/** @param {string} folder  where the bundles are */
export async function fillServerPackage(folder) {
  const { bin } = /** @type {{ bin: Record<string, string> }} */ (readJson('server/package.json'));
  const programs = Object.values(bin).map((file) => inProject(path.join('server', file)));
  for (const program of programs) {
    await mkdir(path.dirname(program), { recursive: true });
    await copyFile(path.join(folder, path.basename(program)), program);
    await chmod(program, EXECUTABLE);
  }
  const beside = path.dirname(programs[0] ?? inProject('server/dist/cli.js'));
  for (const file of COMPANIONS) await copyFile(path.join(folder, file), path.join(beside, file));
}
