import type { DialectId } from '../model/dialect.js';
import type { Position, Range } from '../model/position.js';
import { contains, isBefore, rangeOnLine } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { TriagedCrash } from '../triage/verdict.js';
import type { Target } from './target.js';

/** The kinds of terms that are words of a screen or of a debugger's output, by dialect. */
export const WORDS: Readonly<Record<DialectId, string>> = {
  psod: 'psod-word',
  windbg: 'windbg-word',
  linux: 'linux-word',
};

/** `[root@esx01:~] esxcli ...`, `/var/core # vmkdump_extract ...`: what was typed on a host's console. */
const CONSOLE_LINE =
  /^\s{0,8}(?:\[\w[\w.-]{0,60}@[^\]\s]{1,120}\] ?|(?:[~/][\w./-]{0,120} )?# )(?<command>[a-z][\w-]{1,40}\b.*)$/d;

const LETTER = /[A-Za-z_]/;

/** Where a term stands under the cursor, as a word of its own and no part of another; -1 if it does not. */
function placeOfTerm(term: string, text: string, character: number): number {
  const from = text.lastIndexOf(term, character);
  const to = from + term.length;
  const isPart = (inside: string, outside: string): boolean => LETTER.test(inside) && LETTER.test(outside);
  if (from < 0 || to < character) return -1;
  return isPart(text.charAt(from), text.charAt(from - 1)) || isPart(text.charAt(to - 1), text.charAt(to)) ? -1 : from;
}

/** The crash that a place is in, or the one above it: what a debugger printed at the end may have ended no model. */
function crashAbove({ crashes }: Case, position: Position): TriagedCrash | undefined {
  const isIn = ({ crash: { range } }: TriagedCrash): boolean => contains(range, position);
  const isAbove = ({ crash: { range } }: TriagedCrash): boolean => isBefore(range.end, position);
  return crashes.find(isIn) ?? crashes.findLast(isAbove);
}

/** A word with an entry of its own: the longest one, since some begin like others. */
function findWordOfDialect(opened: Case, position: Position): Target | null {
  const triaged = crashAbove(opened, position);
  const text = opened.lines[position.line] ?? '';
  if (!triaged) return null;
  const found = opened.knowledge
    .terms(triaged.crash.dialect, WORDS[triaged.crash.dialect])
    .map(({ term }) => ({ term, from: placeOfTerm(term, text, position.character) }))
    .filter(({ from }) => from >= 0)
    .sort((left, right) => right.term.length - left.term.length)
    .at(0);
  if (!found) return null;
  const range = rangeOnLine(position.line, found.from, found.from + found.term.length);
  return { kind: 'word', word: found.term, triaged, range };
}

/** `#PF Exception 14 in world`, `Exception type 13`: the processor's own number of a trap. */
const TRAP = /\bException\s?(?:type ?|\()?(?<number>\d{1,2})\b/g;

/** `cpu7:2104713)` before each line of a host's log, `PCPU 18 locked up`, `on CPU 27`: a CPU, by its number. */
const CPU = /\b(?:cpu(?<writer>\d{1,4}):\d{1,12}(?=\))|P?CPU ?(?<cpu>\d{1,4})\b)/g;

type Found = { readonly match: RegExpMatchArray; readonly range: Range } | null;

/** What a pattern finds at a place of a line. */
function matchAt(pattern: RegExp, { lines }: Case, position: Position): Found {
  for (const match of (lines[position.line] ?? '').matchAll(pattern)) {
    const range = rangeOnLine(position.line, match.index, match.index + match[0].length);
    if (contains(range, position)) return { match, range };
  }
  return null;
}

/** What a pattern finds at a place of a purple screen. */
function findMatch(pattern: RegExp, opened: Case, position: Position) {
  const triaged = opened.crashes.find(({ crash }) => crash.dialect === 'psod' && contains(crash.range, position));
  const found = triaged ? matchAt(pattern, opened, position) : null;
  return triaged && found ? { match: found.match, place: { triaged, range: found.range } } : null;
}

function findTrap(opened: Case, position: Position): Target | null {
  const found = findMatch(TRAP, opened, position);
  return found && { kind: 'trap', number: Number(found.match.groups?.number), ...found.place };
}

function findCpu(opened: Case, position: Position): Target | null {
  const found = findMatch(CPU, opened, position);
  const { writer, cpu } = found?.match.groups ?? {};
  return found && { kind: 'accused', cpu: Number(writer ?? cpu), ...found.place };
}

/** `2021-03-18T06:42:17.318Z`. */
const TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\b/g;

function findTime(opened: Case, position: Position): Target | null {
  const found = findMatch(TIME, opened, position);
  return found && { kind: 'time', printed: found.match[0], ...found.place };
}

/** `PCPU  0: VSVSUVVVSVVUVSVV`. */
const STATES = /\bPCPU {1,4}\d{1,4}: [A-Z]{1,64}\s*$/g;

function findStates(opened: Case, position: Position): Target | null {
  const found = findMatch(STATES, opened, position);
  return found && { kind: 'word', word: 'PCPU state', ...found.place };
}

/** `B:4 S:0xbe00000000800400`, `Status : 0xfa00000000070f0f`: what a bank of a processor reports, which bit 63 begins. */
const BANK_STATUS = /\bS(?:tatus)?\s{0,12}:\s?(?<status>0x[89a-f][\da-f]{15})\b/gi;

function findBankStatus(opened: Case, position: Position): Target | null {
  const triaged = crashAbove(opened, position);
  const found = triaged ? matchAt(BANK_STATUS, opened, position) : null;
  const printed = found?.match.groups?.status;
  return triaged && found && printed ? { kind: 'bank-status', printed, triaged, range: found.range } : null;
}

/** `BUSLG_GENERIC_ERR_*_TIMEOUT_ERR`: the name that a debugger makes of a bank's status, by its first part. */
const ERROR_NAME = /\bBUSLG_[\w*]{1,60}/g;

function findErrorName(opened: Case, position: Position): Target | null {
  const triaged = crashAbove(opened, position);
  const found = triaged ? matchAt(ERROR_NAME, opened, position) : null;
  return triaged && found ? { kind: 'word', word: 'BUSLG', triaged, range: found.range } : null;
}

/** A command on the console of a host, anywhere in a text that has a purple screen: it belongs to no crash. */
function findConsoleCommand(opened: Case, position: Position): Target | null {
  const triaged = opened.crashes.find(({ crash }) => crash.dialect === 'psod');
  const groups = triaged && CONSOLE_LINE.exec(opened.lines[position.line] ?? '')?.indices?.groups;
  const [from, to] = groups?.command ?? [0, 0];
  if (!triaged || position.character < from || position.character > to) return null;
  const typed = (opened.lines[position.line] ?? '').slice(from, to);
  return { kind: 'console', typed, triaged, range: rangeOnLine(position.line, from, from + typed.trimEnd().length) };
}

/** The longest things first. */
const FINDERS = [
  findConsoleCommand,
  findTrap,
  findStates,
  findBankStatus,
  findErrorName,
  findCpu,
  findTime,
  findWordOfDialect,
];

/** Where nothing of the model stands: words with an entry of their own. */
export function findWord(opened: Case, position: Position): Target | null {
  for (const find of FINDERS) {
    const target = find(opened, position);
    if (target) return target;
  }
  return null;
}
