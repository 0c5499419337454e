/**
 * A real VS Code with the packed extension installed, shown by a real browser: what the tests of the user interface
 * and the screenshots drive. Every wait is for something that a person would see, never for a time to pass.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { launchVsCode } from '../../scripts/lib/launch.mjs';
import { inProject, VSIX } from '../../scripts/lib/project.mjs';
import { endChildrenWithThisProcess } from '../../scripts/lib/run.mjs';
import { ensureVsCodeServer } from '../../scripts/lib/vscodeServer.mjs';
import { openBrowser } from './browser.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {import('../../scripts/lib/launch.mjs').Query} Query
 *
 * @typedef {object} Workbench
 * @property {Page} page
 * @property {string} folder  a copy of the samples, to be changed at will
 * @property {(query: Query) => string} url
 * @property {(file: string) => string} remote
 * @property {(sample: string) => Promise<void>} open  shows a sample and waits for its text
 * @property {() => string} log
 * @property {() => Promise<string>} extension  the folder in which the extension is installed
 * @property {() => Promise<string>} extensionHostLog  what the host of the extensions has written since the start
 * @property {() => Promise<void>} close
 */

export const THEMES = /** @type {const} */ ({
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high contrast': 'Default High Contrast',
  'high contrast light': 'Default High Contrast Light',
});

const MOST_ATTEMPTS = 4;
/** Milliseconds until something is tried once more. */
const PATIENCE = 3000;
/** Milliseconds until what was awaited is given up, and between two looks at it. */
const MOST_PATIENCE = 30_000;
const POLL = 50;

const SETTINGS = {
  'files.autoSave': 'off',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
};

endChildrenWithThisProcess();

/**
 * @param {object} [options]
 * @param {Record<string, unknown>} [options.settings]
 * @param {keyof typeof THEMES} [options.theme]
 * @param {{ width: number, height: number }} [options.size]
 * @returns {Promise<Workbench>}
 */
