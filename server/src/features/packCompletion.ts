import type { CompletionItem, CompletionList, MarkupContent } from 'vscode-languageserver-types';
import { CompletionItemKind, InsertTextFormat, InsertTextMode, MarkupKind } from 'vscode-languageserver-types';
import type { Knowledge } from '../knowledge/store.js';
import type { Position, Range } from '../model/position.js';
import { rangeOnLine } from '../model/position.js';
import { blankField, blankGroup, blankItem } from '../packs/blanks.js';
import type { Cursor } from '../packs/cursor.js';
import { findCursor } from '../packs/cursor.js';
import type { Field } from '../packs/form.js';
import { fieldsOf, formAt, formOfPack, KINDS, structureOf, valuesOf } from '../packs/form.js';
import type { Notation } from '../packs/notation.js';
import { writeName, writeWord } from '../packs/notation.js';
import { escapeMarkdown } from '../report/escape.js';
import type { PackName } from '../knowledge/types.js';
import type { Case } from '../triage/case.js';
import { describeEntry } from './packEntry.js';
import { kindAt, subjectAt } from './packSubject.js';
import type { Name } from './packNames.js';
import { findNames } from './packNames.js';

/** What the names in a pack may be names of. */
export interface PackContext {
  readonly knowledge: Knowledge;
  /** The crashes that are open beside the pack. */
  readonly cases: readonly Case[];
}

/** What the editor can do with what is offered. */
export interface CompletionAbilities {
  /** It takes texts with places to fill in. */
  readonly snippets: boolean;
  readonly markdown: boolean;
  /** It completes by the schema itself, so that names are all that it lacks. */
  readonly schema: boolean;
}

/** A file that is being written. */
export interface WrittenPack {
  readonly text: string;
  /** JSON, in which every text and every name of a field is quoted. */
  readonly isJson: boolean;
}

/** Everything that the makers of one list know. */
interface Asked {
  readonly cursor: Cursor;
  readonly kind: PackName | null;
  readonly notation: Notation;
  readonly range: Range;
  readonly abilities: CompletionAbilities;
  readonly context: PackContext;
}

const NAME_KINDS: Readonly<Partial<Record<PackName, CompletionItemKind>>> = {
  symbols: CompletionItemKind.Function,
  modules: CompletionItemKind.Module,
  bugchecks: CompletionItemKind.Event,
};

/** Ranks keep the order of the lists, whatever the editor would sort by. */
const rank = (group: number, index: number): string => `${group}${String(index).padStart(4, '0')}`;

function documentation(
  text: string | undefined,
  { markdown }: CompletionAbilities,
): { documentation?: MarkupContent | string } {
  if (text === undefined) return {};
  return { documentation: markdown ? { kind: MarkupKind.Markdown, value: escapeMarkdown(text) } : text };
}

/** What is inserted; a text with places to fill in only where the editor knows what they are. */
function insertion({ range, abilities }: Asked, snippet: string, plain: string): Partial<CompletionItem> {
  const base = { filterText: plain, insertTextMode: InsertTextMode.adjustIndentation };
  return abilities.snippets
    ? { ...base, insertTextFormat: InsertTextFormat.Snippet, textEdit: { range, newText: snippet } }
    : { ...base, textEdit: { range, newText: plain } };
}

/** What lines below the first one need besides the indentation of the line. */
const indentOf = ({ cursor }: Asked): string => ' '.repeat(cursor.behindDashes);

function offerField(field: Field, index: number, asked: Asked): CompletionItem {
  const { cursor, kind, notation, abilities } = asked;
  const { name, form, isRequired } = field;
  const written = writeName(name, notation);
  const plain = cursor.hasValue ? written : `${written}: `;
  const snippet = cursor.hasValue ? written : blankField(kind, cursor.path, field, notation, indentOf(asked));
  return {
    label: name,
    kind: CompletionItemKind.Property,
    ...(isRequired ? { detail: 'required' } : {}),
    ...documentation(form.description, abilities),
    sortText: rank(isRequired ? 1 : 2, index),
    ...insertion(asked, snippet, plain),
  };
}

/** Fields that the group at the cursor does not have yet. */
function offerFields(asked: Asked): readonly CompletionItem[] {
  const { cursor, kind } = asked;
  const present = cursor.at === 'key' ? cursor.groups.at(-1) : undefined;
  return fieldsOf(kind, cursor.path)
    .filter(({ name }) => present?.has(name) !== true)
    .map((field, index) => offerField(field, index, asked));
}

/** A whole new part of a list, or a whole new pack. */
function offerWhole(
  label: string,
  text: string,
  description: string | undefined,
  index: number,
  asked: Asked,
): CompletionItem {
  return {
    label,
    kind: CompletionItemKind.Snippet,
    ...documentation(description, asked.abilities),
    sortText: rank(0, index),
    ...insertion(asked, text, label),
  };
}

