/** Each command as a person runs it, and where VS Code offers it. The tables are beside: one row a command, one a place. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { closeEditors, openWorkbench, runCommand, searchCommands, waitForEqual } from '../harness.mjs';
import { showVerdict } from '../scenes.mjs';
import { COMMANDS, INNER, labelOf, ROWS, SAMPLE, TITLE_BUTTONS, titleOf } from './commandRows.mjs';
import { CONTEXT_MENU, NOTES, PLACES } from './placeRows.mjs';

/** @typedef {import('../harness.mjs').Workbench} Workbench */

/** One window for all: each test begins in it without an editor. @type {Workbench} */
let workbench;
before(async () => {
  workbench = await openWorkbench({ size: { width: 1440, height: 900 } });
  await writeFile(path.join(workbench.folder, NOTES), 'The host stopped on Monday.\n');
  await workbench.open(SAMPLE);
});
after(() => workbench.close());

describe('the command', () => {
  for (const { command, shows, sample = SAMPLE, run, sees } of ROWS) {
    it(`${command} shows ${shows}`, async () => {
      await closeEditors(workbench.page);
      await showVerdict(workbench, sample);
      await (run ?? (({ page }) => runCommand(page, titleOf(command))))(workbench);
      await sees(workbench);
    });
  }

  it('has a row in this table, whichever it is', () => {
    const named = COMMANDS.map(({ command }) => command);
    assert.deepEqual(ROWS.map(({ command }) => command).sort(), [...named, ...INNER].sort());
  });
});

const LABELS = COMMANDS.map(({ command }) => labelOf(command));

/** Those of ours in the title of the editor. @param {import('playwright-core').Page} page */
const shownButtons = (page) =>
  page
    .locator(TITLE_BUTTONS)
    .evaluateAll((found) => found.map((each) => each.ariaLabel ?? ''))
    .then((labels) => labels.filter((label) => LABELS.includes(label)).sort());

describe('a person is offered', () => {
  for (const { place, open, offers, buttons } of PLACES) {
    it(`with ${place}: ${offers.length} of ${COMMANDS.length} commands, ${buttons.length} of them as buttons`, async () => {
      const { page } = workbench;
      await closeEditors(page);
      await open(workbench);
      await waitForEqual(() => shownButtons(page), buttons.map(labelOf).sort());

      const rows = await searchCommands(page, 'Dump Lens:');
      const titles = async () =>
        (await rows.allInnerTexts()).flatMap((text) => /^Dump Lens: .*/.exec(text)?.[0] ?? []).sort();
      // Until the palette has looked through all commands, it shows those that were used last.
      await waitForEqual(titles, offers.map(titleOf).sort());
      await page.keyboard.press('Escape');
    });
  }

  it('each command in some place, but those that need to be told what they are about', () => {
    const offered = new Set(PLACES.flatMap(({ offers }) => offers));
    const missing = COMMANDS.map(({ command }) => command).filter((command) => !offered.has(command));
    assert.deepEqual(missing, ['dumplens.explainFinding']);
  });
});

describe('a crash in the editor', () => {
  before(async () => {
    await closeEditors(workbench.page);
    await showVerdict(workbench, SAMPLE);
  });

  it('can be triaged from the lightbulb, first of all', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+.');
    const entries = page.locator('.action-widget .monaco-list-row.action');
    await entries.first().waitFor();
    assert.match(await entries.first().innerText(), /Triage this crash/);
    await page.keyboard.press('Escape');
  });

  it('has all that can be done with it in the menu of the text', async () => {
    const { page } = workbench;
    await page.locator('.view-line', { hasText: 'SP_WaitLock' }).click({ button: 'right' });
    const menu = page.locator('.monaco-menu');
    await menu.getByRole('menuitem', { name: 'Triage this crash' }).waitFor();
    await menu.getByRole('menuitem', { name: 'Dump Lens' }).hover();
    const submenu = menu.locator('.monaco-submenu');
    await submenu.getByRole('menuitem').last().waitFor();
    const titles = (await submenu.getByRole('menuitem').allInnerTexts()).map((text) => text.trim());
    assert.deepEqual(titles, CONTEXT_MENU.map(labelOf));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });
});
