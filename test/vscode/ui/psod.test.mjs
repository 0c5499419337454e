/** What an engineer sees of a purple screen, in the order of the work. */
import { after, before, describe, it } from 'node:test';
import {
  codeLens,
  goToDefinition,
  hoverStatus,
  hoverWord,
  languageName,
  lineOf,
  openWorkbench,
  press,
  waitForCursor,
} from '../harness.mjs';
import { openReport, peekCandidates, readVerdict, showOutline } from '../scenes.mjs';

const SAMPLE = 'psod-spin-count.psod';
const SAMPLE_WITH_OWNER = 'psod-spin-count-owner.psod';

describe('a purple screen in VS Code', () => {
  /** @type {import('../harness.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench();
    await readVerdict(workbench, SAMPLE);
  });
  after(() => workbench.close());

  it('is recognised as one', async () => {
    await languageName(workbench.page).filter({ hasText: 'PSOD' }).waitFor();
  });

  it('is counted in the status bar, and can be triaged from there', async () => {
    const status = await hoverStatus(workbench.page, 'PSOD · 1 crash');
    await status.getByText('recognised by its name').waitFor();
    await status.getByText('Triage this crash').waitFor();
  });

  it('carries its verdict above the headline', async () => {
    await codeLens(workbench.page, /PCPU 0 is the victim/)
      .first()
      .waitFor();
  });

  it('tells what the waiting frame waits for', async () => {
    await codeLens(workbench.page, /waits for spinlock pathListLock · owner not named, 7 candidates/).waitFor();
  });

  it('tells how much of the stack is plumbing', async () => {
    await codeLens(workbench.page, /17 frames: .* start reading at TimerBHHandlerLoop/).waitFor();
  });

  it('explains the spin wait where the mouse rests on it', async () => {
    await hoverWord(workbench.page, 'SP_WaitLock', /spin wait/);
    await workbench.page.keyboard.press('Escape');
  });

  it('leads from the waiter to every CPU that may hold the lock', async () => {
    const peek = await peekCandidates(workbench, SAMPLE);
    await peek.getByText('7:1131/vmm0:mail').first().waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('leads to them from the lens, too', async () => {
    await readVerdict(workbench, SAMPLE);
    await codeLens(workbench.page, /7 candidates/)
      .locator('a')
      .first()
      .click();
    await workbench.page.locator('.peekview-widget .ref-tree').getByText('7:1131/vmm0:mail').first().waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('is a tree in the outline', async () => {
    const outline = await showOutline(workbench, SAMPLE);
    await outline.getByText('Registers').waitFor();
  });

  it('leads to the owner where the log has its stack', async () => {
    await readVerdict(workbench, SAMPLE_WITH_OWNER);
    await goToDefinition(workbench.page, 'SP_WaitLock');
    await waitForCursor(workbench.page, lineOf(SAMPLE_WITH_OWNER, 'BitVector_NextBit'));
  });
});

describe('the report on a purple screen', () => {
  /** @type {import('../harness.mjs').Workbench} */
  let workbench;
  /** @type {import('playwright-core').FrameLocator} */
  let report;

  before(async () => {
    workbench = await openWorkbench({ size: { width: 1440, height: 900 } });
    report = await openReport(workbench, SAMPLE);
  });
  after(() => workbench.close());

  it('says who is the victim, how sure that is, and what would change it', async () => {
    await report
      .getByText(/PCPU 0 is the victim/)
      .first()
      .waitFor();
    await report.getByText('Confidence', { exact: true }).waitFor();
    await report.getByText('What would change this').waitFor();
  });

  it('draws who waits for whom', async () => {
    const label = report.locator('svg.graph .label');
    await label.getByText('PCPU 0 · 1024 console').waitFor();
    await label.getByText('pathListLock').waitFor();
    await report.locator('svg.graph .candidate', { hasText: 'PCPU 7' }).first().waitFor();
  });

  it('jumps from a line of evidence to the log', async () => {
    await press(report.locator('.evidence .line-button', { hasText: /8 PCPUs/ }));
    await waitForCursor(workbench.page, lineOf(SAMPLE, '*0:1024/console'));
  });

  it('jumps from a node of the graph to the log', async () => {
    await press(report.locator('svg.graph [role=button]', { hasText: 'PCPU 7' }));
    await waitForCursor(workbench.page, lineOf(SAMPLE, '7:1131/vmm0:mail'));
  });

  it('can be used from the keyboard alone', async () => {
    const headline = report.getByRole('button', { name: /Spin count exceeded/ });
    await headline.press('Enter');
    await waitForCursor(workbench.page, lineOf(SAMPLE, 'Spin count exceeded'));
  });

  it('says that it has copied', async () => {
    await report.getByRole('button', { name: 'Copy as Markdown' }).click();
    await report.getByRole('button', { name: 'Copied' }).waitFor();
  });

  it('follows the text when it changes', async () => {
    const { page } = workbench;
    await page.locator('.monaco-editor .view-line').first().click();
    await page.keyboard.press('Control+H');
    await page.getByRole('textbox', { name: 'Find' }).fill('pathListLock');
    await page.getByRole('textbox', { name: 'Replace' }).fill('otherLock');
    await page.keyboard.press('Control+Alt+Enter');
    await report.locator('svg.graph .label').getByText('otherLock').waitFor();
  });
});
