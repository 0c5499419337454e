import { literalLength, matchesGlob } from '../util/glob.js';
import type { Catalogue } from './entries.js';
import { onDemand, symbolKey } from './entries.js';
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
  halacpi: 'hal',
  halmacpi: 'hal',
  halaacpi: 'hal',
  halmps: 'hal',
  halapic: 'hal',
};

/** A module by the name that the debugger has for it: `nt` for `ntkrnlmp` and `NT`; others stay as printed. */
export function plainModule(printed: string): string {
  const lower = printed.toLowerCase();
  return ALIASES[lower] ?? (lower === 'nt' || lower === 'hal' ? lower : printed);
}

/** So many answers of patterns are remembered; a text with more names than that is none that people write. */
const MOST_ANSWERS = 5000;

/** x86 symbols may carry their calling convention: `_PspSystemThreadStartup@8`, `@ExReleaseFastMutex@4`. */
const undecorate = (symbol: string): string => symbol.replace(/^[_@](?=[A-Z])/, '').replace(/(?<=\w)@\d{1,3}$/, '');

/** How much of a name a pattern spells out. */
const weightOf = ({ module, symbol }: SymbolEntry): number => literalLength(`${module ?? ''}${symbol}`);

function fits(entry: SymbolEntry, module: string, symbol: string): boolean {
  const fitsModule = entry.module === null || matchesGlob(entry.module.toLowerCase(), module);
  return fitsModule && matchesGlob(entry.symbol, symbol);
}

/** The patterns, the most specific first; of two that say as much the later pack's. */
function readPatterns(symbols: Catalogue<'symbols'>): readonly SymbolEntry[] {
  return [...symbols.filter((key) => key.includes('*'))].sort((left, right) => weightOf(right) - weightOf(left));
}

/** Answers from the functions of one system: exact names by hash, then patterns. */
export function indexSymbols(symbols: Catalogue<'symbols'>, system: System): FindSymbol {
  const patterns = onDemand(() => readPatterns(symbols));
  const answers = new Map<string, SymbolEntry | null>();

  const findPattern = (module: string, symbol: string): SymbolEntry | null => {
    const key = symbolKey(module, symbol);
    const answered = answers.get(key);
    if (answered !== undefined) return answered;
    const answer = patterns().find((entry) => fits(entry, module, symbol)) ?? null;
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, answer);
    return answer;
  };

  return (printed, symbol) => {
    const lower = (printed ?? KERNEL_MODULE[system] ?? '').toLowerCase();
    const module = ALIASES[lower] ?? lower;
    const plain = undecorate(symbol);
    return (
      symbols.find(symbolKey(module, symbol)) ??
      symbols.find(symbolKey(module, plain)) ??
      symbols.find(symbolKey(null, plain)) ??
      findPattern(module, plain)
    );
  };
}