export async function openWorkbench({ settings = {}, theme = 'dark', size = { width: 1280, height: 800 } } = {}) {
  const scratch = await mkdtemp(path.join(tmpdir(), 'dump-lens-'));
  const folder = path.join(scratch, 'samples');
  await cp(inProject('samples'), folder, { recursive: true });
  const server = await launchVsCode({
    main: await ensureVsCodeServer(),
    profile: path.join(scratch, 'profile'),
    extensions: [VSIX],
    settings: { ...SETTINGS, 'workbench.colorTheme': THEMES[theme], ...settings },
  });
  const context = await openBrowser(scratch, size);
  const page = context.pages()[0] ?? (await context.newPage());

  return {
    page,
    folder,
    url: server.url,
    remote: server.remote,
    log: server.log,
    extension: async () => {
      const folder = path.join(scratch, 'profile/extensions');
      const name = (await readdir(folder)).find((each) => each.startsWith('dumplens.')) ?? '';
      return path.join(folder, name);
    },
    extensionHostLog: () => readLogs(path.join(scratch, 'profile/user/logs'), 'remoteexthost.log'),
    open: async (sample) => {
      const file = path.join(folder, sample);
      await page.goto(server.url({ folder, payload: [['openFile', server.remote(file)]] }));
      await page.locator('.monaco-editor .view-line').first().waitFor();
      await hideSideBar(page);
    },
    close: async () => {
      await context.close();
      await server.stop();
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** All log files of a name, one after the other. @param {string} folder @param {string} name */
async function readLogs(folder, name) {
  const files = (await readdir(folder, { recursive: true })).filter((file) => path.basename(file) === name);
  const texts = await Promise.all(files.sort().map((file) => readFile(path.join(folder, file), 'utf8')));
  return texts.join('');
}

/** Room for the text and the report. @param {Page} page */
export async function hideSideBar(page) {
  const sideBar = page.locator('.part.sidebar');
  if (!(await sideBar.isVisible())) return;
  await page.keyboard.press('Control+B');
  await sideBar.waitFor({ state: 'hidden' });
}

/** A palette closes again when the focus moves, as it does while an editor opens: then it is opened once more. @param {Page} page */
async function openPalette(page) {
  const input = page.locator('.quick-input-widget input[type=text]');
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    await page.keyboard.press('F1');
    await input.waitFor({ timeout: PATIENCE }).catch(() => undefined);
    await settle(page);
    if (await input.isVisible()) return;
  }
  throw new Error('The command palette does not stay open.');
}

/** Opens the palette and returns the rows that hold these words. @param {Page} page @param {string} words */
export async function searchCommands(page, words) {
  await openPalette(page);
  await page.locator('.quick-input-widget input[type=text]').fill(`>${words}`);
  const rows = page.locator('.quick-input-list .monaco-list-row', { hasText: words });
  await rows.first().waitFor();
  return rows;
}

/** Runs a command that asks for more where the palette was. @param {Page} page @param {string} title */
export async function chooseCommand(page, title) {
  const rows = await searchCommands(page, title);
  // Not by Enter: VS Code may put a command first whose title is only like this one.
  await rows.first().click();
}

/** Runs a command as a person does. @param {Page} page @param {string} title */
export async function runCommand(page, title) {
  await chooseCommand(page, title);
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/**
 * Takes an entry of a list that VS Code shows where the palette was. Not by a click: under the mouse, which took the
 * command, another entry may be explained by a hover that lies over this one.
 * @param {Page} page
 * @param {string} label
 */
export async function chooseEntry(page, label) {
  const entries = page.locator('.quick-input-list .monaco-list-row', { hasText: label });
  await entries.first().waitFor();
  await page.locator('.quick-input-widget input[type=text]').fill(label);
  await entries.and(page.locator('.focused')).waitFor();
  await page.keyboard.press('Enter');
}

/** A dialog that still reads its folder takes nothing: then the row is clicked once more. @param {Page} page @param {Locator} row */
async function takeRow(page, row) {
  const isClosed = () =>
    page
      .locator('.quick-input-widget')
      .waitFor({ state: 'hidden', timeout: PATIENCE })
      .then(
        () => true,
        () => false,
      );
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    await row.click();
    if (await isClosed()) return;
  }
  throw new Error('The dialog does not take the file.');
}

/**
 * Shows a file of the folder in the window as it is, the cursor at its head.
 * @param {Pick<Workbench, 'page' | 'folder'>} workbench
 * @param {string} name
 */
export async function showFile({ page, folder }, name) {
  await chooseCommand(page, 'File: Open File...');
  const dialog = page.locator('.quick-input-widget', { hasText: 'Open File' });
  await dialog.locator('input[type=text]').fill(path.join(folder, name));
  await takeRow(page, dialog.locator('.monaco-list-row').filter({ hasText: name }).first());
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.monaco-editor.focused').waitFor();
  await page.keyboard.press('Control+Home');
  await waitForCursor(page, 0);
}

/** Leaves the window without an editor; what was not saved is given up. @param {Page} page */
export async function closeEditors(page) {
  const tabs = page.locator('.tab');
  for (let left = await tabs.count(); left > 0; left = await tabs.count()) {
    await runCommand(page, 'View: Revert and Close Editor');
    await tabs.nth(left - 1).waitFor({ state: 'detached' });
  }
}

/**
 * Loads the window again. The page's address loses the file that it named, so that VS Code restores what was open.
 * @param {Workbench} workbench
 */
export async function reloadWindow({ page, folder, url }) {
  await page.evaluate((address) => history.replaceState(null, '', address), url({ folder }));
  const loaded = page.waitForEvent('load');
  await runCommand(page, 'Developer: Reload Window');
  await loaded;
}

/** The lenses above the lines, in the order of the text. @param {Page} page @param {string | RegExp} text */
export const codeLens = (page, text) => page.locator('.codelens-decoration', { hasText: text });

/**
 * The middle of a word of the editor's text, in pixels of the page. How the word is cut into coloured pieces does
 * not matter.
 * @param {Page} page
 * @param {string} word
 * @param {string} [onLine]  some text of its line, where the word occurs on several
 * @returns {Promise<{ x: number, y: number }>}
 */
async function placeOf(page, word, onLine = word) {
  const found = await page.waitForFunction(findWord, { word, onLine });
  return /** @type {{ x: number, y: number }} */ (await found.jsonValue());
}

/** Runs in the page. @param {{ word: string, onLine: string }} query */
function findWord({ word, onLine }) {
  const lines = [...document.querySelectorAll('.monaco-editor .view-line')];
  const topOf = (/** @type {Element} */ line) => line.getBoundingClientRect().top;
  for (const line of lines.sort((one, other) => topOf(one) - topOf(other))) {
    const text = line.textContent.replaceAll('\u00a0', ' ');
    const middle = text.indexOf(word) + Math.floor(word.length / 2);
    if (!text.includes(word) || !text.includes(onLine)) continue;
    const pieces = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let before = 0;
    for (let piece = pieces.nextNode(); piece !== null; piece = pieces.nextNode()) {
      const length = piece.textContent?.length ?? 0;
      if (middle < before + length) {
        const range = document.createRange();
        range.setStart(piece, middle - before);
        range.setEnd(piece, middle - before + 1);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
      before += length;
    }
  }
  return null;
}

/**
 * Moves the mouse to a word and returns the hover that appears.
 * @param {Page} page
 * @param {string} word
 * @param {string | RegExp} expected  some of the hover's text
 * @param {string} [onLine]
 */
export async function hoverWord(page, word, expected, onLine) {
  const { x, y } = await placeOf(page, word, onLine);
  await page.mouse.move(x, y);
  const hover = page.locator('.monaco-hover:visible', { hasText: expected }).first();
  await hover.waitFor();
  return hover;
}

/**
 * Puts the cursor into a word.
 * @param {Page} page
 * @param {string} word
 * @param {string} [onLine]
 */
export async function clickWord(page, word, onLine) {
  const { x, y } = await placeOf(page, word, onLine);
  await page.mouse.click(x, y);
}

/**
 * Clicks into a word and asks for its definition.
 * @param {Page} page
 * @param {string} word
 * @param {string} [onLine]
 */
export async function goToDefinition(page, word, onLine) {
  await clickWord(page, word, onLine);
  await page.keyboard.press('F12');
}

/** Brings a line into view. @param {Page} page @param {number} line  zero-based */
export async function goToLine(page, line) {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input[type=text]').fill(`:${line + 1}`);
  await page.keyboard.press('Enter');
  await waitForCursor(page, line);
}

/** The zero-based line of the text cursor, as the status bar tells it. @param {Page} page */
export async function cursorLine(page) {
  const status = await page.locator('.statusbar-item', { hasText: /^Ln \d+/ }).innerText();
  return Number(/\d+/.exec(status)?.[0]) - 1;
}

/** Waits until the cursor is on a line. @param {Page} page @param {number} line  zero-based */
export async function waitForCursor(page, line) {
  await page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line + 1},`) }).waitFor();
}

/** Milliseconds for which a finger stays on the mouse. */
const PRESS = 100;

/**
 * Presses something in the report as a person does. VS Code learns by a message that a page has the focus: a press
 * without any length overtakes it, and the focus comes back to the page from where the press has sent it.
 * @param {Locator} target
 */
export const press = (target) => target.click({ delay: PRESS });

/** The page of the report, inside of the two frames that VS Code puts around it. @param {Page} page */
export const reportPage = (page) => page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');

/** The zero-based line of a sample's first `words`. @param {string} sample @param {string} words */
export function lineOf(sample, words) {
  const lines = readFileSync(inProject(`samples/${sample}`), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(words));
}

/**
 * Rests the mouse on the braces of the status bar and returns what they tell of the document.
 * @param {Page} page
 * @param {string | RegExp} expected  some of it
 */
export async function hoverStatus(page, expected) {
  await page.locator('.statusbar-item[id="status.languageStatus"]').hover();
  const hover = page.locator('.monaco-hover:visible', { hasText: expected }).first();
  await hover.waitFor();
  return hover;
}

/** The name of the language in the status bar. @param {Page} page */
export const languageName = (page) => page.locator('.statusbar-item[id="status.editor.mode"]');

/** Waits until nothing on the page moves or fades any more, except what turns until something is done. @param {Page} page */
export async function settle(page) {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  );
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/**
 * Looks again until there is what is expected: what is shown may still be on its way there.
 * @template T
 * @param {() => Promise<T>} look
 * @param {T} expected
 */
export async function waitForEqual(look, expected) {
  const deadline = Date.now() + MOST_PATIENCE;
  let seen = await look();
  while (!isDeepStrictEqual(seen, expected) && Date.now() < deadline) {
    await delay(POLL);
    seen = await look();
  }
  assert.deepEqual(seen, expected);
}
