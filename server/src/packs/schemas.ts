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