function offerPacks(asked: Asked): readonly CompletionItem[] {
  if (!asked.abilities.snippets || asked.notation === 'flow') return [];
  return KINDS.map((kind, index) => {
    const fields = blankGroup(kind, [], asked.notation, '');
    const text = asked.notation === 'json' ? `{ ${fields} }` : fields;
    return offerWhole(`new pack: ${kind}`, text, formOfPack(kind).title, index, asked);
  });
}

/** Where a part of a list begins that is a group of fields. */
function offerItem(asked: Asked): readonly CompletionItem[] {
  const { cursor, kind, notation, abilities } = asked;
  const isPart = typeof cursor.path.at(-1) === 'number';
  if (!abilities.snippets || !isPart) return [];
  const dash = cursor.layout === 'item' ? '- ' : '';
  const text = blankItem(kind, cursor.path.slice(0, -1), notation, dash === '' ? indentOf(asked).slice(2) : '');
  return [offerWhole(`${dash}new entry`, `${dash}${text}`, 'All fields that it must have.', 0, asked)];
}

function offerWord(value: unknown, index: number, asked: Asked): CompletionItem {
  const text = writeInPlace(value, asked);
  return {
    label: String(value),
    kind: CompletionItemKind.EnumMember,
    sortText: rank(1, index),
    filterText: text,
    textEdit: { range: asked.range, newText: text },
  };
}

function writeInPlace(value: unknown, { cursor, notation }: Asked): string {
  const mark = /^['"]/.exec(cursor.word)?.[0] ?? '';
  return `${cursor.layout === 'item' ? '- ' : ''}${writeWord(value, notation, mark)}`;
}

function offerName({ text, detail, also, entry, isHere }: Name, index: number, asked: Asked): CompletionItem {
  const written = writeInPlace(text, asked);
  const { markdown } = asked.abilities;
  const words = entry && describeEntry(entry, markdown);
  return {
    label: text,
    kind: (entry && NAME_KINDS[entry.kind]) ?? CompletionItemKind.Value,
    ...(detail === '' ? {} : { detail }),
    ...(words === null ? {} : { documentation: markdown ? { kind: MarkupKind.Markdown, value: words } : words }),
    sortText: rank(isHere ? 2 : 3, index),
    // A bug check is also found by its name.
    filterText: `${written} ${also}`.trim(),
    textEdit: { range: asked.range, newText: written },
  };
}

function offerNames(asked: Asked): CompletionList {
  const { cursor, kind, context } = asked;
  const subject = kind && subjectAt(kind, cursor);
  if (!subject) return { isIncomplete: false, items: [] };
  const { names, isWhole } = findNames({ ...subject, typed: cursor.typed, ...context });
  return { isIncomplete: !isWhole, items: names.map((name, index) => offerName(name, index, asked)) };
}

/** By the schema: fields, new parts of lists, words that it lists. */
function offerBySchema(asked: Asked): readonly CompletionItem[] {
  const { cursor, kind } = asked;
  if (cursor.at === 'key') return offerFields(asked);
  if (cursor.path.length === 0) return kind ? offerFields(asked) : [...offerPacks(asked), ...offerFields(asked)];
  const form = formAt(kind, cursor.path);
  if (!form) return [];
  const structure = structureOf(form);
  if (structure === 'word') return valuesOf(form).map((value, index) => offerWord(value, index, asked));
  if (structure === 'list') return offerDash(asked);
  const mayBegin = cursor.layout === 'block' && cursor.beginsLine;
  return [...(mayBegin || cursor.layout !== 'block' ? offerItem(asked) : []), ...(mayBegin ? offerFields(asked) : [])];
}

/** The first part of a list, on the line below its name. */
function offerDash(asked: Asked): readonly CompletionItem[] {
  const { cursor, kind, abilities } = asked;
  if (!abilities.snippets || cursor.layout !== 'block' || !cursor.beginsLine) return [];
  const text = blankItem(kind, cursor.path, 'block', indentOf(asked));
  return [offerWhole('- new entry', `- ${text}`, 'All fields that it must have.', 0, asked)];
}

/** What may stand at a place of a pack that is being written. */
export function completePack(
  { text, isJson }: WrittenPack,
  offset: number,
  { line }: Position,
  abilities: CompletionAbilities,
  context: PackContext,
): CompletionList {
  const cursor = findCursor(text, offset);
  if (!cursor) return { isIncomplete: false, items: [] };
  const asked: Asked = {
    cursor,
    // Where the kind itself is written, it may become any.
    kind: cursor.path[0] === 'pack' ? null : kindAt(cursor),
    notation: isJson ? 'json' : cursor.layout === 'flow' ? 'flow' : 'block',
    range: rangeOnLine(line, cursor.column, cursor.column + cursor.word.length),
    abilities,
    context,
  };
  const names = cursor.at === 'value' ? offerNames(asked) : { isIncomplete: false, items: [] };
  return { ...names, items: [...(abilities.schema ? [] : offerBySchema(asked)), ...names.items] };
}
