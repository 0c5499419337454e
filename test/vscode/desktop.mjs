/**
 * `npm run test:desktop`: the suite of the extension host in a desktop VS Code, which @vscode/test-electron downloads.
 * Where the download is out of reach nothing is tested, and the exit status says so.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { CACHE, inProject, VSIX } from '../../scripts/lib/project.mjs';
import { endChildrenWithThisProcess, run } from '../../scripts/lib/run.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { buildHostSuite, HOST_EXTENSION } from './hostSuite.mjs';

/** The oldest that the extension says it runs in would be enough; this is the one that the other tests run in. */
const VERSION = '1.100.3';

async function download() {
  say(`Downloading VS Code ${VERSION}`);
  try {
    return await downloadAndUnzipVSCode({ version: VERSION, cachePath: path.join(CACHE, 'desktop') });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`VS Code ${VERSION} could not be downloaded, so nothing was tested: ${reason}`, { cause: error });
  }
}

async function testOnDesktop() {
  const vscodeExecutablePath = await download();
  const scratch = await mkdtemp(path.join(tmpdir(), 'dump-lens-'));
  const profile = [`--extensions-dir=${scratch}/extensions`, `--user-data-dir=${scratch}/user`];
  try {
    await cp(inProject('samples'), path.join(scratch, 'samples'), { recursive: true });
    const [cli = '', ...args] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath, {
      reuseMachineInstall: true,
    });
    await run(cli, [...args, ...profile, '--install-extension', VSIX, '--force']);
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: HOST_EXTENSION,
      extensionTestsPath: await buildHostSuite(),
      launchArgs: [path.join(scratch, 'samples'), ...profile, '--disable-workspace-trust'],
      reuseMachineInstall: true,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

endChildrenWithThisProcess();
try {
  await testOnDesktop();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
