import type { FindRelease } from './builds.js';
import { indexBuilds } from './builds.js';
import { entriesOf, indexBy } from './entries.js';
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
  /** What release a printed build is of. */
  readonly release: FindRelease;
  readonly knownIssues: readonly KnownIssue[];
  /** Those of them that ask for something that a crash has; whether they fit is to be seen. */
  issuesThatMayFit(traits: CrashTraits): readonly KnownIssue[];
}

/** Makes a value when it is first asked for: one crash needs the symbols of one system. */
function onDemand<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function eachSystem<Value>(make: (system: System) => Value): Readonly<Record<System, Value>> {
  return { windows: make('windows'), esxi: make('esxi'), linux: make('linux') };
}

/** Finds the entry of the longest beginning of a typed command that is one: `!locks -v` before `!locks`. */
function indexCommands(entries: readonly CommandEntry[]): (typed: string) => CommandEntry | null {
  const commands = indexBy(entries, ({ command }) => command.toLowerCase());
  return (typed) => {
    const words = typed.trim().toLowerCase().split(/\s+/, 8);
    for (let length = words.length; length > 0; length--) {
      const entry = commands.get(words.slice(0, length).join(' '));
      if (entry) return entry;
    }
    return null;
  };
}

/** Indexes packs, in the order of their weight, with the texts of one language where there are any. */
export function createKnowledge(packs: readonly AnyPack[], translations: readonly Translation[] = []): Knowledge {
  const plain = <Name extends AnyPack['pack']>(name: Name, system: System | null = null) =>
    entriesOf(packs, name, translations, system).map(({ entry }) => entry);
  const symbolsOf = (system: System) => onDemand(() => indexSymbols(plain('symbols', system), system));
  const modulesOf = (system: System) =>
    onDemand(() => indexBy(plain('modules', system), ({ module }) => module.toLowerCase()));
  const releases = eachSystem((system) => onDemand(() => indexBuilds(plain('builds', system))));
  const symbols = eachSystem(symbolsOf);
  const modules = eachSystem(modulesOf);
  const bugChecks = onDemand(() => indexBy(plain('bugchecks'), ({ code }) => code));
  const statuses = onDemand(() => indexBy(plain('status'), ({ code }) => code.toLowerCase()));
  const allTerms = onDemand(() => plain('terms'));
  const terms = onDemand(() =>
    indexBy(allTerms(), ({ dialect, kind, term }) => `${dialect}:${kind}:${term.toLowerCase()}`),
  );
  const commands = onDemand(() => indexCommands(plain('commands')));
  const counterparts = onDemand(() => indexBy(plain('counterparts'), ({ id }) => id));
  const knownIssues = onDemand(() => plain('known-issues'));
  const issueIndex = onDemand(() => createIssueIndex(knownIssues()));
  return {
    symbol: (system, module, symbol) => symbols[system]()(module, symbol),
    module: (system, name) => modules[system]().get(name.toLowerCase()) ?? null,
    bugCheck: (code) => bugChecks().get(code) ?? bugChecks().get(withoutMinidumpBit(code)) ?? null,
    status: (code) => statuses().get(code) ?? null,
    term: (dialect, kind, term) => terms().get(`${dialect}:${kind}:${term.toLowerCase()}`) ?? null,
    terms: (dialect, kind) => allTerms().filter((entry) => entry.dialect === dialect && entry.kind === kind),
    command: (typed) => commands()(typed),
    release: (printed) => releases[printed.system]()(printed),
    counterpart: (id) => counterparts().get(id) ?? null,
    get knownIssues() {
      return knownIssues();
    },
    issuesThatMayFit: (traits) => issueIndex().candidates(traits),
  };
}
