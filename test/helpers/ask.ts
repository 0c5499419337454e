/** Asks the facade about a text, with places and answers in words of the text. */
import type { CallHierarchyItem } from 'vscode-languageserver-types';
import type { ActionChoice } from '../../server/src/features/codeAction.js';
import type { HintChoice } from '../../server/src/features/inlayHint.js';
import type { Range } from '../../server/src/model/position.js';
import type { Case } from '../../server/src/service.js';
import {
  findCodeActions,
  findCodeLenses,
  findDefinition,
  findDiagnostics,
  findDocumentLinks,
  findDocumentSymbols,
  findFoldingRanges,
  findHighlights,
  findHover,
  findInlayHints,
  findReferences,
  findSelectionRanges,
  findWaitedFor,
  findWaitersOf,
  openCase,
  prepareCallHierarchy,
  resolveCodeLens,
} from '../../server/src/service.js';
import type { TriagedCrash } from '../../server/src/triage/verdict.js';
import { cursorIn, lineOf, linesOf, placeIn, wordsAt } from './text.js';

export const URI = 'file:///logs/crash.txt';

/** What the extension for VS Code can carry out. */
export const ALL_COMMANDS: readonly string[] = [
  'dumplens.triage',
  'dumplens.copyMarkdown',
  'dumplens.copyTicket',
  'dumplens.copySignature',
  'dumplens.searchWeb',
  'dumplens.newKnownIssue',
  'dumplens.extractCrash',
  'dumplens.normalise',
  'dumplens.explainFinding',
];

/** From the first to the last place of any text. */
export const EVERYWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };

/** The one crash of a text. */
export function onlyCrash(text: string): TriagedCrash {
  const { crashes } = openCase(text);
  const [crash] = crashes;
  if (!crash || crashes.length > 1) throw new Error(`The text has ${crashes.length} crashes.`);
  return crash;
}

/** The first entry of a list that must have one. */
export function first<T>(list: readonly T[]): T {
  const [entry] = list;
  if (entry === undefined) throw new Error('The list is empty.');
  return entry;
}

/** A text and what an editor can ask of it; places are marked words of the text. */
export class Asked {
  readonly opened: Case;

  constructor(readonly text: string) {
    this.opened = openCase(text);
  }

  /** The hover's Markdown; fails where there is none. */
  hover(marked: string): string {
    const hover = findHover(this.opened, URI, cursorIn(this.text, marked));
    if (!hover) throw new Error(`There is no hover at ${marked}.`);
    const { contents } = hover;
    return typeof contents === 'object' && 'value' in contents ? contents.value : '';
  }

  hasHover(marked: string): boolean {
    return findHover(this.opened, URI, cursorIn(this.text, marked)) !== null;
  }

  /** The words that the hover's command links show when they are followed. */
  jumps(marked: string): readonly string[] {
    return [...this.hover(marked).matchAll(/\(command:dumplens\.showLocations\?([^)]*)\)/g)].flatMap(([, argument]) => {
      const [, , ranges] = JSON.parse(decodeURIComponent(argument ?? '')) as [string, unknown, readonly Range[]];
      return ranges.map((range) => wordsAt(this.text, range));
    });
  }

  /** The words that "go to definition" leads to. */
  definition(marked: string): readonly string[] {
    return findDefinition(this.opened, URI, cursorIn(this.text, marked)).map(({ targetRange }) =>
      wordsAt(this.text, targetRange),
    );
  }

  references(marked: string): readonly string[] {
    return findReferences(this.opened, URI, cursorIn(this.text, marked)).map(({ range }) => wordsAt(this.text, range));
  }

  highlights(marked: string): readonly string[] {
    return findHighlights(this.opened, cursorIn(this.text, marked)).map(({ range }) => wordsAt(this.text, range));
  }

  /** The titles of the lenses above the line that holds `words`. */
  lensesAbove(words: string): readonly string[] {
    const lines = linesOf(this.text);
    return findCodeLenses(this.opened, URI)
      .filter(({ range }) => lines[range.start.line]?.includes(words))
      .map((lens) => resolveCodeLens(this.opened, lens).command?.title ?? '');
  }

  /** The line that holds `words` as an editor shows it, with its hints between angle brackets. */
  hintedLine(words: string, choice: Partial<HintChoice> = {}): string {
    const line = lineOf(this.text, words);
    const hints = findInlayHints(this.opened, EVERYWHERE, { values: true, roles: true, lenses: false, ...choice })
      .filter(({ position }) => position.line === line)
      .sort((left, right) => right.position.character - left.position.character);
    return hints.reduce(
      (text, { position, label }) =>
        `${text.slice(0, position.character)} ‹${label as string}›${text.slice(position.character)}`,
      linesOf(this.text)[line] ?? '',
    );
  }

  /** The words that lead somewhere, each with its address. */
  links(): readonly (readonly [string, string])[] {
    return findDocumentLinks(this.opened).map(({ range, target }) => [wordsAt(this.text, range), target ?? '']);
  }

  /** What "expand selection" takes step by step: the words of a line, or the number of lines. */
  selections(marked: string): readonly string[] {
    const [innermost] = findSelectionRanges(this.opened, [cursorIn(this.text, marked)]);
    const steps: string[] = [];
    for (let step = innermost; step; step = step.parent) {
      const { start, end } = step.range;
      steps.push(start.line === end.line ? wordsAt(this.text, step.range) : `${end.line - start.line + 1} lines`);
    }
    return steps;
  }

  /** Who or what one may ask about at a place. */
  waitersAt(marked: string): readonly CallHierarchyItem[] {
    return prepareCallHierarchy(this.opened, URI, cursorIn(this.text, marked)) ?? [];
  }

  /** Those that wait for it. */
  waitingFor(item: CallHierarchyItem): readonly CallHierarchyItem[] {
    return findWaitersOf(this.opened, item).map(({ from }) => from);
  }

  /** Those that it waits for, or that have it. */
  waitedFor(item: CallHierarchyItem): readonly CallHierarchyItem[] {
    return findWaitedFor(this.opened, item).map(({ to }) => to);
  }

  /** Code, words and message of each finding. */
  findings(): readonly { readonly code: string; readonly words: string; readonly message: string }[] {
    return findDiagnostics(this.opened, null).map(({ code, range, message }) => ({
      code: String(code),
      words: wordsAt(this.text, range),
      message: typeof message === 'string' ? message : message.value,
    }));
  }

  /** The titles of what can be done at a place. */
  actions(marked: string, choice: Partial<ActionChoice> = {}): readonly string[] {
    const range = placeIn(this.text, marked);
    const all = { commands: ALL_COMMANDS, only: undefined, automatic: false, ...choice };
    return findCodeActions(this.opened, URI, range, all).map(({ title }) => title);
  }

  /** First and last line of what can be folded, as texts. */
  folds(): readonly (readonly [string, string])[] {
    const lines = linesOf(this.text);
    return findFoldingRanges(this.opened).map(({ startLine, endLine }) => [
      lines[startLine] ?? '',
      lines[endLine] ?? '',
    ]);
  }

  outline(): ReturnType<typeof findDocumentSymbols> {
    return findDocumentSymbols(this.opened);
  }
}
