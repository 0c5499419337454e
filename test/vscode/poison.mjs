/** Documents that end the language server, and the server that they end. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clickWord, codeLens, reportPage, runCommand } from './harness.mjs';
import { readVerdict } from './scenes.mjs';

export const POISON = 'This line ends the server.';

const MOST_ATTEMPTS = 4;
/** Milliseconds until one asks again. */
const PATIENCE = 6000;

/**
 * Puts code in front of an installed server.
 * @param {string} extension  the folder in which the extension is installed
 * @param {string} code
 * @returns {Promise<() => Promise<void>>}  takes it away again
 */
export async function setTrap(extension, code) {
  const server = path.join(extension, 'dist/server.js');
  // The first line says who runs it.
  const before = await readFile(server, 'utf8');
  const [firstLine, ...lines] = before.split('\n');
  await writeFile(server, [firstLine, code, ...lines].join('\n'));
  return () => writeFile(server, before);
}

/** @param {string} folder @param {string} sample @param {string} name @param {string} poison */
export async function writePoisoned(folder, sample, name, poison) {
  const text = await readFile(path.join(folder, sample), 'utf8');
  await writeFile(path.join(folder, name), `${text}\n${poison}\n`);
}

/** Asks about the document until it is said that the server is kept from it. @param {import('playwright-core').Page} page */
export async function waitUntilSetAside(page) {
  const said = page.locator('.notification-toast', { hasText: /This document is set aside/ });
  // Whoever asks in the moment in which the server ends may be told of that first, and asks again.
  for (let attempt = 1; attempt <= MOST_ATTEMPTS && !(await said.isVisible()); attempt += 1) {
    await runCommand(page, 'Dump Lens: Triage this crash');
    await said.waitFor({ timeout: PATIENCE }).catch(() => undefined);
  }
  await said.waitFor({ timeout: PATIENCE });
}

/** @param {import('./scenes.mjs').Workbench} workbench @param {string} sample @param {string} character */
export async function typeInto(workbench, sample, character) {
  await readVerdict(workbench, sample);
  await clickWord(workbench.page, 'Spin count exceeded');
  await workbench.page.keyboard.press('End');
  await workbench.page.keyboard.insertText(character);
}

/**
 * Ends a server that hangs as a person does, and asks the one that comes after it.
 * @param {import('playwright-core').Page} page
 */
export async function endByHand(page) {
  await runCommand(page, 'Dump Lens: Restart the language server');
  await runCommand(page, 'Dump Lens: Triage this crash');
  await reportPage(page).locator('svg').first().waitFor();
  assert.deepEqual(await page.locator('.notification-toast').allInnerTexts(), []);
}

/**
 * Opens a sample where the server cannot start, and again where it can.
 * @param {import('./scenes.mjs').Workbench} workbench
 * @param {string} extension  the folder in which the extension is installed
 * @param {string} sample
 */
export async function startAtSecondTry(workbench, extension, sample) {
  const { page } = workbench;
  const told = page.locator('.notification-toast');
  const lenses = codeLens(page, 'Triage this crash');
  const mend = await setTrap(extension, 'throw new Error("This server cannot start.");');

  await workbench.open(sample);
  await page.locator('.statusbar-item .codicon-bracket-error').waitFor();
  assert.deepEqual(await told.allInnerTexts(), []);
  await runCommand(page, 'Dump Lens: Restart the language server');
  await told.filter({ hasText: 'The language server could not be started.' }).waitFor();
  assert.equal(await told.count(), 1);

  await mend();
  await runCommand(page, 'Dump Lens: Restart the language server');
  await lenses.first().waitFor();
  assert.equal(await lenses.count(), 1);
}
