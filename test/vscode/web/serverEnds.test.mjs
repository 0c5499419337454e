/** The language server's worker ends in a browser alone: noticed, started again and kept from what ends it. */
import { after, before, describe, it } from 'node:test';
import { clickWord, reportPage, runCommand } from '../harness.mjs';
import { POISON, setTrap, waitUntilSetAside, writePoisoned } from '../poison.mjs';
import { openSample, readVerdict } from '../scenes.mjs';
import { openWebWorkbench } from '../webHarness.mjs';

const SAMPLE = 'psod-spin-count.psod';
const POISONED = 'poisoned.psod';
const PASSING_POISON = '¶';

/**
 * Nobody catches the error of a text that is given; what is typed makes a promise fail that nobody waits for. The
 * server that is started afterwards is given that as a whole text, in which it does no harm.
 */
const TRAP = `
self.addEventListener('message', ({ data: { method, params } }) => {
  const isGiven = method === 'textDocument/didOpen' && params.textDocument.text.includes(${JSON.stringify(POISON)});
  if (isGiven) throw new Error('the poison');
  const isTyped = method === 'textDocument/didChange' && params.contentChanges[0].text === '${PASSING_POISON}';
  if (isTyped) Promise.reject(new Error('the poison that passes'));
});
`;

describe('a language server whose worker ends', () => {
  /** @type {import('../webHarness.mjs').WebWorkbench} */
  let workbench;

  before(async () => {
    workbench = await openWebWorkbench();
    await setTrap(workbench.extension, TRAP);
    await writePoisoned(workbench.folder, SAMPLE, POISONED, POISON);
  });
  after(() => workbench.close());

  it('is started again, and reads what it was reading', async () => {
    const { page } = workbench;
    await readVerdict(workbench, SAMPLE);
    await clickWord(page, 'Spin count exceeded');
    await page.keyboard.press('End');
    await page.keyboard.insertText(PASSING_POISON);
    await page.locator('.statusbar-item', { hasText: 'the language server ended; started again' }).waitFor();
    await runCommand(page, 'Dump Lens: Triage this crash');
    await reportPage(page).locator('svg').first().waitFor();
  });

  it('is not given a third time what ended it twice', async () => {
    await workbench.open(POISONED);
    await waitUntilSetAside(workbench.page);
  });

  it('serves another document beside it', async () => {
    await openSample(workbench, 'VMware purple screen');
  });
});
