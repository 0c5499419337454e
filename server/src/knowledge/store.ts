import type { FindRelease } from './builds.js';
import { indexBuilds } from './builds.js';
import type { Catalogue, Shelf } from './entries.js';
import { catalogue, onDemand, termKey } from './entries.js';
import type { CrashTraits } from './issueIndex.js';
import { createIssueIndex } from './issueIndex.js';
import type { System } from './symbols.js';
import { indexSymbols } from './symbols.js';
import type {
  AnyPack,
  BugCheckEntry,
  CommandEntry,
  Counterpart,
  KnownIssue,
  ModuleEntry,
  PackEntries,
  PackName,
  StatusEntry,
  SymbolEntry,
  TermEntry,
  Translation,
} from './types.js';
import { withoutMinidumpBit } from '../util/hex.js';

export type { System } from './symbols.js';

/** Indexed, read-only look-ups over all packs; a later pack's word counts more than an earlier one's. */
export interface Knowledge {
  /** `module` null: the frame prints none, which on ESX(i) means the kernel itself. */
  symbol(system: System, module: string | null, symbol: string): SymbolEntry | null;
  module(system: System, name: string): ModuleEntry | null;
  /** `code` as `0x133`; a minidump's bit 28 is left out where only the plain code is known. */
  bugCheck(code: string): BugCheckEntry | null;
  status(code: string): StatusEntry | null;
  term(dialect: string, kind: string, term: string): TermEntry | null;
  /** All terms of one kind. */
  terms(dialect: string, kind: string): readonly TermEntry[];
  /** What is known of a command as it was typed, with its arguments: `!thread fffffa80`. */
  command(typed: string): CommandEntry | null;
  counterpart(id: string): Counterpart | null;
  /** The entries of one kind, about one system or (null) all, whose key is wanted: for lists of what is known. */
  entries<Name extends PackName>(
    name: Name,
    system: System | null,
    isWanted: (key: string) => boolean,
  ): readonly PackEntries[Name][];
  /** What release a printed build is of. */
  readonly release: FindRelease;
  readonly knownIssues: readonly KnownIssue[];
  /** Those of them that ask for something that a crash has; whether they fit is to be seen. */
  issuesThatMayFit(traits: CrashTraits): readonly KnownIssue[];
}

function eachSystem<Value>(make: (system: System) => Value): Readonly<Record<System, Value>> {
  return { windows: make('windows'), esxi: make('esxi'), linux: make('linux') };
}

/** Finds the entry of the longest beginning of a typed command that is one: `!locks -v` before `!locks`. */
function findCommand(commands: Catalogue<'commands'>, typed: string): CommandEntry | null {
  const words = typed.trim().toLowerCase().split(/\s+/, 8);
  for (let length = words.length; length > 0; length--) {
    const entry = commands.find(words.slice(0, length).join(' '));
    if (entry) return entry;
  }
  return null;
}

/** Indexes packs, in the order of their weight, with the texts of one language where there are any. */
export function createKnowledge(
  packs: readonly (AnyPack | Shelf)[],
  translations: readonly Translation[] = [],
): Knowledge {
  const shelf = <Name extends PackName>(name: Name, system: System | null = null) =>
    catalogue(packs, name, translations, system);
  const all = <Name extends PackName>(name: Name, system: System | null = null) =>
    shelf(name, system).filter(() => true);
  const symbols = eachSystem((system) => indexSymbols(shelf('symbols', system), system));
  const modules = eachSystem((system) => shelf('modules', system));
  const releases = eachSystem((system) => onDemand(() => indexBuilds(all('builds', system))));
  const [bugChecks, statuses, terms] = [shelf('bugchecks'), shelf('status'), shelf('terms')];
  const [commands, counterparts] = [shelf('commands'), shelf('counterparts')];
  const knownIssues = onDemand(() => all('known-issues'));
  const issueIndex = onDemand(() => createIssueIndex(knownIssues()));
  return {
    symbol: (system, module, symbol) => symbols[system](module, symbol),
    module: (system, name) => modules[system].find(name.toLowerCase()),
    bugCheck: (code) => bugChecks.find(code) ?? bugChecks.find(withoutMinidumpBit(code)),
    status: (code) => statuses.find(code),
    term: (dialect, kind, term) => terms.find(termKey(dialect, kind, term)),
    terms: (dialect, kind) => terms.filter((key) => key.startsWith(termKey(dialect, kind, ''))),
    command: (typed) => findCommand(commands, typed),
    entries: (name, system, isWanted) => shelf(name, system).filter(isWanted),
    release: (printed) => releases[printed.system]()(printed),
    counterpart: (id) => counterparts.find(id),
    get knownIssues() {
      return knownIssues();
    },
    issuesThatMayFit: (traits) => issueIndex().candidates(traits),
  };
}
