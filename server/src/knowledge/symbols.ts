import { literalLength, matchesGlob } from '../util/glob.js';
import { indexBy } from './entries.js';
import type { SymbolEntry } from './types.js';

/** The system whose symbols and modules are meant. */
export type System = 'windows' | 'esxi' | 'linux';

/** Answers for the functions of one system; `module` null: the frame prints none. */
export type FindSymbol = (module: string | null, symbol: string) => SymbolEntry | null;

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

/** So many answers of patterns are remembered; a text with more names than that is none that people write. */
const MOST_ANSWERS = 5000;

const keyOf = (module: string | null, symbol: string): string => `${(module ?? '').toLowerCase()}!${symbol}`;
const patternOf = ({ module, symbol }: SymbolEntry): string => `${module ?? ''}${symbol}`;

/** x86 symbols may carry their calling convention: `_PspSystemThreadStartup@8`, `@ExReleaseFastMutex@4`. */
const undecorate = (symbol: string): string => symbol.replace(/^[_@](?=[A-Z])/, '').replace(/(?<=\w)@\d{1,3}$/, '');

function fits(entry: SymbolEntry, module: string, symbol: string): boolean {
  const fitsModule = entry.module === null || matchesGlob(entry.module.toLowerCase(), module);
  return fitsModule && matchesGlob(entry.symbol, symbol);
}

/** Indexes the functions of one system: exact names by hash, then patterns, the most specific first. */
export function indexSymbols(entries: readonly SymbolEntry[], system: System): FindSymbol {
  const isPattern = (entry: SymbolEntry): boolean => patternOf(entry).includes('*');
  const exact = indexBy(
    entries.filter((entry) => !isPattern(entry)),
    (entry) => keyOf(entry.module, entry.symbol),
  );
  // Of patterns that say as much the later one wins, as among exact names.
  const patterns = entries
    .filter(isPattern)
    .reverse()
    .sort((left, right) => literalLength(patternOf(right)) - literalLength(patternOf(left)));
  const answers = new Map<string, SymbolEntry | null>();

  const findPattern = (module: string, symbol: string): SymbolEntry | null => {
    const key = keyOf(module, symbol);
    const answered = answers.get(key);
    if (answered !== undefined) return answered;
    const answer = patterns.find((entry) => fits(entry, module, symbol)) ?? null;
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, answer);
    return answer;
  };

  return (printed, symbol) => {
    const lower = (printed ?? KERNEL_MODULE[system] ?? '').toLowerCase();
    const module = ALIASES[lower] ?? lower;
    const plain = undecorate(symbol);
    return (
      exact.get(keyOf(module, symbol)) ??
      exact.get(keyOf(module, plain)) ??
      exact.get(keyOf(null, plain)) ??
      findPattern(module, plain)
    );
  };
}
