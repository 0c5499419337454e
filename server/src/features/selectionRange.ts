import type { SelectionRange } from 'vscode-languageserver-types';
import type { Position, Range } from '../model/position.js';
import { contains, rangeOnLine } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { ReadFrame, ReadStack, TriagedCrash } from '../triage/verdict.js';
import { runsOf, spanOf, stackRanges } from './places.js';
import { findTarget } from './target.js';

/** `contosonic!RxRing_Poll+0x2d1`: what a reader takes into a search or a ticket. */
const functionRange = ({ frame: { module, symbol, offset } }: ReadFrame): Range | null =>
  spanOf([module, symbol, offset].flatMap((part) => part?.range ?? []));

/** The parts of a stack, its frames and their functions. */
function rangesWithin(stack: ReadStack): readonly (Range | null)[] {
  const frames = stack.frames.map(({ frame }) => frame.range);
  const parts = stack.parts.map(({ from, to }) => spanOf(frames.slice(from, to)));
  return [...parts, ...frames, ...stack.frames.map(functionRange)];
}

/** Everything of a crash that a reader may want to select as one. */
function rangesOfCrash(triaged: TriagedCrash): readonly Range[] {
  const { crash, stacks } = triaged;
  const groups = [
    ...[crash.registers, crash.cpus].flatMap((group) => runsOf(group.map(({ range }) => range))),
    (crash.bugCheck?.parameters ?? []).flatMap((parameter) => parameter?.range ?? []),
  ].map(spanOf);
  const whole = stackRanges(triaged).values();
  const all = [crash.range, crash.headline.range, ...groups, ...whole, ...stacks.flatMap(rangesWithin)];
  return all.filter((range) => range !== null);
}

const isWithin = (inner: Range, outer: Range): boolean => contains(outer, inner.start) && contains(outer, inner.end);

const isSame = (left: Range, right: Range): boolean => isWithin(left, right) && isWithin(right, left);

function wholeText(lines: readonly string[]): Range {
  const last = Math.max(lines.length - 1, 0);
  return { start: { line: 0, character: 0 }, end: { line: last, character: lines[last]?.length ?? 0 } };
}

/** From the whole text inwards; a range that does not lie within the one before it is left out. */
function nest(ranges: readonly Range[], whole: Range): SelectionRange {
  const size = ({ start, end }: Range): number => (end.line - start.line) * 1e6 + end.character - start.character;
  return [...ranges]
    .sort((left, right) => size(right) - size(left))
    .reduce<SelectionRange>(
      (parent, range) => (isWithin(range, parent.range) && !isSame(range, parent.range) ? { range, parent } : parent),
      { range: whole },
    );
}

function selectAt(opened: Case, position: Position): SelectionRange {
  const whole = wholeText(opened.lines);
  const triaged = opened.crashes.find(({ crash }) => contains(crash.range, position));
  if (!contains(whole, position)) return { range: rangeOnLine(position.line, position.character, position.character) };
  const word = findTarget(opened, position)?.range;
  const around = triaged ? rangesOfCrash(triaged).filter((range) => contains(range, position)) : [];
  return nest(word ? [...around, word] : around, whole);
}

/** What "expand selection" takes step by step: word, function with its module, frame, part of the stack, stack, crash, the whole text. */
export function findSelectionRanges(opened: Case, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => selectAt(opened, position));
}
