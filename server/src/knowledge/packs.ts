/**
 * The packs that the product ships, as they lie in `server/data/packs`; their form is checked against the schemas by
 * the tests. The build puts the same data here in a form that is small and loads fast (scripts/lib/compilePacks.mjs).
 */
import counterparts from '../../data/packs/counterparts.json' with { type: 'json' };
import esxiModules from '../../data/packs/esxi-modules.json' with { type: 'json' };
import esxiSymbols from '../../data/packs/esxi-symbols.json' with { type: 'json' };
import knownIssues from '../../data/packs/known-issues.json' with { type: 'json' };
import terms from '../../data/packs/terms.json' with { type: 'json' };
import windowsBugChecks from '../../data/packs/windows-bugchecks.json' with { type: 'json' };
import windowsModules from '../../data/packs/windows-modules.json' with { type: 'json' };
import windowsStatus from '../../data/packs/windows-status.json' with { type: 'json' };
import windowsSymbols from '../../data/packs/windows-symbols.json' with { type: 'json' };
import type { AnyPack, Translation } from './types.js';

export const PACKS = [
  counterparts,
  esxiModules,
  esxiSymbols,
  knownIssues,
  terms,
  windowsBugChecks,
  windowsModules,
  windowsStatus,
  windowsSymbols,
] as unknown as readonly AnyPack[];

export const TRANSLATIONS: readonly Translation[] = [];
