/** The browser that shows a VS Code to the tests. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/lib/browser.mjs';

/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

const PATIENCE_MILLISECONDS = 30_000;

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What is on this machine is all there is: a request to anywhere else fails.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
];

/** A page of VS Code for the web is of another site than its window, and keeps a service worker. */
const PREFERENCES = { profile: { block_third_party_cookies: false, cookie_controls_mode: 0 } };

/**
 * @param {string} scratch  a folder in which the browser keeps what it keeps
 * @param {{ width: number, height: number }} size
 * @returns {Promise<BrowserContext>}
 */
export async function openBrowser(scratch, size) {
  const profile = path.join(scratch, 'browser');
  await mkdir(path.join(profile, 'Default'), { recursive: true });
  await writeFile(path.join(profile, 'Default/Preferences'), JSON.stringify(PREFERENCES));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await ensureBrowser(),
    headless: true,
    viewport: size,
    args: ARGUMENTS,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  return context;
}
