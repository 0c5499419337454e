import type { DocumentSymbol } from 'vscode-languageserver-types';
import { SymbolKind } from 'vscode-languageserver-types';
import type { Range } from '../model/position.js';
import { contains, isBefore } from '../model/position.js';
import type { Case } from '../triage/case.js';
import { categoryWords, headlineWords } from '../report/words.js';
import { nameOf } from '../triage/facts.js';
import { isPlumbing } from '../triage/readStack.js';
import type { ReadFrame, ReadStack, TriagedCrash } from '../triage/verdict.js';
import { cutAtWord } from '../util/cutAtWord.js';
import { runsOf, spanOf, stackHeadings, stackRanges } from './places.js';

/** An outline is narrow: a row of a table that heads a stack is more than it can show. */
const LONGEST_NAME = 100;

/** Words of the log on one line, without the spaces of its columns. */
function shorten(printed: string): string {
  return cutAtWord(printed.replace(/\s+/g, ' ').trim(), LONGEST_NAME);
}

function symbol(name: string, detail: string, kind: SymbolKind, range: Range, selection = range): DocumentSymbol {
  return { name: shorten(name) || '?', detail, kind, range, selectionRange: selection, children: [] };
}

/** Printed by the debugger or unwinder for want of a function, or a bare address. */
function isNoFunction({ frame, distrust }: ReadFrame): boolean {
  return distrust?.kind === 'placeholder' || distrust?.kind === 'end' || (!frame.symbol && !frame.module);
}

/** A frame of weight is one that is neither plumbing nor idle; the outline leaves the others out. */
function frameSymbols({ frames, parts }: ReadStack): DocumentSymbol[] {
  return frames.flatMap((frame, index) => {
    const part = parts.find(({ from, to }) => index >= from && index < to);
    if (isPlumbing(frame) || isNoFunction(frame) || part?.idle) return [];
    const role = frame.role === 'other' ? null : frame.role?.replaceAll('-', ' ');
    const detail = [frame.frame.module?.value, role].filter(Boolean).join(' · ');
    const selection = frame.frame.symbol?.range ?? frame.frame.range;
    return [symbol(nameOf(frame), detail, SymbolKind.Function, frame.frame.range, selection)];
  });
}

function stackSymbols(triaged: TriagedCrash): DocumentSymbol[] {
  const headings = stackHeadings(triaged);
  return [...stackRanges(triaged)].flatMap(([read, range]) => {
    const { stack, frames, role } = read;
    const detail = `${role}, ${frames.length} frame${frames.length === 1 ? '' : 's'}`;
    const selection = headings.get(read) ?? frames[0]?.frame.range ?? range;
    const name = stack.thread !== null && stack.title.length > LONGEST_NAME ? `thread ${stack.thread}` : stack.title;
    return [symbol(name, detail, SymbolKind.Namespace, range, selection), ...frameSymbols(read)];
  });
}

/** What is printed together stands under one name. */
function groupSymbols(name: string, parts: readonly { readonly range: Range }[]): DocumentSymbol[] {
  return runsOf(parts.map(({ range }) => range)).flatMap((run) => {
    const range = spanOf(run);
    return range ? [symbol(name, `${run.length}`, SymbolKind.Array, range, run[0])] : [];
  });
}

/** Outer ranges first; where two are the same, in the order given. */
function compare({ range: left }: DocumentSymbol, { range: right }: DocumentSymbol): number {
  if (isBefore(left.start, right.start)) return -1;
  if (isBefore(right.start, left.start)) return 1;
  return Number(isBefore(left.end, right.end)) - Number(isBefore(right.end, left.end));
}

/** Puts each entry into the one whose range it lies in, so that entries side by side do not overlap. */
function nest(symbols: readonly DocumentSymbol[]): DocumentSymbol[] {
  const outermost: DocumentSymbol[] = [];
  const around: DocumentSymbol[] = [];
  for (const next of symbols.toSorted(compare)) {
    let parent = around.at(-1);
    while (parent && !contains(parent.range, next.range.end)) {
      around.pop();
      parent = around.at(-1);
    }
    (parent?.children ?? outermost).push(next);
    around.push(next);
  }
  return outermost;
}

/** A crash is called what its headline says; a headline without the bug check's name gets it. */
function nameOfCrash(triaged: TriagedCrash): string {
  const { bugCheck } = triaged.crash;
  if (!bugCheck || bugCheck.name || triaged.kind === bugCheck.code.value) return headlineWords(triaged);
  return `${triaged.kind} (${bugCheck.code.value})`;
}

function crashSymbols(triaged: TriagedCrash): DocumentSymbol[] {
  const { crash, verdict } = triaged;
  const { range, headline, bugCheck, registers, cpus } = crash;
  const parameters = (bugCheck?.parameters ?? []).flatMap((parameter, index) =>
    parameter ? [symbol(`Arg${index + 1}`, parameter.value, SymbolKind.Constant, parameter.range)] : [],
  );
  return [
    symbol(nameOfCrash(triaged), categoryWords(verdict.category), SymbolKind.Event, range, headline.range),
    ...groupSymbols('Registers', registers),
    ...groupSymbols('PCPU list', cpus),
    ...cpus.map((cpu) => symbol(`PCPU ${cpu.number}`, cpu.worldName ?? '', SymbolKind.Struct, cpu.range)),
    ...stackSymbols(triaged),
    ...parameters,
  ];
}

/** The outline: crash, its arguments, registers, CPUs and stacks, in each stack the frames of weight. */
export function findDocumentSymbols({ crashes }: Case): DocumentSymbol[] {
  return nest(crashes.flatMap(crashSymbols));
}
