/**
 * Every command, as a person runs it and sees its effect; a new one is a row more. Each starts with a crash alone in
 * the window and the cursor at its head.
 */
import assert from 'node:assert/strict';
import { readJson } from '../../../scripts/lib/project.mjs';
import {
  chooseCommand,
  chooseEntry,
  clickWord,
  codeLens,
  languageName,
  reportPage,
  runCommand,
  waitForCursor,
} from '../harness.mjs';
import { saveReport } from '../scenes.mjs';

/** @typedef {import('../harness.mjs').Workbench} Workbench */

/**
 * @typedef {object} Row
 * @property {string} command
 * @property {string} shows  what is to be seen, in words
 * @property {string} [sample]
 * @property {(workbench: Workbench) => Promise<unknown>} [run]  where it is not by the palette
 * @property {(workbench: Workbench) => Promise<unknown>} sees  ends when the effect is there
 *
 * @typedef {{ contributes: { commands: { command: string, title: string, category: string, icon: string }[] } }} Manifest
 */

export const SAMPLE = 'psod-spin-count.psod';

export const { commands: COMMANDS } = /** @type {Manifest} */ (readJson('package.json')).contributes;

/** @param {string} command */
function describeCommand(command) {
  const found = COMMANDS.find((each) => each.command === command);
  assert.ok(found, `${command} is not in the manifest`);
  return found;
}

/** As menus name a command. @param {string} command */
export const labelOf = (command) => describeCommand(command).title;

/** As the palette names a command. @param {string} command */
export const titleOf = (command) => `${describeCommand(command).category}: ${labelOf(command)}`;

/** @param {RegExp} words */
const clipboard =
  (words) =>
  /** @param {Workbench} workbench */
  async ({ page }) => {
    await page.locator('.statusbar-item', { hasText: /copied/i }).waitFor();
    // A word of a command before may still stand there.
    await page.waitForFunction(
      async (source) => new RegExp(source).test(await navigator.clipboard.readText()),
      words.source,
    );
  };

/** @param {string | RegExp} name */
const tab =
  (name) =>
  /** @param {Workbench} workbench */
  ({ page }) =>
    page.locator('.tab.active', { hasText: name }).waitFor();

/** The differences with which the text is shown as it was printed. @param {Workbench} workbench */
export async function openDifferences({ page }) {
  await runCommand(page, titleOf('dumplens.normalise'));
  await page.locator('.monaco-diff-editor').waitFor();
}

/** What stands in the title of the editor that is looked at. */
export const TITLE_BUTTONS = '.editor-group-container.active .editor-actions [aria-label]';

/** @param {import('playwright-core').Page} page @param {string} command */
export const titleButton = (page, command) =>
  page.locator(TITLE_BUTTONS).and(page.getByLabel(labelOf(command), { exact: true }));

/** @param {string} command */
const clickInTitle =
  (command) =>
  /** @param {Workbench} workbench */
  async (workbench) => {
    await openDifferences(workbench);
    await titleButton(workbench.page, command).click();
  };

const PREFIXED = 'psod-spin-count-owner.psod';

/** @type {readonly Row[]} */
export const ROWS = [
  {
    command: 'dumplens.triage',
    shows: 'the report beside the text',
    sees: ({ page }) => reportPage(page).locator('svg.graph').waitFor(),
  },
  { command: 'dumplens.copyMarkdown', shows: 'the verdict on the clipboard', sees: clipboard(/^#+ .*[^]*victim/) },
  {
    command: 'dumplens.copyJson',
    shows: 'the verdict on the clipboard',
    sees: clipboard(/^\{[^]*"verdict"[^]*\}\s*$/),
  },
  { command: 'dumplens.copyTicket', shows: 'the verdict on the clipboard', sees: clipboard(/^Spin count[^]*because/) },
  {
    command: 'dumplens.copySignature',
    shows: 'one line on the clipboard',
    sees: clipboard(/^psod \| spin-count:pathListLock \| [^\n]+$/),
  },
  {
    command: 'dumplens.saveReport',
    shows: 'a file where the reader says',
    run: () => Promise.resolve(),
    sees: async (workbench) => {
      assert.match(await saveReport(workbench, 'psod-spin-count-report.html'), /PCPU 0 is the victim/);
    },
  },
  {
    command: 'dumplens.openSample',
    shows: 'a choice of samples',
    run: ({ page }) => chooseCommand(page, titleOf('dumplens.openSample')),
    sees: async ({ page }) => {
      await chooseEntry(page, 'WinDbg transcript');
      await codeLens(page, /Firmware did not answer/)
        .first()
        .waitFor();
    },
  },
  {
    command: 'dumplens.searchWeb',
    shows: 'the question whether to open the browser, and where it goes',
    sees: async ({ page }) => {
      const question = page.locator('.monaco-dialog-box', { hasText: 'duckduckgo.com' });
      await question.waitFor();
      // VS Code shortens long addresses in their middle.
      assert.match(await question.innerText(), /duckduckgo\.com\/\?.*Timer_BHHandler(?: |%20)BH_Check/);
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'hidden' });
      assert.equal(page.context().pages().length, 1);
    },
  },
  { command: 'dumplens.extractCrash', shows: 'a new document', sees: tab(/Untitled-\d/) },
  { command: 'dumplens.newKnownIssue', shows: 'a draft for a pack', sees: tab(/spin-count-exceeded.*\.yaml/) },
  {
    command: 'dumplens.normalise',
    sample: PREFIXED,
    shows: 'the differences',
    sees: ({ page }) => page.locator('.monaco-diff-editor').waitFor(),
  },
  {
    command: 'dumplens.applyNormalised',
    sample: PREFIXED,
    shows: 'the document without its prefixes',
    run: clickInTitle('dumplens.applyNormalised'),
    sees: async ({ page }) => {
      await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
      await page
        .locator('.view-line')
        .first()
        .getByText(/^VMware/)
        .waitFor();
    },
  },
  {
    command: 'dumplens.openNormalised',
    sample: PREFIXED,
    shows: 'a new document',
    run: clickInTitle('dumplens.openNormalised'),
    sees: tab(/Untitled-\d/),
  },
  {
    command: 'dumplens.foldPlumbing',
    shows: 'the story alone',
    sees: ({ page }) => page.locator('.view-line', { hasText: 'CpuSched_WaitIRQ' }).waitFor({ state: 'detached' }),
  },
  {
    command: 'dumplens.showLocations',
    shows: 'the place that a lens speaks of',
    run: ({ page }) =>
      codeLens(page, /start reading at/)
        .locator('a')
        .first()
        .click(),
    sees: ({ page }) => waitForCursor(page, 14),
  },
  {
    command: 'dumplens.explainFinding',
    shows: 'what the code of a finding means',
    run: async ({ page }) => {
      await clickWord(page, 'cosShadow');
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget .focused', { hasText: 'Explain this finding' }).waitFor();
      await page.keyboard.press('Enter');
    },
    sees: tab('diagnostics.md'),
  },
  {
    command: 'dumplens.restartServer',
    shows: 'a word in the status bar, and the verdict again',
    sees: async ({ page }) => {
      await page.locator('.statusbar-item', { hasText: 'language server restarted' }).waitFor();
      await codeLens(page, 'Triage this crash').first().waitFor();
    },
  },
  {
    command: 'dumplens.undoDetection',
    sample: 'windbg-0x133.txt',
    shows: 'plain text',
    sees: ({ page }) => languageName(page).filter({ hasText: 'Plain Text' }).waitFor(),
  },
];

/** Called by lenses and hovers only, with what they are about; so it is not in the manifest. */
export const INNER = ['dumplens.showLocations'];
