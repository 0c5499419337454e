import { DocumentHighlightKind } from 'vscode-languageserver-types';
import type { DocumentHighlight } from 'vscode-languageserver-types';
import type { Position, Range } from '../model/position.js';
import { contains } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { TriagedCrash } from '../triage/verdict.js';
import { placesOfWord, wordAt } from './logWords.js';
import { findTarget } from './target.js';

/** A row may be printed by two commands and read twice: each place counts once. */
function withoutRepeats(ranges: readonly Range[]): readonly Range[] {
  return [...new Map(ranges.map((range) => [`${range.start.line}:${range.start.character}`, range])).values()];
}

/** All that is said of one CPU: its row, the message, the heading of its backtrace. */
function cpuRanges({ crash }: TriagedCrash, cpu: number): readonly Range[] {
  const rows = crash.cpus.filter(({ number }) => number === cpu).map(({ range }) => range);
  const named = crash.messages
    .flatMap(({ cpus }) => cpus)
    .filter(({ value }) => value === cpu)
    .map(({ range }) => range);
  const headings = crash.stacks.flatMap((stack) => (stack.cpu === cpu && stack.heading ? [stack.heading.range] : []));
  return withoutRepeats([...rows, ...named, ...headings]);
}

/** Every mention of the CPU, lock, function or address at `position` within its crash. */
export function highlightRanges(opened: Case, position: Position): readonly Range[] {
  const target = findTarget(opened, position);
  if (target?.kind === 'cpu') return cpuRanges(target.triaged, target.cpu.number);
  if (target?.kind === 'accused') return cpuRanges(target.triaged, target.cpu);
  if (target?.kind === 'heading') return cpuRanges(target.triaged, target.stack.stack.cpu ?? -1);
  const lines = opened.lines;
  const word = wordAt(lines, position);
  const crash = opened.document.crashes.find(({ range }) => contains(range, position));
  if (!word || !crash) return [];
  const printed = (lines[position.line] ?? '').slice(word.range.start.character, word.range.end.character);
  return placesOfWord(printed, lines, crash.range.start.line, crash.range.end.line);
}

/** Highlights of one CPU, lock, function or address. */
export function findHighlights(opened: Case, position: Position): DocumentHighlight[] {
  return highlightRanges(opened, position).map((range) => ({ range, kind: DocumentHighlightKind.Text }));
}
