/** What a person can do with a crash in VS Code, as far as it shows outside of the text. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openWorkbench, runCommand } from '../harness.mjs';
import { readVerdict } from '../scenes.mjs';

const SAMPLE = 'psod-spin-count.psod';

describe('actions on a crash', () => {
  /** @type {import('../harness.mjs').Workbench} */
  let workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  it('are offered at its head, the report first', async () => {
    const { page } = workbench;
    await readVerdict(workbench, SAMPLE);
    await page.keyboard.press('Control+.');
    const entries = page.locator('.action-widget .monaco-list-row.action');
    await entries.first().waitFor();
    assert.match(await entries.first().innerText(), /Triage this crash/);
    await page.keyboard.press('Escape');
  });

  it('a search asks before it opens the browser, and says where it goes', async () => {
    const { page } = workbench;
    await readVerdict(workbench, SAMPLE);
    await runCommand(page, 'Dump Lens: Search the web for this signature');
    const question = page.locator('.monaco-dialog-box', { hasText: 'duckduckgo.com' });
    await question.waitFor();
    // VS Code shortens long addresses in their middle.
    assert.match(await question.innerText(), /duckduckgo\.com\/\?.*Timer_BHHandler(?: |%20)BH_Check/);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    assert.equal(page.context().pages().length, 1);
  });

  it('what can be done with the differences stands in the title of their editor', async () => {
    const { page } = workbench;
    await readVerdict(workbench, 'psod-spin-count-owner.psod');
    await runCommand(page, 'Dump Lens: Normalise this text');
    await page.locator('.monaco-diff-editor').waitFor();
    for (const title of ['Apply to the document', 'Open as new document']) {
      await page.locator(`.editor-actions [aria-label="${title}"]`).first().waitFor();
    }
  });
});
