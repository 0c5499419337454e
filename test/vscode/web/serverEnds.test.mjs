/** The language server's worker ends in a browser alone: noticed, started again and kept from what ends it. */
import { after, before, describe, it } from 'node:test';
import { reportPage, runCommand } from '../harness.mjs';
import {
  endByHand,
  POISON,
  setTrap,
  startAtSecondTry,
  typeInto,
  waitUntilSetAside,
  writePoisoned,
} from '../poison.mjs';
import { openSample } from '../scenes.mjs';
import { openWebWorkbench } from '../webHarness.mjs';

const SAMPLE = 'psod-spin-count.psod';
const POISONED = 'poisoned.psod';
const PASSING_POISON = '¶';
const HANGING_POISON = '§';

/**
 * Nobody catches the error of a text that is given. What is typed makes a promise fail that nobody waits for, or keeps
 * the server busy for ever; the server that is started afterwards is given it as a whole text, where it does no harm.
 */
const TRAP = `
self.addEventListener('message', ({ data: { method, params } }) => {
  const isGiven = method === 'textDocument/didOpen' && params.textDocument.text.includes(${JSON.stringify(POISON)});
  if (isGiven) throw new Error('the poison');
  const typed = method === 'textDocument/didChange' ? params.contentChanges[0].text : '';
  if (typed === '${PASSING_POISON}') Promise.reject(new Error('the poison that passes'));
  while (typed === '${HANGING_POISON}');
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
    await typeInto(workbench, SAMPLE, PASSING_POISON);
    await page.locator('.statusbar-item', { hasText: 'the language server ended; started again' }).waitFor();
    await runCommand(page, 'Dump Lens: Triage this crash');
    await reportPage(page).locator('svg').first().waitFor();
  });

  it('is ended by hand where it hangs', async () => {
    await typeInto(workbench, SAMPLE, HANGING_POISON);
    await endByHand(workbench.page);
  });

  it('is not given a third time what ended it twice', async () => {
    await workbench.open(POISONED);
    await waitUntilSetAside(workbench.page);
  });

  it('serves another document beside it', async () => {
    await openSample(workbench, 'VMware purple screen');
  });

  it('is told of where it cannot start, and starts when it can', async () => {
    await startAtSecondTry(workbench, workbench.extension, SAMPLE);
  });
});
