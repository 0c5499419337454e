/** What an engineer sees of a WinDbg transcript. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  codeLens,
  goToDefinition,
  hoverStatus,
  hoverWord,
  languageName,
  lineOf,
  openWorkbench,
  reloadWindow,
  reportPage,
  waitForCursor,
} from '../harness.mjs';
import { openReport, readVerdict } from '../scenes.mjs';

const SAMPLE = 'windbg-0x133.txt';

describe('a WinDbg transcript in VS Code', () => {
  /** @type {import('../harness.mjs').Workbench} */
  let workbench;

  before(async () => {
    // Wide, since the functions stand at the ends of long lines.
    workbench = await openWorkbench({ theme: 'light', size: { width: 1800, height: 1000 } });
    await readVerdict(workbench, SAMPLE);
  });
  after(() => workbench.close());

  it('is recognised by its name', async () => {
    await languageName(workbench.page).filter({ hasText: 'WinDbg' }).waitFor();
    const status = await hoverStatus(workbench.page, 'WinDbg · 1 crash');
    await status.getByText('recognised by its name').waitFor();
  });

  it('carries its verdict above the headline', async () => {
    await codeLens(workbench.page, /Firmware did not answer in time/)
      .first()
      .waitFor();
  });

  it('says what the first argument means', async () => {
    await codeLens(workbench.page, /1 = cumulative/i).waitFor();
  });

  it('explains the bug check where the mouse rests on its name', async () => {
    await hoverWord(workbench.page, 'DPC_WATCHDOG_VIOLATION', '0x133');
    await workbench.page.keyboard.press('Escape');
  });

  it('leads from the wait for the firmware to the frame that shows whose answer is missing', async () => {
    await goToDefinition(workbench.page, 'PshedpWaitForOperationToComplete');
    await waitForCursor(workbench.page, lineOf(SAMPLE, 'PshedpWriteErrorRecordERST'));
  });

  it('has a report that names the firmware as the owner', async () => {
    const report = await openReport(workbench, SAMPLE);
    await report
      .locator('.verdict')
      .getByText(/firmware/i)
      .first()
      .waitFor();
    await report.locator('svg.graph .owner .label', { hasText: /firmware/i }).waitFor();
  });

  it('keeps its report when the window is loaded again', async () => {
    await reloadWindow(workbench);
    await reportPage(workbench.page).locator('svg.graph').waitFor();
  });

  it('is recognised by its content in a mail, and can be triaged there', async () => {
    const transcript = await readFile(path.join(workbench.folder, SAMPLE), 'utf8');
    await writeFile(path.join(workbench.folder, 'mail.txt'), `Hello,\nour host stopped again:\n\n${transcript}`);
    await readVerdict(workbench, 'mail.txt');
    const status = await hoverStatus(workbench.page, 'WinDbg · 1 crash');
    await status.getByText('recognised by its content').waitFor();
    await status.getByText('Triage this crash').waitFor();
  });
});
