/** Packs that are being written, with a `‸` where the cursor is. */
import type { CompletionItem, CompletionList, Hover, MarkupContent } from 'vscode-languageserver-types';
import type { Position } from '../../server/src/model/position.js';
import type { Case, CompletionAbilities, Knowledge, PackHoverForm } from '../../server/src/service.js';
import { completePack, findPackHover, openCase } from '../../server/src/service.js';
import { linesOf } from './text.js';

const CURSOR = '‸';

export interface Writing {
  readonly isJson?: boolean;
  readonly abilities?: Partial<CompletionAbilities>;
  /** What is open beside the pack. */
  readonly cases?: readonly Case[];
  /** What is known; without it what the product knows by itself. */
  readonly known?: Knowledge;
}

interface Place {
  readonly text: string;
  readonly offset: number;
  readonly position: Position;
}

/** A text without its cursor, and where that stood. */
export function takeCursor(marked: string): Place {
  const offset = marked.indexOf(CURSOR);
  if (offset < 0) throw new Error(`There is no ${CURSOR} in ${JSON.stringify(marked)}.`);
  const before = linesOf(marked.slice(0, offset));
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return { text: marked.replace(CURSOR, ''), offset, position };
}

const { knowledge } = openCase('');

/** What is offered at the cursor of a pack. */
export function complete(
  marked: string,
  { isJson = false, abilities, cases = [], known = knowledge }: Writing = {},
): CompletionList {
  const { text, offset, position } = takeCursor(marked);
  const able = { snippets: true, markdown: true, schema: false, ...abilities };
  return completePack({ text, isJson }, offset, position, able, { knowledge: known, cases });
}

/** A text as it is once an item was taken. */
export function accept(marked: string, item: CompletionItem | undefined): string {
  const { text } = takeCursor(marked);
  if (!item?.textEdit || !('range' in item.textEdit)) throw new Error('There is nothing to insert.');
  const { range, newText } = item.textEdit;
  const lines = [...linesOf(text)];
  const line = lines[range.start.line] ?? '';
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  lines[range.start.line] =
    line.slice(0, range.start.character) + newText.replaceAll('\n', `\n${indent}`) + line.slice(range.end.character);
  return lines.join('\n');
}

/** What a hover says at the cursor; `form` names what is different from an editor that shows Markdown. */
export function hoverOn(marked: string, form: Partial<PackHoverForm> = {}): string | null {
  const { text, offset, position } = takeCursor(marked);
  const hover: Hover | null = findPackHover({ text, isJson: false }, offset, position, knowledge, {
    markdown: true,
    schema: false,
    ...form,
  });
  return hover && (hover.contents as MarkupContent).value;
}
