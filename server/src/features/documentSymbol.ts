import type { DocumentSymbol } from 'vscode-languageserver-types';
import { SymbolKind } from 'vscode-languageserver-types';
import type { Range } from '../model/position.js';
import { isBefore } from '../model/position.js';
import { headlineWords } from '../report/words.js';
import type { Case } from '../triage/case.js';
import { nameOf } from '../triage/facts.js';
import { isPlumbing } from '../triage/readStack.js';
import type { ReadFrame, ReadStack, TriagedCrash } from '../triage/verdict.js';
import { spanOf } from './places.js';

function symbol(
  name: string,
  detail: string,
  kind: SymbolKind,
  range: Range,
  selection: Range,
  children: DocumentSymbol[] = [],
): DocumentSymbol {
  return { name: name === '' ? '?' : name, detail, kind, range, selectionRange: selection, children };
}

/** Printed by the debugger or unwinder for want of a function. */
function isNoFunction({ distrust }: ReadFrame): boolean {
  return distrust?.kind === 'placeholder' || distrust?.kind === 'end';
}

/** A frame of weight is one that is neither plumbing nor idle; the outline leaves the others out. */
function frameSymbols({ frames, parts }: ReadStack): DocumentSymbol[] {
  return frames.flatMap((frame, index) => {
    const part = parts.find(({ from, to }) => index >= from && index < to);
    if (isPlumbing(frame) || isNoFunction(frame) || part?.idle) return [];
    const detail = [frame.frame.module?.value, frame.role?.replaceAll('-', ' ')].filter(Boolean).join(' · ');
    const selection = frame.frame.symbol?.range ?? frame.frame.range;
    return [symbol(nameOf(frame), detail, SymbolKind.Function, frame.frame.range, selection)];
  });
}

function stackSymbol(stack: ReadStack): DocumentSymbol[] {
  const frames = stack.frames.map(({ frame }) => frame.range);
  const heading = stack.stack.heading?.range;
  const nearby = heading && heading.start.line <= (frames[0]?.start.line ?? 0) ? [heading] : [];
  const range = spanOf([...nearby, ...frames]);
  if (!range) return [];
  const detail = `${stack.role}, ${frames.length} frame${frames.length === 1 ? '' : 's'}`;
  return [
    symbol(
      stack.stack.title,
      detail,
      SymbolKind.Namespace,
      range,
      nearby[0] ?? frames[0] ?? range,
      frameSymbols(stack),
    ),
  ];
}

function groupSymbol(
  name: string,
  ranges: readonly Range[],
  kind: SymbolKind,
  children: DocumentSymbol[],
): DocumentSymbol[] {
  const range = spanOf(ranges);
  return range && ranges[0] ? [symbol(name, `${ranges.length}`, kind, range, ranges[0], children)] : [];
}

function crashSymbol(triaged: TriagedCrash): DocumentSymbol {
  const { crash } = triaged;
  const cpus = crash.cpus.map((cpu) =>
    symbol(`PCPU ${cpu.number}`, cpu.worldName ?? '', SymbolKind.Struct, cpu.range, cpu.range),
  );
  const parameters = (crash.bugCheck?.parameters ?? []).flatMap((parameter, index) =>
    parameter
      ? [symbol(`Arg${index + 1}`, parameter.value, SymbolKind.Constant, parameter.range, parameter.range)]
      : [],
  );
  const children = [
    ...parameters,
    ...groupSymbol(
      'Registers',
      crash.registers.map(({ range }) => range),
      SymbolKind.Array,
      [],
    ),
    ...groupSymbol(
      'PCPU list',
      crash.cpus.map(({ range }) => range),
      SymbolKind.Array,
      cpus,
    ),
    ...triaged.stacks.flatMap(stackSymbol),
  ].sort((left, right) => (isBefore(left.range.start, right.range.start) ? -1 : 1));
  const name = headlineWords(triaged);
  return symbol(
    name,
    triaged.verdict.category.replaceAll('-', ' '),
    SymbolKind.Event,
    crash.range,
    crash.headline.range,
    children,
  );
}

/** The outline: crash, its arguments, registers, CPUs and stacks, in each stack the frames of weight. */
export function findDocumentSymbols({ crashes }: Case): DocumentSymbol[] {
  return crashes.map(crashSymbol);
}
