/**
 * Checks of a pack's form. The build puts code here that was made from the same schemas, because a browser worker may
 * not make code while it runs (scripts/lib/compileValidators.mjs).
 */
import type { ErrorObject } from 'ajv';
import { Ajv } from 'ajv';
import type { PackName } from '../knowledge/types.js';
import { AJV_OPTIONS, SCHEMAS } from './schemas.js';

/** Says whether a value has the form, and leaves behind what is wrong with it. */
export interface Validate {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

const ajv = new Ajv(AJV_OPTIONS);

export const VALIDATORS = Object.fromEntries(
  Object.entries(SCHEMAS).map(([kind, schema]) => [kind, ajv.compile(schema)]),
) as Record<string, Validate> as Readonly<Record<PackName, Validate>>;
