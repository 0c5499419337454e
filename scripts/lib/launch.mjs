/** Starts a real VS Code server on this machine, with extensions and settings of its own. */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { end, run, start } from './run.mjs';

/**
 * @typedef {object} Launched
 * @property {(query: Query) => string} url  what a browser opens
 * @property {(file: string) => string} remote  the name of a local file inside of this VS Code
 * @property {() => string} log  what the server printed
 * @property {() => Promise<void>} stop
 * @property {Promise<void>} ended
 *
 * @typedef {{ folder: string | null, payload?: readonly (readonly [string, string])[] }} Query
 */

const HOST = '127.0.0.1';
const READY_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 100;

/** No marketplace and no account: nothing is asked of the network. */
const QUIET = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'extensions.ignoreRecommendations': true,
  'chat.commandCenter.enabled': false,
};

/**
 * The wanted port where it is free, else another.
 * @param {number} wanted  0: any
 * @returns {Promise<number>}
 */
export async function findPort(wanted) {
  const probe = createServer();
  try {
    probe.listen(wanted, HOST);
    await once(probe, 'listening');
    const address = probe.address();
    if (address === null || typeof address === 'string') throw new Error('The port of a local server is not known.');
    return address.port;
  } catch (error) {
    if (wanted === 0) throw error;
    return await findPort(0);
  } finally {
    probe.close();
  }
}

/** @param {string} address @param {() => boolean} hasEnded */
async function isReady(address, hasEnded) {
  const deadline = Date.now() + READY_MILLISECONDS;
  while (!hasEnded() && Date.now() < deadline) {
    const answer = await fetch(`http://${address}/version`).catch(() => null);
    if (answer?.ok === true) return true;
    await delay(POLL_MILLISECONDS);
  }
  return false;
}

/** @param {string} profile @param {Record<string, unknown>} settings */
async function writeSettings(profile, settings) {
  const folder = path.join(profile, 'user/User');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify({ ...QUIET, ...settings }, null, 2));
}

/**
 * @param {object} options
 * @param {string} options.main  the server's script
 * @param {string} options.profile  a folder for settings, extensions and state
 * @param {readonly string[]} [options.extensions]  VSIX files
 * @param {Record<string, unknown>} [options.settings]
 * @param {number} [options.port]  taken: another is used
 * @returns {Promise<Launched>}
 */
export async function launchVsCode({ main, profile, extensions = [], settings = {}, port: wanted = 0 }) {
  const folders = [
    ...['--server-data-dir', path.join(profile, 'server')],
    ...['--user-data-dir', path.join(profile, 'user')],
    ...['--extensions-dir', path.join(profile, 'extensions')],
  ];
  const common = [...folders, '--accept-server-license-terms', '--telemetry-level', 'off'];
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}', NODE_OPTIONS: '' };
  await writeSettings(profile, settings);
  for (const extension of extensions) {
    await run(process.execPath, [main, '--install-extension', extension, '--force', ...common], { env });
  }

  const port = await findPort(wanted);
  const token = randomBytes(16).toString('hex');
  const serve = ['--host', HOST, '--port', String(port), '--connection-token', token];
  const child = start(process.execPath, [main, ...serve, ...common], { env });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (log += text));
  }
  const ended = /** @type {Promise<void>} */ (new Promise((resolve) => child.once('close', () => resolve())));

  const address = `${HOST}:${port}`;
  if (!(await isReady(address, () => child.exitCode !== null || child.signalCode !== null))) {
    await end(child);
    throw new Error(`The VS Code server did not start.\n${log}`);
  }
  /** @param {string} file */
  const remote = (file) => `vscode-remote://${address}${encodeURI(file.split(path.sep).join('/'))}`;
  /** @param {Query} query */
  const url = ({ folder, payload = [] }) => {
    const where = folder === null ? { ew: 'true' } : { folder };
    const what = payload.length > 0 ? { payload: JSON.stringify(payload) } : {};
    const query = new URLSearchParams({ tkn: token, ...where, ...what });
    return `http://${address}/?${query.toString()}`;
  };
  return { url, remote, log: () => log, stop: () => end(child), ended };
}
