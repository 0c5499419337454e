/** The real logs beside the project, each with what its index says of it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the indexes say of a log; of each field only some logs know something. */
interface IndexRow {
  readonly file: string;
  readonly kind?: string;
  readonly bugcheck?: string | null;
  readonly joined_excerpts?: boolean;
  readonly has_stack?: boolean;
  readonly blame_truth?: string | readonly string[] | null;
  readonly hardware_truth?: boolean;
  readonly owner_cpus_truth?: readonly number[] | null;
}

export interface RealLog {
  readonly file: string;
  /** Without the lines in which a debugger itself names somebody. */
  readonly text: string;
  /** The modules that may be blamed, in the form of `moduleStem`; empty where nobody knows. */
  readonly blamed: readonly string[];
  readonly isHardware: boolean;
  /** The CPUs that held the lock or did not answer; null where nobody knows. */
  readonly owners: readonly number[] | null;
}

/** Keys in which a debugger names a culprit: a verdict must not need them. */
const ANSWERS = [
  'Driver at fault',
  'Probably caused by',
  'Followup',
  'FOLLOWUP_',
  'IMAGE_NAME',
  'IMAGE_VERSION',
  'MODULE_NAME',
  'SYMBOL_NAME',
  'STACK_COMMAND',
  'FAILURE_',
  'FAULTING_MODULE',
  'BUCKET_ID',
  'DEFAULT_BUCKET_ID',
  'PRIMARY_PROBLEM_CLASS',
  'DEBUG_FLR_IMAGE_TIMESTAMP',
  'BUGCHECK_STR_MODULE',
];
const ANSWER_LINE = new RegExp(String.raw`^[\s>#/\x60]{0,20}(?:${ANSWERS.join('|')})`, 'i');

function withoutAnswers(text: string): string {
  return text
    .split('\n')
    .filter((line) => !ANSWER_LINE.test(line))
    .join('\n');
}

const KERNEL_FILES = /^(?:ntoskrnl|ntkrnlmp|ntkrnlpa|ntkrpamp)$/;

/** A module's name without folder and ending; the kernel's files are the kernel. */
export function moduleStem(name: string): string {
  const stem = name
    .toLowerCase()
    .replace(/^.*[\\/]/, '')
    .replace(/\.(?:sys|dll|exe|ko)$/, '');
  return KERNEL_FILES.test(stem) ? 'nt' : stem;
}

/** Names that say no more than that nobody was found, or that it is not a driver. */
const NOBODY =
  /^(?:nt|unknown_module|unknown_image|hardware|memory_corruption|genuineintel|authenticamd|nt_wrong_symbols|.*wrong\.symbols)$/;

function toRealLog(folder: string, row: IndexRow): RealLog {
  const isTranscript = 'bugcheck' in row;
  const text = readFileSync(path.join(folder, row.file), 'utf8');
  const named = [row.blame_truth ?? []].flat().map(moduleStem);
  return {
    file: row.file,
    text: isTranscript ? withoutAnswers(text) : text,
    blamed: isTranscript ? (row.has_stack ? named.filter((name) => !NOBODY.test(name)) : []) : named,
    isHardware: row.hardware_truth ?? false,
    owners: row.owner_cpus_truth ?? null,
  };
}

/** The logs of one folder; those that only show one command, and pages of excerpts, tell of no crash. */
export function readRealLogs(folder: string): readonly RealLog[] {
  const index = path.join(folder, 'index.jsonl');
  if (!existsSync(index)) return [];
  return readFileSync(index, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as IndexRow)
    .filter(({ kind, joined_excerpts: joined }) => kind !== 'command' && !joined)
    .map((row) => toRealLog(folder, row));
}
