/** Asks the facade about a text, with places and answers in words of the text. */
import type { Range } from '../../server/src/model/position.js';
import type { Case } from '../../server/src/service.js';
import {
  findCodeLenses,
  findDefinition,
  findDocumentSymbols,
  findFoldingRanges,
  findHighlights,
  findHover,
  findReferences,
  openCase,
} from '../../server/src/service.js';
import type { TriagedCrash } from '../../server/src/triage/verdict.js';
import { cursorIn, linesOf, wordsAt } from './text.js';

export const URI = 'file:///logs/crash.txt';

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
    return findCodeLenses(this.opened, URI).flatMap(({ range, command }) =>
      lines[range.start.line]?.includes(words) ? [command?.title ?? ''] : [],
    );
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
