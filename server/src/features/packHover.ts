import type { Hover } from 'vscode-languageserver-types';
import { MarkupKind } from 'vscode-languageserver-types';
import type { Knowledge } from '../knowledge/store.js';
import type { Position } from '../model/position.js';
import { rangeOnLine } from '../model/position.js';
import type { Cursor } from '../packs/cursor.js';
import { findWritten } from '../packs/cursor.js';
import { formAt } from '../packs/form.js';
import { escapeMarkdown } from '../report/escape.js';
import type { WrittenPack } from './packCompletion.js';
import { describeEntry } from './packEntry.js';
import { findNamed } from './packNames.js';
import { kindAt, subjectAt } from './packSubject.js';

/** What the schema says of a field. */
function explainField(cursor: Cursor): string | null {
  const description = formAt(kindAt(cursor), [...cursor.path, cursor.value])?.description;
  return description === undefined ? null : `**${escapeMarkdown(cursor.value)}**\n\n${escapeMarkdown(description)}`;
}

/** What the product knows of the thing that a value names. */
function explainValue(cursor: Cursor, knowledge: Knowledge): string | null {
  const kind = kindAt(cursor);
  const subject = kind && subjectAt(kind, cursor);
  const known = subject && findNamed({ ...subject, knowledge }, cursor.value);
  return known && describeEntry(known, true);
}

/** What a word of a pack means. `schema`: the editor tells by itself what the schema says. */
export function findPackHover(
  { text }: WrittenPack,
  offset: number,
  { line }: Position,
  knowledge: Knowledge,
  schema: boolean,
): Hover | null {
  const cursor = findWritten(text, offset);
  if (!cursor) return null;
  const isField = cursor.at === 'key';
  const value = isField ? (schema ? null : explainField(cursor)) : explainValue(cursor, knowledge);
  if (value === null) return null;
  const range = rangeOnLine(line, cursor.column, cursor.column + cursor.word.length);
  return { contents: { kind: MarkupKind.Markdown, value }, range };
}
