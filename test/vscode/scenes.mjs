/**
 * What a person does with a crash in VS Code, each ending when the result is to be seen. The tests look closer at
 * it, and the screenshots of the README are taken of it.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  chooseCommand,
  chooseEntry,
  codeLens,
  goToDefinition,
  hoverWord,
  reportPage,
  runCommand,
  showFile,
} from './harness.mjs';

/** @typedef {Pick<import('./harness.mjs').Workbench, 'page' | 'folder' | 'open'>} Workbench */

/** @param {Workbench} workbench @param {string} sample */
export async function readVerdict(workbench, sample) {
  await workbench.open(sample);
  await codeLens(workbench.page, 'Triage this crash').first().waitFor();
}

/** The same in the window as it is, which is faster. @param {Pick<Workbench, 'page' | 'folder'>} workbench @param {string} sample */
export async function showVerdict(workbench, sample) {
  await showFile(workbench, sample);
  await codeLens(workbench.page, 'Triage this crash').first().waitFor();
}

/** @param {Workbench} workbench @param {string} sample @param {string} word @param {string | RegExp} expected */
export async function restMouseOn(workbench, sample, word, expected) {
  await readVerdict(workbench, sample);
  return await hoverWord(workbench.page, word, expected);
}

/** Several places may be the answer: VS Code shows them in a peek. @param {Workbench} workbench @param {string} sample */
export async function peekCandidates(workbench, sample) {
  await readVerdict(workbench, sample);
  await goToDefinition(workbench.page, 'SP_WaitLock');
  const peek = workbench.page.locator('.peekview-widget .ref-tree');
  await peek.waitFor();
  return peek;
}

/** The crash as a tree beside the text. @param {Workbench} workbench @param {string} sample */
export async function showOutline(workbench, sample) {
  await readVerdict(workbench, sample);
  await runCommand(workbench.page, 'Explorer: Focus on Outline View');
  // Folded, the list of files leaves its room to the tree.
  await workbench.page.locator('.explorer-folders-view').waitFor();
  await workbench.page.locator('.pane-header', { hasText: path.basename(workbench.folder) }).click();
  const outline = workbench.page.locator('.outline-tree');
  await outline.getByText('PCPU list').waitFor();
  return outline;
}

/** A place at which nothing happens. @type {[x: number, y: number]} */
const TITLE_BAR = [300, 4];

/** @param {Workbench} workbench @param {string} sample */
export async function openReport(workbench, sample) {
  await readVerdict(workbench, sample);
  await runCommand(workbench.page, 'Dump Lens: Triage this crash');
  const report = reportPage(workbench.page);
  await report.locator('svg').first().waitFor();
  // Where the palette's entry was stands a button of the editor, which would explain itself.
  await workbench.page.mouse.move(...TITLE_BAR);
  await workbench.page.locator('.workbench-hover').first().waitFor({ state: 'hidden' });
  return report;
}

/** What can be done with the crash at the cursor. @param {Workbench} workbench @param {string} sample */
export async function openLightbulb(workbench, sample) {
  await readVerdict(workbench, sample);
  await workbench.page.keyboard.press('Control+.');
  const entries = workbench.page.locator('.action-widget .monaco-list-row.action');
  await entries.first().waitFor();
  return entries;
}

/** Milliseconds until one asks again. */
const PATIENCE = 3000;

/** A pack that is being written; at the end of its text the editor is asked what may stand there. */
const UNFINISHED_PACK = `pack: known-issues
id: team-issues
system: esxi
entries:
  - id: path-list
    title: The path list lock is lost
    dialect: psod
    when:
      frames: [SP_WaitLock]
`;

/** @param {Workbench} workbench */
export async function completePack(workbench) {
  const { page, folder } = workbench;
  await mkdir(path.join(folder, '.dumplens'), { recursive: true });
  await writeFile(path.join(folder, '.dumplens/team.yaml'), UNFINISHED_PACK);
  await workbench.open('.dumplens/team.yaml');
  await page.locator('.view-line').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('      ');
  const fields = page.locator('.suggest-widget .monaco-list-row', { hasText: 'bugChecks' });
  // Before the server runs, VS Code offers the words of the text.
  while (!(await fields.isVisible())) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    await fields.waitFor({ timeout: PATIENCE }).catch(() => undefined);
  }
  return fields;
}

/** Opens one of the samples of the walkthrough. @param {Workbench} workbench @param {string} label */
export async function openSample({ page }, label) {
  await chooseCommand(page, 'Dump Lens: Open a sample crash');
  await chooseEntry(page, label);
  await codeLens(page, 'Triage this crash').first().waitFor();
}

/**
 * Saves the report where VS Code proposes it, and returns the page.
 * @param {Workbench} workbench
 * @param {string | RegExp} name  that VS Code proposes
 */
export async function saveReport({ page, folder }, name) {
  await chooseCommand(page, 'Dump Lens: Save report as HTML');
  const target = page.locator('.quick-input-widget input[type=text]');
  await target.waitFor();
  const proposed = await page.waitForFunction(
    (/** @type {string} */ source) => {
      const input = document.querySelector('.quick-input-widget input[type=text]');
      return input instanceof HTMLInputElement && new RegExp(source).test(input.value) ? input.value : null;
    },
    typeof name === 'string' ? name.replaceAll('.', '\\.') : name.source,
  );
  const file = path.basename(String(await proposed.jsonValue()));
  await page.keyboard.press('Enter');
  // With its name: what was said of a report saved just before may still stand there.
  await page.locator('.statusbar-item', { hasText: `Report saved as ${file}` }).waitFor();
  return await readFile(path.join(folder, file), 'utf8');
}
