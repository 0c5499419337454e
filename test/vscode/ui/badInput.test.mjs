/** What a person sees of documents that go, change or are no text: one clear word, and nothing else goes wrong. */
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { codeLens, openWorkbench, press, reportPage, runCommand } from '../harness.mjs';
import { PATH_LIST_PACK } from '../packs.mjs';
import { openReport, openSample } from '../scenes.mjs';

/** @typedef {import('../harness.mjs').Workbench} Workbench */

const SAMPLE = 'psod-spin-count.psod';
const LOG_LINE = '2021-03-18T06:40:00.000Z cpu1:2097152)ScsiDeviceIO: 3015: Cmd completed without a word\n';
/** VS Code gives extensions no text above 50 MB. */
const TOO_LARGE = 52_500_000;

/** A pack with two errors: a role that there is not, and no id. */
const FAULTY = `pack: symbols
id: team-symbols
system: esxi
entries:
  - id: vmkernel!SP_WaitLock
    module: vmkernel
    symbol: SP_WaitLock
    role: dancing
    basis: seen
`;

describe('a document that goes or is none', () => {
  /** @type {Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({
      settings: { 'workbench.editorLargeFileConfirmation': 1000 },
      size: { width: 1440, height: 900 },
    });
  });
  after(() => workbench.close());
  afterEach(async () => {
    const { page } = workbench;
    await runCommand(page, 'Notifications: Clear All Notifications');
    await runCommand(page, 'View: Revert and Close Editor');
    await runCommand(page, 'View: Close All Editors');
    await page.locator('.tab').first().waitFor({ state: 'detached' });
  });

  const toast = (/** @type {string | RegExp} */ text) =>
    workbench.page.locator('.notification-toast', { hasText: text });
  const inFolder = (/** @type {string} */ name) => path.join(workbench.folder, name);
  const tab = (/** @type {string | RegExp} */ name) => workbench.page.locator('.tab', { hasText: name });
  const textOfSample = (lock = 'pathListLock') =>
    readFile(inFolder(SAMPLE), 'utf8').then((text) => text.replaceAll('pathListLock', lock));

  it('whose file was deleted is not there to go to', async () => {
    await writeFile(inFolder('deleted.psod'), await textOfSample());
    const report = await openReport(workbench, 'deleted.psod');
    await rm(inFolder('deleted.psod'));
    await tab(/^deleted\.psod/)
      .locator('.codicon-close')
      .click();
    await tab(/^deleted\.psod/).waitFor({ state: 'detached' });
    await press(report.locator('.line-button').first());
    await toast('cannot be opened any more. It may have been moved, renamed or deleted.').waitFor();
  });

  it('that had no file and was thrown away is said to be gone by its report, not to be without a crash', async () => {
    await workbench.open(SAMPLE);
    await openSample(workbench, 'VMware purple screen');
    await runCommand(workbench.page, 'Dump Lens: Triage this crash');
    const report = reportPage(workbench.page);
    await report.locator('svg').first().waitFor();
    // Its tab is called after its first line.
    const untitled = workbench.page.locator('.tab', { hasText: 'Untitled-1', hasNotText: 'Triage:' });
    await untitled.click();
    await runCommand(workbench.page, 'View: Revert and Close Editor');
    await untitled.waitFor({ state: 'detached' });
    await report.getByText('cannot be opened any more. It may have been moved, renamed or deleted.').waitFor();
  });

  it('that another program writes is followed by its report and its lens', async () => {
    await writeFile(inFolder('written.psod'), await textOfSample('firstLock'));
    const report = await openReport(workbench, 'written.psod');
    await report.getByText('firstLock').first().waitFor();
    await writeFile(inFolder('written.psod'), await textOfSample('secondLock'));
    await report.getByText('secondLock').first().waitFor();
    await codeLens(workbench.page, 'secondLock').first().waitFor();
  });

  it('that is binary is told to be no text', async () => {
    const { page, folder, remote, url } = workbench;
    await writeFile(inFolder('memory.psod'), Buffer.concat([Buffer.from('PAGEDU64'), Buffer.alloc(100_000)]));
    await page.goto(url({ folder, payload: [['openFile', remote(inFolder('memory.psod'))]] }));
    await page.getByText('it is either binary or uses an unsupported text encoding').waitFor();
    await runCommand(page, 'Dump Lens: Triage this crash');
    await toast('VS Code cannot open this file as text.').waitFor();
  });

  it('that is too large for extensions is told to be so', async () => {
    await writeFile(inFolder('huge.psod'), LOG_LINE.repeat(TOO_LARGE / LOG_LINE.length));
    await workbench.open('huge.psod');
    await runCommand(workbench.page, 'Dump Lens: Triage this crash');
    await toast('VS Code gives no extension the text of a file this large.').waitFor();
  });

  it('that is a pack with errors is told of once, with its place, and other packs count', async () => {
    const { page } = workbench;
    await mkdir(inFolder('.dumplens'));
    await writeFile(inFolder('.dumplens/faulty.yaml'), FAULTY);
    await writeFile(inFolder('.dumplens/right.yaml'), PATH_LIST_PACK);
    // It is said for a while only, while the report opens.
    const said = page.locator('.statusbar-item', { hasText: 'one of your packs has errors, see Problems' }).waitFor();
    const report = await openReport(workbench, SAMPLE);
    await report.getByText('Install our patch 7').first().waitFor();
    await said;
    assert.equal(await page.locator('.notification-toast').count(), 0);
    await runCommand(page, 'Problems: Focus on Problems View');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: '[Ln 8,' });
    await problem.first().waitFor();
    assert.match(await problem.first().innerText(), /role/);
    await rm(inFolder('.dumplens'), { recursive: true });
  });

  it('leaves no failure behind in the log of the extension host', async () => {
    const log = await workbench.extensionHostLog();
    assert.match(log, /_doActivateExtension dumplens\.dump-lens/);
    // An entry goes on until the next time stamp.
    const failures = log.split(/^(?=\d{4}-\d\d-\d\dT)/m).filter((entry) => /\[error\][^]*dumplens/.test(entry));
    assert.deepEqual(failures, []);
  });
});
