/** A real VS Code that runs in a browser alone, with the packed extension in a worker: what vscode.dev does. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { inProject, VSIX } from '../../scripts/lib/project.mjs';
import { endChildrenWithThisProcess } from '../../scripts/lib/run.mjs';
import { serveVsCodeWeb } from '../../scripts/lib/vscodeWeb.mjs';
import { openBrowser } from './browser.mjs';
import { hideSideBar } from './harness.mjs';

/**
 * @typedef {Pick<import('./harness.mjs').Workbench, 'page' | 'folder' | 'open' | 'close'> & OfTheWeb} WebWorkbench
 *
 * @typedef {object} OfTheWeb
 * @property {string} extension  the folder from which the extension is served
 * @property {(file?: string) => string} url  what the browser opens
 * @property {ReadonlySet<string>} asked  the hosts that something was asked of
 */

const PREFIX = 'extension/';

endChildrenWithThisProcess();

/** @param {string} folder */
async function unpackExtension(folder) {
  for (const [name, content] of Object.entries(unzipSync(await readFile(VSIX)))) {
    if (!name.startsWith(PREFIX) || name.endsWith('/')) continue;
    const file = path.join(folder, name.slice(PREFIX.length));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** @param {import('./browser.mjs').BrowserContext} context */
function watchRequests(context) {
  /** @type {Set<string>} */
  const hosts = new Set();
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    // What is not asked of a host comes from the page itself.
    if (!/^(?:blob|data):$/.test(protocol)) hosts.add(hostname);
  });
  return hosts;
}

/**
 * @param {object} [options]
 * @param {import('../../scripts/lib/vscodeWeb.mjs').Tests} [options.tests]  run in place of a person
 * @returns {Promise<WebWorkbench>}
 */
export async function openWebWorkbench({ tests } = {}) {
  const scratch = await mkdtemp(path.join(tmpdir(), 'dump-lens-web-'));
  const folder = path.join(scratch, 'samples');
  const extension = path.join(scratch, 'extension');
  await unpackExtension(extension);
  await cp(inProject('samples'), folder, { recursive: true });
  const server = await serveVsCodeWeb({ extension, folder, tests });
  const context = await openBrowser(scratch, { width: 1440, height: 900 });
  const page = context.pages()[0] ?? (await context.newPage());
  const asked = watchRequests(context);
  return {
    page,
    folder,
    extension,
    url: server.url,
    asked,
    open: async (sample) => {
      await page.goto(server.url(sample));
      await page.locator('.monaco-editor .view-line').first().waitFor();
      await hideSideBar(page);
    },
    close: async () => {
      await context.close();
      server.stop();
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
