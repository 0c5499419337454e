import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findMissing, hasErrors, problemLines, readPackFiles } from './cli/packFiles.js';
import './packsBeside.js';
import type { FileError } from './report/json.js';
import { fileJson, SCHEMA_VERSION } from './report/json.js';
import { crashMarkdown } from './report/markdown.js';
import type { Colours } from './report/text.js';
import { crashText, NO_COLOURS } from './report/text.js';
import type { Case, Knowledge } from './service.js';
import { openCase, readOwnPacks } from './service.js';
import { decodeText } from './util/decode.js';

const USAGE = `Usage: dumplens triage [OPTION...] FILE...
       dumplens --help

Reads kernel crash logs (VMware purple screens, WinDbg transcripts) and says who waited,
who owned the lock or the CPU, who is to blame, and what to do next. FILE may be - for standard input.

  --format FORMAT  text (if not given), json, ndjson or markdown
  --packs PATH     also know what this pack says, or the packs in this folder; may be given several times,
                   later packs count more
  --lang CODE      language of what the packs say, as far as it is translated: ko

Exit status: 0 all files were read, 1 some file could not be read or is no text, 2 wrong usage.
A pack with an error counts as 1, and --packs with a path that is not there as 2.`;

const OK = 0;
const UNREADABLE = 1;
const WRONG_USAGE = 2;

const FORMATS = ['text', 'json', 'ndjson', 'markdown'] as const;
type Format = (typeof FORMATS)[number];

/** A file after it was read: a case, or the reason why there is none. */
interface ReadFile {
  readonly name: string;
  readonly opened: Case | null;
  readonly error: FileError | null;
}

/** What the system's error codes mean to a person, and what to do. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file. Check the name.',
  EISDIR: 'This is a folder. Name the files in it, for example with a wildcard.',
  EACCES: 'The file may not be read. Check its permissions.',
  EPERM: 'The file may not be read. Check its permissions.',
  ERR_FS_FILE_TOO_LARGE: 'The file is larger than 2 GiB. Cut out the part around the crash.',
  ERR_STRING_TOO_LONG: 'The text is larger than can be held. Cut out the part around the crash.',
};

function toFileError(error: unknown): FileError {
  const { code = 'EUNKNOWN', message } = error as NodeJS.ErrnoException;
  return { code, message: REASONS[code] ?? message };
}

function readBytes(name: string): Uint8Array {
  if (name === '-') return readFileSync(0);
  if (statSync(name).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  return readFileSync(name);
}

function readCase(name: string, knowledge: Knowledge): ReadFile {
  try {
    const decoded = decodeText(readBytes(name));
    if ('error' in decoded) return { name, opened: null, error: decoded.error };
    return { name, opened: openCase(decoded.text, knowledge), error: null };
  } catch (error) {
    return { name, opened: null, error: toFileError(error) };
  }
}

function toJson({ name, opened, error }: ReadFile): object {
  return fileJson(name, opened?.document ?? null, opened?.crashes ?? [], error);
}

const paint =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`;

const TERMINAL_COLOURS: Colours = { headline: paint(1), verdict: paint(36), label: paint(2), guess: paint(33) };

/** Colour is for people: on a terminal, and not where NO_COLOR asks for none. */
function coloursFor(stream: NodeJS.WriteStream): Colours {
  return stream.isTTY && !process.env.NO_COLOR ? TERMINAL_COLOURS : NO_COLOURS;
}

function toText({ name, opened, error }: ReadFile, colours: Colours): string {
  if (error) return `${colours.headline(name)}\n  ${error.message}\n`;
  const crashes = opened?.crashes ?? [];
  const body =
    crashes.length > 0
      ? crashes.map((crash) => crashText(crash, colours)).join('\n\n')
      : `  ${opened?.document.remark ?? ''}`;
  return `${colours.headline(name)}\n${body}\n`;
}

function toMarkdown({ name, opened, error }: ReadFile): string {
  const crashes = opened?.crashes ?? [];
  const body =
    crashes.length > 0 ? crashes.map(crashMarkdown).join('\n') : `${error?.message ?? opened?.document.remark ?? ''}\n`;
  return `# ${name}\n\n${body}`;
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : noun === 'crash' ? 'es' : 's'}`;

function write(text: string): void {
  process.stdout.write(text);
}

/** What is known with the packs that are named; what is wrong with them is told, and all that is right counts. */
function readKnowledge(names: readonly string[], language: string | undefined): [Knowledge, failed: boolean] {
  const { files, unread } = readPackFiles(names);
  const { knowledge, packs } = readOwnPacks(files, language);
  for (const line of [...unread, ...problemLines(packs)]) process.stderr.write(`${line}\n`);
  return [knowledge, unread.length > 0 || hasErrors(packs)];
}

/** Reads the files one by one and prints each as its format wants it. */
function runTriage(files: readonly string[], format: Format, knowledge: Knowledge): number {
  const started = performance.now();
  const colours = coloursFor(process.stdout);
  const collected: object[] = [];
  let crashes = 0;
  let failed = false;
  for (const name of files) {
    const file = readCase(name, knowledge);
    crashes += file.opened?.crashes.length ?? 0;
    if (file.error) {
      failed = true;
      process.stderr.write(`dumplens: ${name}: ${file.error.message}\n`);
    }
    if (format === 'ndjson') write(`${JSON.stringify(toJson(file))}\n`);
    if (format === 'json') collected.push(toJson(file));
    if (format === 'text' && !file.error) write(`${toText(file, colours)}\n`);
    if (format === 'markdown') write(toMarkdown(file));
  }
  if (format === 'json') write(`${JSON.stringify({ schemaVersion: SCHEMA_VERSION, files: collected }, null, 2)}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  if (format === 'text')
    write(colours.label(`${count(files.length, 'file')}, ${count(crashes, 'crash')}, ${seconds} s\n`));
  return failed ? UNREADABLE : OK;
}

function refuse(reason: string): number {
  process.stderr.write(`dumplens: ${reason} Run dumplens --help for the usage.\n`);
  return WRONG_USAGE;
}

const isFormat = (text: string): text is Format => (FORMATS as readonly string[]).includes(text);

/** Takes the command line apart and runs it; returns the exit status. */
function main(args: string[]): number {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        packs: { type: 'string', multiple: true, default: [] },
        lang: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return refuse(`${(error as Error).message.split('. ')[0] ?? ''}.`);
  }
  const { values, positionals } = parsed;
  const [command, ...files] = positionals;
  if (values.help) {
    write(`${USAGE}\n`);
    return OK;
  }
  if (command === undefined) return refuse('No command was given.');
  if (command !== 'triage') return refuse(`There is no command ${JSON.stringify(command)}; there is triage.`);
  if (!isFormat(values.format))
    return refuse(`There is no format ${JSON.stringify(values.format)}; there are ${FORMATS.join(', ')}.`);
  if (files.length === 0) return refuse('No file was named.');
  const missing = findMissing(values.packs);
  if (missing !== undefined) return refuse(`There is no file or folder ${JSON.stringify(missing)} with packs.`);
  const [knowledge, failed] = readKnowledge(values.packs, values.lang);
  return runTriage(files, values.format, knowledge) || (failed ? UNREADABLE : OK);
}

// A reader that closes the pipe early (head, less) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? OK : UNREADABLE);
});
process.exitCode = main(process.argv.slice(2));
