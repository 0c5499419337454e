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

/** What an editor can show, and whether it tells by itself what the schema says. */
export interface PackHoverForm {
  readonly markdown: boolean;
  readonly schema: boolean;
}

/** What the schema says of a field. */
function explainField(cursor: Cursor, markdown: boolean): string | null {
  const { value } = cursor;
  const description = formAt(kindAt(cursor), [...cursor.path, value])?.description;
  if (description === undefined) return null;
  return markdown ? `**${escapeMarkdown(value)}**\n\n${escapeMarkdown(description)}` : `${value}\n\n${description}`;
}

/** What the product knows of the thing that a value names. */
function explainValue(cursor: Cursor, knowledge: Knowledge, markdown: boolean): string | null {
  const kind = kindAt(cursor);
  const subject = kind && subjectAt(kind, cursor);
  const known = subject && findNamed({ ...subject, knowledge }, cursor.value);
  return known && describeEntry(known, markdown);
}

/** What a word of a pack means. */
export function findPackHover(
  { text }: WrittenPack,
  offset: number,
  { line }: Position,
  knowledge: Knowledge,
  { markdown, schema }: PackHoverForm,
): Hover | null {
  const cursor = findWritten(text, offset);
  if (!cursor) return null;
  const isField = cursor.at === 'key';
  const value = isField ? (schema ? null : explainField(cursor, markdown)) : explainValue(cursor, knowledge, markdown);
  if (value === null) return null;
  const range = rangeOnLine(line, cursor.column, cursor.column + cursor.word.length);
  return { contents: { kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value }, range };
}
