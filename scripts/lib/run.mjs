/** Child processes. Each leads a group of its own, so that it and all that it started can be ended together. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './project.mjs';

const onWindows = process.platform === 'win32';
/** On Windows these are scripts, which only a shell starts. */
const SHELL_SCRIPTS = onWindows ? ['npm', 'code'] : [];
const GRACE_MILLISECONDS = 3000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** A command that could not be started or that ended with a status other than 0. */
export class CommandError extends Error {
  /** @param {string} message @param {string} output  what it printed, where nobody has seen it */
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/**
 * Starts a command that goes on until it is ended by `end` or `endAll`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !onWindows,
    ...options,
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Runs a command to its end and returns what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ show?: boolean, cwd?: string, env?: NodeJS.ProcessEnv }} options  `show`: print while it runs, too
 * @returns {Promise<string>}
 */
export function run(command, args, { show = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const shell = SHELL_SCRIPTS.includes(command);
    const child = start(command, shell ? args.map((argument) => `"${argument}"`) : args, { ...options, shell });
    let output = '';
    const line = [command, ...args].join(' ');
    child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      if (show) process.stdout.write(text);
    });
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      if (show) process.stderr.write(text);
    });
    child.once('error', (error) => reject(new CommandError(`${line}: ${error.message}`, output)));
    child.once('close', (status, signal) => {
      if (status === 0) resolve(output);
      else reject(new CommandError(`${line} ended with ${signal ?? `status ${status}`}`, show ? '' : output));
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (onWindows) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already: that is what was asked for.
  }
}

/**
 * Ends a child and everything that it started: politely, then for good.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function end(child) {
  const closed = new Promise((resolve) => child.once('close', resolve));
  const alive = running.has(child);
  signalGroup(child, 'SIGTERM');
  if (alive) await Promise.race([closed, delay(GRACE_MILLISECONDS, undefined, { ref: false })]);
  // What the child itself started may live on after it.
  signalGroup(child, 'SIGKILL');
  running.delete(child);
}

export async function endAll() {
  await Promise.all([...running].map(end));
}

const ender = new AbortController();

/**
 * Aborted when this process has been told to end: from then on a child's end is no surprise.
 * @type {AbortSignal}
 */
export const ending = ender.signal;

/** From now on no child outlives this process, however it is ended (short of SIGKILL). */
export function endChildrenWithThisProcess() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      ender.abort();
      void endAll().finally(() => process.exit(128 + constants.signals[signal]));
    });
  }
  process.once('exit', () => {
    for (const child of running) signalGroup(child, 'SIGKILL');
  });
}
