import type { FoldingRange } from 'vscode-languageserver-types';
import { FoldingRangeKind } from 'vscode-languageserver-types';
import type { Range } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { ReadStack, TriagedCrash } from '../triage/verdict.js';

function fold(startLine: number, endLine: number): FoldingRange[] {
  return endLine > startLine ? [{ startLine, endLine }] : [];
}

/** Editors fold all regions at once by one command: only what is dull is a region. */
function foldDull(startLine: number, endLine: number): FoldingRange[] {
  return fold(startLine, endLine).map((range) => ({ ...range, kind: FoldingRangeKind.Region }));
}

function foldLines(ranges: readonly Range[]): FoldingRange[] {
  const first = ranges[0];
  const last = ranges.at(-1);
  return first && last ? fold(first.start.line, last.start.line) : [];
}

/** A stack as a whole, and in it each part that is plumbing or idle. */
function foldStack({ stack, frames, parts }: ReadStack): FoldingRange[] {
  const lineOf = (index: number): number => frames[index]?.frame.line ?? 0;
  const whole = frames.length > 0 ? fold(stack.heading?.range.start.line ?? lineOf(0), lineOf(frames.length - 1)) : [];
  const dull = parts.filter(({ name, idle }) => idle || name === 'noticed');
  return [...whole, ...dull.flatMap(({ from, to }) => foldDull(lineOf(from), lineOf(to - 1)))];
}

function foldCrash({ crash, stacks }: TriagedCrash): FoldingRange[] {
  const parameters = (crash.bugCheck?.parameters ?? []).flatMap((parameter) => parameter?.range ?? []);
  return [
    ...fold(crash.range.start.line, crash.range.end.line),
    ...foldLines(crash.registers.map(({ range }) => range)),
    ...foldLines(crash.cpus.map(({ range }) => range)),
    ...foldLines(parameters),
    ...stacks.flatMap(foldStack),
  ];
}

/** What can be folded: crashes, stacks, plumbing and idle parts, registers, the CPU list, arguments. */
export function findFoldingRanges({ crashes }: Case): FoldingRange[] {
  const byLines = new Map(
    crashes.flatMap(foldCrash).map((range) => [`${range.startLine}-${range.endLine}`, range] as const),
  );
  return [...byLines.values()];
}
