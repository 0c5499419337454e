/** The report as a reader uses it: with several crashes, again after a reload, and given away. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { goToLine, openWorkbench, press, reloadWindow, reportPage, runCommand, waitForEqual } from '../harness.mjs';
import { openReport, openSample, saveReport } from '../scenes.mjs';

const SPIN = 'psod-spin-count.psod';
const WITH_OWNER = 'psod-spin-count-owner.psod';
const BOTH = 'two-crashes.psod';

/** How many sheets a PDF has. @param {Buffer} pdf */
const pageCount = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;

describe('the report of a text with several crashes', () => {
  /** @type {import('../harness.mjs').Workbench} */
  let workbench;
  /** @type {import('playwright-core').FrameLocator} */
  let report;
  let secondLine = 0;

  before(async () => {
    workbench = await openWorkbench({ size: { width: 1440, height: 900 } });
    const [first = '', second = ''] = await Promise.all(
      [SPIN, WITH_OWNER].map((sample) => readFile(path.join(workbench.folder, sample), 'utf8')),
    );
    secondLine = first.split('\n').length;
    await writeFile(path.join(workbench.folder, BOTH), `${first}\n${second}`);
    report = await openReport(workbench, BOTH);
  });
  after(() => workbench.close());

  const choice = () => report.getByRole('combobox', { name: 'Crash' });
  const chosen = (/** @type {number} */ index) =>
    report.locator('main:has(select)').filter({ has: report.locator(`option[value="${index}"][selected]`) });

  it('shows the crash that is chosen from the list', async () => {
    await choice().selectOption('1');
    await chosen(1).waitFor();
  });

  it('follows the cursor', async () => {
    await goToLine(workbench.page, 2);
    await chosen(0).waitFor();
    await goToLine(workbench.page, secondLine + 2);
    await chosen(1).waitFor();
  });

  it('has room in a column of 300 pixels', async () => {
    await workbench.page.setViewportSize({ width: 640, height: 900 });
    const main = report.locator('main');
    await main.evaluate(
      () =>
        new Promise((resolve) => {
          const look = () => (innerWidth <= 300 ? resolve(undefined) : requestAnimationFrame(look));
          look();
        }),
    );
    assert.equal(await main.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    await workbench.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('is the same after the window was loaded again: the crash, the place, what is folded', async () => {
    await report.locator('.evidence summary').click();
    await report.locator('.signature').scrollIntoViewIfNeeded();
    const placeOnPage = () => report.locator('main').evaluate(() => Math.round(window.scrollY));
    const before = await placeOnPage();
    assert.ok(before > 0);
    await reloadWindow(workbench);
    report = reportPage(workbench.page);
    await chosen(1).waitFor();
    await waitForEqual(() => report.locator('.evidence details').getAttribute('open'), null);
    await waitForEqual(placeOnPage, before);
  });

  it('leads to the same crash in another document', async () => {
    report = await openReport(workbench, BOTH);
    await goToLine(workbench.page, 2);
    await openSample(workbench, 'VMware purple screen');
    await workbench.page.locator('.tab', { hasText: BOTH }).first().click();
    await press(report.locator('.similar .line-button', { hasText: 'Untitled-1' }));
    await workbench.page.locator('.tab.active', { hasText: 'Untitled-1' }).waitFor();
  });
});

describe('a report that is given away', () => {
  /** @type {import('../harness.mjs').Workbench} */
  let workbench;
  let saved = '';

  before(async () => {
    workbench = await openWorkbench({ size: { width: 1440, height: 900 } });
    await openReport(workbench, SPIN);
    saved = await saveReport(workbench, 'psod-spin-count-report.html');
  });
  after(() => workbench.close());

  it('is a page without a script that names nothing of this machine', () => {
    assert.match(saved, /PCPU 0 is the victim/);
    assert.match(saved, /<svg class="graph"/);
    assert.match(saved, /from the text of psod-spin-count\.psod/);
    assert.equal(/<script|vscode-remote|file:\/\//.test(saved), false);
    assert.equal(saved.includes(workbench.folder), false);
  });

  it('fits on two sheets of paper, and on a phone', async () => {
    const paper = await workbench.page.context().newPage();
    try {
      await paper.setContent(saved);
      assert.equal(pageCount(await paper.pdf({ format: 'A4' })), 2);
      await paper.setViewportSize({ width: 300, height: 600 });
      assert.equal(await paper.evaluate(() => document.documentElement.scrollWidth), 300);
    } finally {
      await paper.close();
      await workbench.page.bringToFront();
    }
  });

  it('can be made of a sample that is in no file', async () => {
    await openSample(workbench, 'WinDbg transcript');
    await runCommand(workbench.page, 'Dump Lens: Triage this crash');
    await reportPage(workbench.page).locator('.summary').first().waitFor();
    const sample = await saveReport(workbench, /\w+-report\.html/);
    assert.match(sample, /DPC_WATCHDOG_VIOLATION/);
  });
});
