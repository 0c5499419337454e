import { DocumentHighlightKind } from 'vscode-languageserver-types';
import type { DocumentHighlight } from 'vscode-languageserver-types';
import type { Position, Range } from '../model/position.js';
import { contains, rangeOnLine } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { TriagedCrash } from '../triage/verdict.js';
import { normaliseHex } from '../util/hex.js';
import { findTarget } from './target.js';

/** A word of a crash log: an address, also in WinDbg's halves, or a name. */
const WORD = /[\da-f]{8}`[\da-f]{8}|(?:0x)?[\da-f]{4,16}\b|[A-Za-z_][\w.]{2,}/gi;

/** Addresses are the same however they are padded; names are the same only letter by letter. */
function sameness(word: string): string {
  return /^(?:0x)?[\da-f`]{4,17}$/i.test(word) ? (normaliseHex(word) ?? word) : word;
}

function wordsOfLine(text: string, line: number): { readonly key: string; readonly range: Range }[] {
  return [...text.matchAll(WORD)].map((match) => ({
    key: sameness(match[0]),
    range: rangeOnLine(line, match.index, match.index + match[0].length),
  }));
}

/** All that is said of one CPU: its row, the message, the heading of its backtrace. */
function cpuRanges({ crash }: TriagedCrash, cpu: number): readonly Range[] {
  const rows = crash.cpus.filter(({ number }) => number === cpu).map(({ range }) => range);
  const named = crash.messages
    .flatMap(({ cpus }) => cpus)
    .filter(({ value }) => value === cpu)
    .map(({ range }) => range);
  const headings = crash.stacks.flatMap((stack) => (stack.cpu === cpu && stack.heading ? [stack.heading.range] : []));
  return [...rows, ...named, ...headings];
}

/** Every mention of the CPU, lock, function or address at `position` within its crash. */
export function highlightRanges(opened: Case, position: Position): readonly Range[] {
  const target = findTarget(opened, position);
  if (target?.kind === 'cpu') return cpuRanges(target.triaged, target.cpu.number);
  if (target?.kind === 'accused') return cpuRanges(target.triaged, target.cpu);
  if (target?.kind === 'heading') return cpuRanges(target.triaged, target.stack.stack.cpu ?? -1);
  const lines = opened.lines;
  const word = wordsOfLine(lines[position.line] ?? '', position.line).find(({ range }) => contains(range, position));
  const crash = opened.document.crashes.find(({ range }) => contains(range, position));
  if (!word || !crash) return [];
  const { start, end } = crash.range;
  return lines
    .slice(start.line, end.line + 1)
    .flatMap((text, index) => wordsOfLine(text, start.line + index))
    .filter(({ key }) => key === word.key)
    .map(({ range }) => range);
}

/** Highlights of one CPU, lock, function or address. */
export function findHighlights(opened: Case, position: Position): DocumentHighlight[] {
  return highlightRanges(opened, position).map((range) => ({ range, kind: DocumentHighlightKind.Text }));
}
