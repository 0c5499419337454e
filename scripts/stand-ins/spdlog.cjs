/** For VS Code's native module of this name: writes its log files, without buffers and without rotation. */
const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const LEVELS = /** @type {const} */ (['trace', 'debug', 'info', 'warn', 'error', 'critical']);
const INFO = LEVELS.indexOf('info');

class Logger {
  #level = INFO;
  #isRaw = false;
  #file;

  /** @param {string} _kind @param {string} _name @param {string} file */
  constructor(_kind, _name, file) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
  }

  /** @param {(typeof LEVELS)[number]} name @param {string} message */
  #write(name, message) {
    if (LEVELS.indexOf(name) < this.#level) return;
    appendFileSync(this.#file, this.#isRaw ? message : `${new Date().toISOString()} [${name}] ${message}\n`);
  }

  trace = (/** @type {string} */ message) => this.#write('trace', message);
  debug = (/** @type {string} */ message) => this.#write('debug', message);
  info = (/** @type {string} */ message) => this.#write('info', message);
  warn = (/** @type {string} */ message) => this.#write('warn', message);
  error = (/** @type {string} */ message) => this.#write('error', message);
  critical = (/** @type {string} */ message) => this.#write('critical', message);

  getLevel = () => this.#level;
  setLevel = (/** @type {number} */ level) => {
    this.#level = level;
  };
  clearFormatters = () => {
    this.#isRaw = true;
  };
  setPattern = () => undefined;
  flush = () => undefined;
  drop = () => undefined;
}

const createLogger = (/** @type {string} */ name, /** @type {string} */ file) =>
  Promise.resolve(new Logger('rotating', name, file));

// One assignment each: VS Code imports them by name, and Node finds the names of a CommonJS module in its text.
exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.shutdown = () => undefined;
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
