/** What an engineer sees of a purple screen. */
import { after, before, describe, it } from 'node:test';
import {
  codeLens,
  goToDefinition,
  hoverWord,
  languageName,
  openWorkbench,
  reportPage,
  runCommand,
} from '../harness.mjs';

describe('a purple screen in VS Code', () => {
  /** @type {import('../harness.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench();
    await workbench.open('psod-spin-count.psod');
  });
  after(() => workbench.close());

  it('is recognised as one', async () => {
    await languageName(workbench.page).filter({ hasText: 'PSOD' }).waitFor();
  });

  it('carries its verdict above the headline', async () => {
    await codeLens(workbench.page, /victim/)
      .first()
      .waitFor();
    await codeLens(workbench.page, 'Triage this crash').first().waitFor();
  });

  it('tells what the waiting frame waits for', async () => {
    await codeLens(workbench.page, /waits for spinlock/)
      .first()
      .waitFor();
  });

  it('explains the spin wait where the mouse rests on it', async () => {
    await hoverWord(workbench.page, 'SP_WaitLock', /spin/i);
    await workbench.page.keyboard.press('Escape');
  });

  it('leads from the waiter to every CPU that may hold the lock', async () => {
    await goToDefinition(workbench.page, 'SP_WaitLock');
    await workbench.page.locator('.zone-widget .reference-zone-widget, .zone-widget.peekview-widget').first().waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('opens the report beside the text', async () => {
    await runCommand(workbench.page, 'Dump Lens: Triage this crash');
    await reportPage(workbench.page).locator('svg').first().waitFor();
  });
});
