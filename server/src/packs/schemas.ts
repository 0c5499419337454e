/** The form of each kind of pack: the schemas that editors read too. */
import type { Options } from 'ajv';
import bugchecks from '../../data/schemas/bugchecks.schema.json' with { type: 'json' };
import builds from '../../data/schemas/builds.schema.json' with { type: 'json' };
import commands from '../../data/schemas/commands.schema.json' with { type: 'json' };
import counterparts from '../../data/schemas/counterparts.schema.json' with { type: 'json' };
import knownIssues from '../../data/schemas/known-issues.schema.json' with { type: 'json' };
import modules from '../../data/schemas/modules.schema.json' with { type: 'json' };
import status from '../../data/schemas/status.schema.json' with { type: 'json' };
import symbols from '../../data/schemas/symbols.schema.json' with { type: 'json' };
import terms from '../../data/schemas/terms.schema.json' with { type: 'json' };
import type { PackName } from '../knowledge/types.js';

export const SCHEMAS: Readonly<Record<PackName, object>> = {
  symbols,
  modules,
  bugchecks,
  'known-issues': knownIssues,
  counterparts,
  terms,
  status,
  commands,
  builds,
};

/** Words are made by `reasons.ts`, and addresses are looked at by `checks.ts`. */
export const AJV_OPTIONS: Options = { allErrors: true, messages: false, validateFormats: false };

/** The names of the fields that each object of a schema may have, by its place in the schema as the validator names it. */
export type FieldNames = Readonly<Record<string, readonly string[]>>;

function* fieldNamesOf(schema: unknown, place: string): Generator<readonly [string, readonly string[]]> {
  if (typeof schema !== 'object' || schema === null) return;
  if ('properties' in schema) yield [place, Object.keys(schema.properties as object)];
  for (const [key, part] of Object.entries(schema)) {
    yield* fieldNamesOf(part, `${place}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`);
  }
}

/** Gathers the names of all fields of a schema. */
export function gatherFieldNames(schema: object): FieldNames {
  return Object.fromEntries(fieldNamesOf(schema, '#'));
}
