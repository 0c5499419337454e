/**
 * The packs that the product ships, as they lie in `server/data/packs`; their form is checked against the schemas by
 * the tests. The build puts packs.provided.ts in place of this module: there the same packs come from one small file.
 */
import counterparts from '../../data/packs/counterparts.json' with { type: 'json' };
import esxiBuilds from '../../data/packs/esxi-builds.json' with { type: 'json' };
import esxiCommands from '../../data/packs/esxi-commands.json' with { type: 'json' };
import esxiModules from '../../data/packs/esxi-modules.json' with { type: 'json' };
import esxiSymbols from '../../data/packs/esxi-symbols.json' with { type: 'json' };
import knownIssues from '../../data/packs/known-issues.json' with { type: 'json' };
import koreanCounterparts from '../../data/packs/ko/counterparts.json' with { type: 'json' };
import koreanEsxiModules from '../../data/packs/ko/esxi-modules.json' with { type: 'json' };
import koreanEsxiSymbols from '../../data/packs/ko/esxi-symbols.json' with { type: 'json' };
import koreanKnownIssues from '../../data/packs/ko/known-issues.json' with { type: 'json' };
import koreanTerms from '../../data/packs/ko/terms.json' with { type: 'json' };
import koreanWindowsBugChecks from '../../data/packs/ko/windows-bugchecks.json' with { type: 'json' };
import koreanWindowsModules from '../../data/packs/ko/windows-modules.json' with { type: 'json' };
import koreanWindowsSymbols from '../../data/packs/ko/windows-symbols.json' with { type: 'json' };
import terms from '../../data/packs/terms.json' with { type: 'json' };
import windbgCommands from '../../data/packs/windbg-commands.json' with { type: 'json' };
import windowsBugChecks from '../../data/packs/windows-bugchecks.json' with { type: 'json' };
import windowsBuilds from '../../data/packs/windows-builds.json' with { type: 'json' };
import windowsModules from '../../data/packs/windows-modules.json' with { type: 'json' };
import windowsStatus from '../../data/packs/windows-status.json' with { type: 'json' };
import windowsSymbols from '../../data/packs/windows-symbols.json' with { type: 'json' };
import type { BuiltinPacks } from './packed.js';
import type { AnyPack, Translation } from './types.js';

export const PACKS = [
  counterparts,
  esxiBuilds,
  esxiCommands,
  esxiModules,
  esxiSymbols,
  knownIssues,
  terms,
  windbgCommands,
  windowsBugChecks,
  windowsBuilds,
  windowsModules,
  windowsStatus,
  windowsSymbols,
] as unknown as readonly AnyPack[];

export const TRANSLATIONS = [
  koreanCounterparts,
  koreanEsxiModules,
  koreanEsxiSymbols,
  koreanKnownIssues,
  koreanTerms,
  koreanWindowsBugChecks,
  koreanWindowsModules,
  koreanWindowsSymbols,
] as unknown as readonly Translation[];

/** What the product ships. */
export const builtinPacks = (): BuiltinPacks => ({ packs: PACKS, translations: TRANSLATIONS });
