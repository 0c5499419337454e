/** Settings whose effect is outside of the text; those that change what stands in it are in the extension host's suite. */
import { after, before, describe, it } from 'node:test';
import { chooseCommand, chooseEntry, hoverWord, openWorkbench, runCommand } from '../harness.mjs';
import { readVerdict } from '../scenes.mjs';

/** @typedef {import('../harness.mjs').Workbench} Workbench */

const SAMPLE = 'psod-spin-count.psod';

/** What the extension logs, in all detail. @param {Workbench} workbench */
async function showLog({ page }) {
  await chooseCommand(page, 'Developer: Set Log Level...');
  await chooseEntry(page, 'Dump Lens');
  await chooseEntry(page, 'Trace');
  await chooseCommand(page, 'Output: Show Output Channels...');
  await chooseEntry(page, 'Dump Lens');
}

/**
 * @type {readonly {
 *   setting: string,
 *   value: string,
 *   shows: string,
 *   sees: (workbench: Workbench) => Promise<unknown>,
 * }[]}
 */
const ROWS = [
  {
    setting: 'dumplens.search.url',
    value: 'https://search.example/find?q={query}',
    shows: 'the question whether to open that address',
    sees: async ({ page }) => {
      await runCommand(page, 'Dump Lens: Search the web for this signature');
      const question = page.locator('.monaco-dialog-box', { hasText: 'search.example' });
      await question.waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'hidden' });
    },
  },
  {
    setting: 'dumplens.trace.server',
    value: 'messages',
    shows: 'what is asked of the language server, in its log',
    sees: async (workbench) => {
      await showLog(workbench);
      await hoverWord(workbench.page, 'SP_WaitLock', /spin wait/);
      await workbench.page.locator('.output-view .view-line', { hasText: 'textDocument/hover' }).first().waitFor();
    },
  },
];

describe('the setting', () => {
  /** @type {Workbench} */
  let workbench;
  before(async () => {
    workbench = await openWorkbench({
      settings: Object.fromEntries(ROWS.map(({ setting, value }) => [setting, value])),
    });
    await readVerdict(workbench, SAMPLE);
  });
  after(() => workbench.close());

  for (const { setting, value, shows, sees } of ROWS) {
    it(`${setting}: ${value} shows ${shows}`, async () => {
      await sees(workbench);
    });
  }
});
