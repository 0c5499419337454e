/** What an engineer sees of a WinDbg transcript that has no telling file name. */
import { after, before, describe, it } from 'node:test';
import { codeLens, hoverWord, languageName, openWorkbench, reportPage, runCommand } from '../harness.mjs';

describe('a WinDbg transcript in VS Code', () => {
  /** @type {import('../harness.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ theme: 'light' });
    await workbench.open('windbg-0x133.txt');
  });
  after(() => workbench.close());

  it('carries its verdict above the headline', async () => {
    await codeLens(workbench.page, /firmware/i)
      .first()
      .waitFor();
    await languageName(workbench.page).filter({ hasText: 'WinDbg' }).waitFor();
  });

  it('explains the bug check where the mouse rests on its name', async () => {
    await hoverWord(workbench.page, 'DPC_WATCHDOG_VIOLATION', '0x133');
    await workbench.page.keyboard.press('Escape');
  });

  it('opens the report beside the text', async () => {
    await runCommand(workbench.page, 'Dump Lens: Triage this crash');
    await reportPage(workbench.page).locator('svg').first().waitFor();
  });
});
