/** The packs of a workspace in a real VS Code: what they change, and that a folder must be trusted first. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hoverWord, openWorkbench, runCommand } from '../harness.mjs';
import { PATH_LIST_PACK } from '../packs.mjs';
import { openReport } from '../scenes.mjs';

/** @typedef {import('../harness.mjs').Workbench} Workbench */

const SAMPLE = 'psod-spin-count.psod';

const MOST_ATTEMPTS = 3;
/** Milliseconds until the window is loaded once more. */
const PATIENCE = 15_000;

/** @param {Workbench} workbench */
async function writePack({ folder }) {
  await mkdir(path.join(folder, '.dumplens'), { recursive: true });
  await writeFile(path.join(folder, '.dumplens/team.yaml'), PATH_LIST_PACK);
}

describe('a pack of a trusted folder', () => {
  /** @type {Workbench} */
  let workbench;
  before(async () => {
    workbench = await openWorkbench();
    await writePack(workbench);
  });
  after(() => workbench.close());

  it('tells its advice in the report', async () => {
    const report = await openReport(workbench, SAMPLE);
    await report.getByText('Install our patch 7').first().waitFor();
  });
});

describe('a pack of a folder that is not trusted', () => {
  /** @type {Workbench} */
  let workbench;
  before(async () => {
    workbench = await openWorkbench({
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.untrustedFiles': 'open',
      },
    });
    await writePack(workbench);
  });
  after(() => workbench.close());

  it('is checked and explained where it is open: for that nothing is read', async () => {
    const { page, folder } = workbench;
    await writeFile(path.join(folder, '.dumplens/wrong.yaml'), PATH_LIST_PACK.replace('seen', 'guessed'));
    const fault = page.locator('.squiggly-error').first();
    // VS Code looks for packs with a program that this build of it lacks, and then may start the extension late.
    for (let attempt = 1; attempt <= MOST_ATTEMPTS && !(await fault.isVisible()); attempt += 1) {
      await workbench.open('.dumplens/wrong.yaml');
      await page.getByText('Restricted Mode').first().waitFor();
      await fault.waitFor({ state: 'attached', timeout: PATIENCE }).catch(() => undefined);
    }
    await fault.waitFor({ state: 'attached' });
    await hoverWord(page, 'checkOnly', 'A person must look to confirm it.');
    await rm(path.join(folder, '.dumplens/wrong.yaml'));
  });

  it('is not read, though a draft of a pack can be opened; it is as soon as the folder is trusted', async () => {
    const { page } = workbench;
    const report = await openReport(workbench, SAMPLE);
    await page.getByText('Restricted Mode').first().waitFor();
    await runCommand(page, 'Dump Lens: New known issue from this crash');
    await page.getByText('Packs are read as soon as this workspace is trusted.').first().waitFor();
    const advice = report.getByText('Install our patch 7');
    if ((await advice.count()) > 0) throw new Error('The pack of an untrusted folder was read.');

    await runCommand(page, 'Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).first().click();
    await page.getByRole('tab', { name: /^Triage:/ }).click();
    await advice.first().waitFor();
  });
});
