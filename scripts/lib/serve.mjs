/** Serves a VS Code with the extension, until it is ended. */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { findOnPath } from './findOnPath.mjs';
import { launchVsCode } from './launch.mjs';
import { CACHE, inProject } from './project.mjs';
import { ending, start } from './run.mjs';
import { say } from './say.mjs';
import { ensureVsCodeServer } from './vscodeServer.mjs';

const PROFILE = path.join(CACHE, 'profile');

/** Only where a person sits before it. @param {string} url */
function openInBrowser(url) {
  if (process.env.CI !== undefined) return;
  const hasDisplay = process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  if (process.platform === 'darwin') start('open', [url]);
  else if (process.platform === 'win32') start('rundll32', ['url.dll,FileProtocolHandler', url]);
  else if (hasDisplay && findOnPath(['xdg-open']) !== undefined) start('xdg-open', [url]);
}

/**
 * @param {object} options
 * @param {string} options.extension  a VSIX
 * @param {readonly string[]} options.files  to open in editors
 * @param {string | null} options.folder  to show beside them
 * @param {number} options.port
 */
export async function serveInBrowser({ extension, files, folder, port }) {
  const main = await ensureVsCodeServer();
  say('Starting VS Code with the extension');
  const extensions = path.join(PROFILE, 'extensions');
  await rm(extensions, { recursive: true, force: true });
  await cp(inProject('scripts/open-files'), path.join(extensions, 'dumplens-scripts.open-files-0.0.1'), {
    recursive: true,
  });
  process.env.OPEN_FILES = JSON.stringify(files);
  const server = await launchVsCode({ main, profile: PROFILE, extensions: [extension], port });
  const url = server.url({ folder });
  say('VS Code is ready. Ctrl-C ends it. Open:');
  console.log(`\n  ${url}\n`);
  openInBrowser(url);
  await server.ended;
  if (!ending.aborted) throw new Error(`The VS Code server ended by itself.\n${server.log()}`);
}
