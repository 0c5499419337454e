/**
 * How fast logs are read, and whether eight times the text takes about eight times as long. A form fails whose time
 * grows more than `MOST_GROWTH` times as much as its length, or that cannot be read at all; then the run fails.
 */
import { parseDocument } from '../../server/src/dialects/registry.js';
import { openCase } from '../../server/src/service.js';
import { readLines } from '../../server/src/util/lines.js';
import type { Form } from './forms.js';
import { FORMS } from './forms.js';

const MEGABYTE = 1_000_000;
const SMALL = 1;
const LARGE = 8;
const MOST_GROWTH = 1.3;
const RUNS = 2;
/** What is steep by chance is level in one of some attempts. */
const ATTEMPTS = 5;

type Work = (text: string) => unknown;

const PARSE: Work = (text) => parseDocument(readLines(text));
const PARSE_AND_TRIAGE: Work = (text) => openCase(text);

interface Speed {
  /** Megabytes a second of processor time, of the large text. */
  readonly megabytes: number;
  /** Time per byte of the large text to time per byte of the small one. */
  readonly growth: number;
}

/** Milliseconds that the processor worked, in the shortest of some runs: what else a machine does is not counted. */
function processorTime(run: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

function measure(work: Work, small: string, large: string): Speed {
  const timeOf = (text: string): number => processorTime(() => work(text));
  let forSmall = Infinity;
  let forLarge = Infinity;
  let growth = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && growth > MOST_GROWTH; attempt += 1) {
    forSmall = Math.min(forSmall, timeOf(small));
    forLarge = Math.min(forLarge, timeOf(large));
    growth = forLarge / LARGE / (forSmall / SMALL);
  }
  return { megabytes: LARGE / (forLarge / 1000), growth };
}

/** Both speeds of a form, or why it could not be read. */
function measureForm({ write }: Form): readonly Speed[] | Error {
  const small = write(SMALL * MEGABYTE);
  const large = write(LARGE * MEGABYTE);
  try {
    return [PARSE, PARSE_AND_TRIAGE].map((work) => measure(work, small, large));
  } catch (error) {
    return error as Error;
  }
}

const NAME_WIDTH = Math.max(...FORMS.map(({ name }) => name.length));

const cells = ({ megabytes, growth }: Speed): string =>
  `${megabytes.toFixed(1).padStart(10)} MB/s${growth.toFixed(2).padStart(7)}${growth > MOST_GROWTH ? ' steep' : '      '}`;

/** Measures one form, prints its line, and says whether it is read as it should be. */
function takeForm(form: Form): boolean {
  const measured = measureForm(form);
  const isRead = !(measured instanceof Error);
  console.log(form.name.padEnd(NAME_WIDTH) + (isRead ? measured.map(cells).join('') : `  ${String(measured)}`));
  return isRead && measured.every(({ growth }) => growth <= MOST_GROWTH);
}

/** The first runs of a program are slow: they are not measured. */
function warmUp(): void {
  for (const { write } of FORMS) openCase(write(MEGABYTE / 10));
}

warmUp();
const title = (name: string): string => `${name.padStart(15)} growth      `;
console.log(' '.repeat(NAME_WIDTH) + title('parse') + title('with triage'));
const failed = FORMS.filter((form) => !takeForm(form)).map(({ name }) => name);
console.log(
  failed.length > 0
    ? `Not read in time that grows with the text: ${failed.join(', ')}`
    : `Per byte, ${LARGE} MB take at most ${MOST_GROWTH} times as long as ${SMALL} MB, in all ${FORMS.length} forms.`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
