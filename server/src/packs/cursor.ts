import type { CST } from 'yaml';
import { CST as Tokens, Parser } from 'yaml';
import type { Path } from './problem.js';

/** Larger than any pack that people write while they look at it. */
const MOST_CHARACTERS = 1_000_000;
/** Deeper than any schema goes. */
const MOST_LEVELS = 32;

/**
 * Stands where the cursor is while a half-written text is read, so that the reader says what would come there. A
 * character for private use: it begins a plain word and ends none.
 */
const MARK = '\ue000';

type Group = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;
type Item = Group['items'][number];
type Word = CST.FlowScalar;

/** Where in a pack a cursor stands, however much of the pack is written. */
export interface Cursor {
  /** Steps to the group whose field is being named, or to the value. */
  readonly path: Path;
  readonly at: 'key' | 'value';
  /** What of the word stands before the cursor, without quotation marks. */
  readonly typed: string;
  /** The whole word, with its quotation marks. */
  readonly word: string;
  /** What the word says. */
  readonly value: string;
  /** The offset of the word in the text, and the column on its line. */
  readonly offset: number;
  readonly column: number;
  /** The word is the name of a field that has a value already. */
  readonly hasValue: boolean;
  /** `item`: a list is to go on here, and the dash is not written yet. */
  readonly layout: 'block' | 'flow' | 'item';
  /** Nothing stands before the word on its line but blanks and dashes. */
  readonly beginsLine: boolean;
  /** How far the dashes before it put the word in from where its line begins. */
  readonly behindDashes: number;
  /** The fields of the groups around the cursor that are single words, the outermost group first. */
  readonly groups: readonly ReadonlyMap<string, string>[];
}

/** A token, and the way to it. */
interface Step {
  readonly token: CST.Token;
  readonly path: Path;
  readonly role: 'key' | 'value';
  /** The group that it is a part of, and which of its items it is in. */
  readonly parent: { readonly group: Group; readonly index: number; readonly step: Step } | null;
}

const isGroup = (token: CST.Token): token is Group =>
  token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection';

const isWord = (token: CST.Token | null | undefined): token is Word =>
  token?.type === 'scalar' || token?.type === 'single-quoted-scalar' || token?.type === 'double-quoted-scalar';

const isList = (group: Group): boolean =>
  group.type === 'block-seq' || (group.type === 'flow-collection' && group.start.type === 'flow-seq-start');

const contains = (word: Word, offset: number): boolean =>
  word.offset <= offset && offset < word.offset + word.source.length;

const hasColon = ({ sep }: Item): boolean => sep?.some(({ type }) => type === 'map-value-ind') ?? false;

const textOf = (token: CST.Token | null | undefined): string | null =>
  isWord(token) ? Tokens.resolveAsScalar(token, false, () => undefined).value : null;

function stepsInto(step: Step, group: Group): readonly Step[] {
  if (step.path.length > MOST_LEVELS) return [];
  return group.items.flatMap((item, index): readonly Step[] => {
    const parent = { group, index, step };
    if (isList(group)) {
      const token = item.value ?? item.key;
      return token ? [{ token, path: [...step.path, index], role: 'value', parent }] : [];
    }
    const name = textOf(item.key);
    return [
      ...(item.key ? [{ token: item.key, path: step.path, role: 'key' as const, parent }] : []),
      ...(item.value && name !== null
        ? [{ token: item.value, path: [...step.path, name], role: 'value' as const, parent }]
        : []),
    ];
  });
}

/** The word at an offset. */
function findWord(text: string, offset: number): (Step & { readonly token: Word }) | null {
  const document = [...new Parser().parse(text)].find(({ type }) => type === 'document');
  const top = (document as CST.Document | undefined)?.value;
  const steps: Step[] = top ? [{ token: top, path: [], role: 'value', parent: null }] : [];
  for (let step = steps.pop(); step; step = steps.pop()) {
    const { token } = step;
    if (isWord(token) && contains(token, offset)) return { ...step, token };
    if (isGroup(token) && token.offset <= offset) for (const deeper of stepsInto(step, token)) steps.push(deeper);
  }
  return null;
}

function fieldsOf(group: Group): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const item of group.items) {
    const name = textOf(item.key);
    if (name !== null && !name.includes(MARK)) fields.set(name, textOf(item.value)?.replace(MARK, '') ?? '');
  }
  return fields;
}

function groupsAround(step: Step): readonly ReadonlyMap<string, string>[] {
  const groups: ReadonlyMap<string, string>[] = [];
  for (let parent = step.parent; parent; parent = parent.step.parent) {
    if (!isList(parent.group)) groups.unshift(fieldsOf(parent.group));
  }
  return groups;
}

/** The list above a word that stands where the next dash would: its name and how many parts it has. */
function listAbove({ parent }: Step, column: number): Path | null {
  if (parent?.group.type !== 'block-map') return null;
  const above = parent.group.items[parent.index - 1];
  const name = textOf(above?.key);
  const list = above?.value;
  return name !== null && list?.type === 'block-seq' && list.indent === column
    ? [...parent.step.path, name, list.items.length]
    : null;
}

const isInFlow = ({ parent }: Step): boolean => parent?.group.type === 'flow-collection';

/** Of a word whose closing mark is missing only what stands before the cursor is meant. */
function wordUpTo({ source, type }: Word, length: number): string {
  const mark = type === 'scalar' ? '' : source.charAt(0);
  const isOpen = mark !== '' && (source.length < 2 || !source.endsWith(mark));
  return isOpen || source.includes('\n') ? source.slice(0, length) : source;
}

function toCursor(step: Step & { readonly token: Word }, text: string, offset: number): Cursor | null {
  const { token, parent, role, path } = step;
  const length = offset - token.offset;
  const before = token.source.slice(0, length);
  // What goes over several lines is prose.
  if (before.includes('\n')) return null;
  const mark = token.type === 'scalar' ? 0 : 1;
  const line = text.slice(text.lastIndexOf('\n', token.offset - 1) + 1, token.offset);
  const list = role === 'key' ? listAbove(step, line.length) : null;
  const item = parent?.group.items[parent.index];
  return {
    path: list ?? path,
    at: list ? 'value' : role,
    typed: before.slice(mark),
    word: wordUpTo(token, length).replace(MARK, ''),
    value: textOf(token)?.replace(MARK, '') ?? '',
    offset: token.offset,
    column: line.length,
    hasValue: role === 'key' && item !== undefined && hasColon(item),
    layout: list ? 'item' : isInFlow(step) ? 'flow' : 'block',
    beginsLine: /^[\s-]*$/.test(line),
    behindDashes: line.length - line.search(/\S|$/),
    groups: groupsAround(step),
  };
}

/** Where a cursor stands, whether the text around it can be read or not; null in prose, in a comment, in a long line. */
export function findCursor(text: string, offset: number): Cursor | null {
  if (text.length > MOST_CHARACTERS) return null;
  const marked = text.slice(0, offset) + MARK + text.slice(offset);
  const step = findWord(marked, offset);
  return step && toCursor(step, marked, offset);
}

/** The word that is written at an offset. */
export function findWritten(text: string, offset: number): Cursor | null {
  if (text.length > MOST_CHARACTERS) return null;
  const step = findWord(text, offset);
  return step && toCursor(step, text, step.token.offset + step.token.source.length);
}
