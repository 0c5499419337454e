/** The schemas as a person who writes a pack needs them: what may stand at a place, and what it means. */
import pack from '../../data/schemas/pack.schema.json' with { type: 'json' };
import type { PackName } from '../knowledge/types.js';
import type { Path } from './problem.js';
import { SCHEMAS } from './schemas.js';
import { VALIDATORS } from './validators.js';

/** The part of a schema that says what a value may be. */
export interface Form {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Form[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Form>>;
  readonly patternProperties?: Readonly<Record<string, Form>>;
  readonly propertyNames?: Form;
  readonly required?: readonly string[];
  readonly items?: Form;
  readonly definitions?: Readonly<Record<string, Form>>;
  readonly $ref?: string;
}

export const KINDS = Object.keys(VALIDATORS) as readonly PackName[];

/** The kind of pack that a word names; null where there is none. */
export function kindNamed(word: string | undefined): PackName | null {
  return KINDS.find((kind) => kind === word) ?? null;
}

/** The form of a whole pack; of one whose kind is not known yet, what all kinds have in common. */
export function formOfPack(kind: PackName | null): Form {
  if (kind) return SCHEMAS[kind];
  const { properties = {} } = SCHEMAS['known-issues'] as Form;
  const { entries, ...common } = properties;
  return {
    ...(pack as Form),
    properties: { ...common, ...(entries && { entries: { type: 'array' } }), ...pack.properties },
  };
}

const REFERENCE = '#/definitions/';

function resolve(form: Form | undefined, root: Form): Form | null {
  if (form?.$ref === undefined) return form ?? null;
  return root.definitions?.[form.$ref.slice(REFERENCE.length)] ?? null;
}

/** What a form is where it is not null. */
const whereGiven = (form: Form): Form => form.anyOf?.find(({ type }) => type !== 'null') ?? form;

function stepInto(form: Form, step: string | number): Form | undefined {
  const { items, properties = {}, patternProperties = {} } = whereGiven(form);
  if (items) return items;
  if (typeof step === 'number') return undefined;
  if (Object.hasOwn(properties, step)) return properties[step];
  return Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern).test(step))?.[1];
}

/** What may stand at a place of a pack; null where nothing may. */
export function formAt(kind: PackName | null, path: Path): Form | null {
  const root = formOfPack(kind);
  return path.reduce<Form | null>((form, step) => form && resolve(stepInto(form, step), root), root);
}

/** A field of a group. */
export interface Field {
  readonly name: string;
  readonly form: Form;
  readonly isRequired: boolean;
}

/** The fields that a group may have, those first that it must have, in the order of the schema. */
export function fieldsOf(kind: PackName | null, path: Path): readonly Field[] {
  const group = formAt(kind, path);
  if (!group) return [];
  const { properties = {}, propertyNames, required = [] } = whereGiven(group);
  const names = [...Object.keys(properties), ...(propertyNames?.enum ?? []).map(String)];
  const fields = names.flatMap((name): readonly Field[] => {
    const form = formAt(kind, [...path, name]);
    return form && name !== '$schema' ? [{ name, form, isRequired: required.includes(name) }] : [];
  });
  return [...fields.filter(({ isRequired }) => isRequired), ...fields.filter(({ isRequired }) => !isRequired)];
}

/** The values that a form lists; null among them where a value may be left open. */
export function valuesOf(form: Form): readonly unknown[] {
  const isOpen = form.anyOf?.some(({ type }) => type === 'null') ?? false;
  const { const: only, enum: words, type } = whereGiven(form);
  const listed = only !== undefined ? [only] : (words ?? (type === 'boolean' ? [false, true] : []));
  return [...listed, ...(isOpen ? [null] : [])];
}

/** Whether a value is itself a group, a list, or a single word. */
export function structureOf(form: Form): 'group' | 'list' | 'word' {
  const { type } = whereGiven(form);
  return type === 'object' ? 'group' : type === 'array' ? 'list' : 'word';
}

/** Whether a text of this form has to be quoted, because it would be taken for a number. */
export function looksLikeNumber(form: Form): boolean {
  return /^\^\(?\[0-9\]/.test(whereGiven(form).pattern ?? '');
}
