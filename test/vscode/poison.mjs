/** Documents that end the language server, and the server that they end. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './harness.mjs';

export const POISON = 'This line ends the server.';

const MOST_ATTEMPTS = 4;
/** Milliseconds until one asks again. */
const PATIENCE = 6000;

/**
 * Puts code in front of an installed server.
 * @param {string} extension  the folder in which the extension is installed
 * @param {string} code
 */
export async function setTrap(extension, code) {
  const server = path.join(extension, 'dist/server.js');
  // The first line says who runs it.
  const [firstLine, ...lines] = (await readFile(server, 'utf8')).split('\n');
  await writeFile(server, [firstLine, code, ...lines].join('\n'));
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
