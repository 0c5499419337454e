import counterparts from '../../data/packs/counterparts.json' with { type: 'json' };
import esxiModules from '../../data/packs/esxi-modules.json' with { type: 'json' };
import esxiSymbols from '../../data/packs/esxi-symbols.json' with { type: 'json' };
import knownIssues from '../../data/packs/known-issues.json' with { type: 'json' };
import terms from '../../data/packs/terms.json' with { type: 'json' };
import windowsBugChecks from '../../data/packs/windows-bugchecks.json' with { type: 'json' };
import windowsModules from '../../data/packs/windows-modules.json' with { type: 'json' };
import windowsStatus from '../../data/packs/windows-status.json' with { type: 'json' };
import windowsSymbols from '../../data/packs/windows-symbols.json' with { type: 'json' };
import type { Knowledge } from './store.js';
import { createKnowledge } from './store.js';
import type { AnyPack } from './types.js';

/** The packs that the product ships. Their form is checked against the schemas by the tests. */
const PACKS = [
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

let knowledge: Knowledge | undefined;

/** What the product knows by itself; indexed when it is first asked for. */
export function builtinKnowledge(): Knowledge {
  knowledge ??= createKnowledge(PACKS);
  return knowledge;
}
