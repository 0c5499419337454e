import { literalLength, matchesGlob } from '../util/glob.js';
import type {
  AnyPack,
  BugCheckEntry,
  Counterpart,
  KnownIssue,
  ModuleEntry,
  Pack,
  PackEntries,
  PackName,
  StatusEntry,
  SymbolEntry,
  TermEntry,
} from './types.js';

/** The system whose symbols and modules are meant. */
export type System = 'windows' | 'esxi' | 'linux';

/** Indexed, read-only look-ups over all packs; the first pack that defines a thing wins. */
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
  counterpart(id: string): Counterpart | null;
  readonly knownIssues: readonly KnownIssue[];
}

interface SymbolIndex {
  readonly exact: ReadonlyMap<string, SymbolEntry>;
  /** Longest literal part first: the most specific pattern wins. */
  readonly patterns: readonly SymbolEntry[];
  /** What the patterns answered before. */
  readonly answers: Map<string, SymbolEntry | null>;
}

/** Kernels that print no module in their frames. */
const KERNEL_MODULE: Partial<Record<System, string>> = { esxi: 'vmkernel' };

/** File names of the Windows kernel and its HAL; debuggers print `nt` and `hal`, other tools these. */
const ALIASES: Readonly<Record<string, string>> = {
  ntoskrnl: 'nt',
  ntkrnlmp: 'nt',
  ntkrnlpa: 'nt',
  ntkrpamp: 'nt',
  halmacpi: 'hal',
  halaacpi: 'hal',
};

const symbolKey = (module: string | null, symbol: string): string => `${(module ?? '').toLowerCase()}!${symbol}`;

function packsOf<Name extends PackName>(packs: readonly AnyPack[], name: Name): readonly Pack<Name>[] {
  return packs.filter((pack) => pack.pack === name) as unknown as readonly Pack<Name>[];
}

function entriesOf<Name extends PackName>(packs: readonly AnyPack[], name: Name): readonly PackEntries[Name][] {
  return packsOf(packs, name).flatMap((pack) => pack.entries);
}

function indexBy<Entry>(entries: readonly Entry[], key: (entry: Entry) => string): ReadonlyMap<string, Entry> {
  const index = new Map<string, Entry>();
  for (const entry of entries) if (!index.has(key(entry))) index.set(key(entry), entry);
  return index;
}

function indexSymbols(packs: readonly AnyPack[], system: string): SymbolIndex {
  const entries = packsOf(packs, 'symbols')
    .filter((pack) => pack.system === system)
    .flatMap((pack) => pack.entries);
  const isPattern = (entry: SymbolEntry): boolean => `${entry.module ?? ''}${entry.symbol}`.includes('*');
  const weight = (entry: SymbolEntry): number => literalLength(`${entry.module ?? ''}${entry.symbol}`);
  return {
    exact: indexBy(
      entries.filter((entry) => !isPattern(entry)),
      (entry) => symbolKey(entry.module, entry.symbol),
    ),
    patterns: entries.filter(isPattern).sort((left, right) => weight(right) - weight(left)),
    answers: new Map(),
  };
}

function findPattern({ patterns }: SymbolIndex, module: string, symbol: string): SymbolEntry | null {
  return (
    patterns.find(
      (entry) =>
        (entry.module === null || matchesGlob(entry.module.toLowerCase(), module)) && matchesGlob(entry.symbol, symbol),
    ) ?? null
  );
}

/** So many answers of patterns are remembered; a text with more names than that is none that people write. */
const MOST_ANSWERS = 5000;

function lookUpSymbol(index: SymbolIndex, system: System, printed: string | null, symbol: string): SymbolEntry | null {
  const lower = (printed ?? KERNEL_MODULE[system] ?? '').toLowerCase();
  const module = ALIASES[lower] ?? lower;
  const key = symbolKey(module, symbol);
  // x86 symbols may carry the underscore of their calling convention.
  const undecorated = symbolKey(module, symbol.replace(/^_(?=[A-Z])/, ''));
  const exact = index.exact.get(key) ?? index.exact.get(undecorated) ?? index.exact.get(symbolKey(null, symbol));
  if (exact) return exact;
  const answered = index.answers.get(key);
  if (answered !== undefined) return answered;
  const answer = findPattern(index, module, symbol);
  if (index.answers.size >= MOST_ANSWERS) index.answers.clear();
  index.answers.set(key, answer);
  return answer;
}

/** Bit 28 marks a minidump's variant of a code: `0x1000007e` is 0x7E. */
function withoutMinidumpBit(code: string): string {
  return `0x${(BigInt(code) & ~0x10000000n).toString(16)}`;
}

/** Indexes packs. Later packs do not override earlier ones. */
export function createKnowledge(packs: readonly AnyPack[]): Knowledge {
  const symbols = new Map<System, SymbolIndex>();
  const symbolsOf = (system: System): SymbolIndex => {
    const index = symbols.get(system) ?? indexSymbols(packs, system);
    symbols.set(system, index);
    return index;
  };
  const modules = indexBy(
    packsOf(packs, 'modules').flatMap((pack) => pack.entries.map((entry) => ({ system: pack.system, entry }))),
    ({ system, entry }) => `${system}:${entry.module.toLowerCase()}`,
  );
  const bugChecks = indexBy(entriesOf(packs, 'bugchecks'), (entry) => entry.code);
  const statuses = indexBy(entriesOf(packs, 'status'), (entry) => entry.code.toLowerCase());
  const allTerms = entriesOf(packs, 'terms');
  const terms = indexBy(allTerms, ({ dialect, kind, term }) => `${dialect}:${kind}:${term.toLowerCase()}`);
  const counterparts = indexBy(entriesOf(packs, 'counterparts'), (entry) => entry.id);
  return {
    symbol: (system, module, symbol) => lookUpSymbol(symbolsOf(system), system, module, symbol),
    module: (system, name) => modules.get(`${system}:${name.toLowerCase()}`)?.entry ?? null,
    bugCheck: (code) => bugChecks.get(code) ?? bugChecks.get(withoutMinidumpBit(code)) ?? null,
    status: (code) => statuses.get(code) ?? null,
    term: (dialect, kind, term) => terms.get(`${dialect}:${kind}:${term.toLowerCase()}`) ?? null,
    terms: (dialect, kind) => allTerms.filter((entry) => entry.dialect === dialect && entry.kind === kind),
    counterpart: (id) => counterparts.get(id) ?? null,
    knownIssues: entriesOf(packs, 'known-issues'),
  };
}
