import type { FoldingRange } from 'vscode-languageserver-types';
import { FoldingRangeKind } from 'vscode-languageserver-types';
import type { Crash } from '../model/crash.js';
import type { Range } from '../model/position.js';
import type { Case } from '../triage/case.js';
import { isPlumbing } from '../triage/readStack.js';
import type { ReadFrame, ReadStack, StackPart, TriagedCrash } from '../triage/verdict.js';
import { runsOf, stackHeadings } from './places.js';

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

/**
 * Where the fold of a whole stack begins. Editors keep one fold a line, so that it leaves the first frame to what is
 * folded of the plumbing: a stack without words of its own takes the line above, unless another fold ends there.
 */
function startOfStack({ frames }: ReadStack, crash: Crash, ends: ReadonlySet<number>): number {
  const first = frames[0]?.frame.line ?? 0;
  return first - 1 > crash.range.start.line && !ends.has(first - 1) ? first - 1 : first;
}

/** Each part of a stack that is plumbing or idle. */
function foldParts({ frames, parts }: ReadStack): FoldingRange[] {
  const lineOf = (index: number): number => frames[index]?.frame.line ?? 0;
  const dull = parts.filter(({ name, idle }) => idle || name === 'noticed').map((part) => withoutWaiting(part, frames));
  return dull.flatMap(({ from, to }) => foldDull(lineOf(from), lineOf(to - 1)));
}

/** What noticed may end with the frames that wait: where the story is about waiting, these stay in sight. */
function withoutWaiting({ from, to, idle }: StackPart, frames: readonly ReadFrame[]): { from: number; to: number } {
  return { from, to: idle ? to : from + frames.slice(from, to).findLastIndex(isPlumbing) + 1 };
}

function foldCrash(triaged: TriagedCrash): FoldingRange[] {
  const { crash, stacks } = triaged;
  const headings = stackHeadings(triaged);
  const groups = [
    ...[crash.registers, crash.cpus].flatMap((group) => runsOf(group.map(({ range }) => range))),
    (crash.bugCheck?.parameters ?? []).flatMap((parameter) => parameter?.range ?? []),
  ].flatMap(foldLines);
  const lastLines = stacks.map(({ frames }) => frames.at(-1)?.frame.line ?? 0);
  const ends = new Set([...groups.map(({ endLine }) => endLine), ...lastLines]);
  const wholeStacks = stacks.flatMap((stack, index) =>
    stack.frames.length > 0
      ? fold(headings.get(stack)?.start.line ?? startOfStack(stack, crash, ends), lastLines[index] ?? 0)
      : [],
  );
  return [
    ...fold(crash.range.start.line, crash.range.end.line),
    ...groups,
    ...wholeStacks,
    ...stacks.flatMap(foldParts),
  ];
}

/** Editors keep one fold a line. What is dull is worth more than what holds it, and of the others the whole. */
function prefer(one: FoldingRange | undefined, other: FoldingRange): FoldingRange {
  if (!one || (other.kind !== undefined && one.kind === undefined)) return other;
  return one.kind === other.kind && other.endLine > one.endLine ? other : one;
}

/** What can be folded: crashes, stacks, plumbing and idle parts, registers, the CPU list, arguments. */
export function findFoldingRanges({ crashes }: Case): FoldingRange[] {
  const byStart = new Map<number, FoldingRange>();
  for (const range of crashes.flatMap(foldCrash)) {
    byStart.set(range.startLine, prefer(byStart.get(range.startLine), range));
  }
  return [...byStart.values()];
}
