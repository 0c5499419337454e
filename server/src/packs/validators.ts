/**
 * Checks of a pack's form. The build puts code here that was made from the same schemas, because a browser worker may
 * not make code while it runs (scripts/lib/compileValidators.mjs).
 */
import type { ErrorObject } from 'ajv';
import { Ajv } from 'ajv';
import type { PackName } from '../knowledge/types.js';
import type { FieldNames } from './schemas.js';
import { AJV_OPTIONS, gatherFieldNames, SCHEMAS } from './schemas.js';

/** Says whether a value has the form, and leaves behind what is wrong with it. */
export interface Validate {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

const ajv = new Ajv(AJV_OPTIONS);

function forEachKind<Value>(make: (schema: object) => Value): Readonly<Record<PackName, Value>> {
  return Object.fromEntries(Object.entries(SCHEMAS).map(([name, schema]) => [name, make(schema)])) as Record<
    PackName,
    Value
  >;
}

export const VALIDATORS: Readonly<Record<PackName, Validate>> = forEachKind((schema) => ajv.compile(schema));

export const FIELD_NAMES: Readonly<Record<PackName, FieldNames>> = forEachKind(gatherFieldNames);
