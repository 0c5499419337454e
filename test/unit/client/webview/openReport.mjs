/** The report page in a real browser, with the extension's side of the conversation played by the test. */
import { after, before } from 'node:test';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../../../scripts/lib/browser.mjs';

/** @typedef {import('../../../../server/src/report/reportModel.js').ReportModel} ReportModel */
/** @typedef {import('../../../../client/src/report/messages.js').PageRequest} PageRequest */

/** @type {import('playwright-core').Browser} */
export let browser;
/** @type {string} */
let script;
/** @type {string} */
let style;

before(async () => {
  const entryPoints = ['client/webview/report.ts', 'client/webview/report.css'];
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'iife', outdir: 'out' });
  const contentOf = (/** @type {string} */ ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  script = contentOf('.js');
  style = contentOf('.css');
  browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox'] });
});

after(() => browser.close());

/**
 * Opens the page, shows a report, and collects what the page asks for.
 * @param {ReportModel} model
 * @param {number} [width]
 * @param {import('../../../../client/src/report/pageState.js').PageState} [remembered]  by VS Code, of the page before
 */
export async function openReport(model, width = 900, remembered) {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  /** @type {PageRequest[]} */
  const requests = [];
  await page.exposeFunction('send', (/** @type {PageRequest} */ request) => requests.push(request));
  await page.setContent(`<!DOCTYPE html><meta http-equiv="Content-Security-Policy"
    content="default-src 'none'; style-src 'nonce-n'; script-src 'nonce-n'"><style nonce="n">${style}</style><body>
    <script nonce="n">
      let state = ${JSON.stringify(remembered)};
      const remembered = () => state;
      const acquireVsCodeApi = () =>
        ({ postMessage: (request) => send(request), getState: () => state, setState: (next) => (state = next) });
    </script>
    <script nonce="n">${script}</script>`);
  const show = (/** @type {ReportModel} */ shown) =>
    page.evaluate((update) => {
      window.postMessage(update);
    }, /** @type {const} */ ({ type: 'report', model: shown }));
  await show(model);
  await page.locator('main.report').waitFor();
  /** What the page would find again after a reload. */
  const state = () => page.evaluate('remembered()');
  return { page, requests, show, state };
}

/** The markup of a report, as the page gives it away to be saved. @param {ReportModel} model */
export async function serialise(model) {
  const { page, requests } = await openReport(model);
  await page.evaluate(() => window.postMessage({ type: 'serialise' }));
  for (;;) {
    const answer = requests.find((request) => request.type === 'serialised');
    if (answer === undefined) await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    else return await page.close().then(() => answer.content);
  }
}
