import type { Facts } from './facts.js';
import type { Category, Evidence } from './verdict.js';

/** A line that the kernel logs when something is wrong and it can still go on. */
interface WarningForm {
  /** Looked for first, so that a long line costs nothing. */
  readonly literal: string;
  /** From `before` characters above the literal on. */
  readonly before: number;
  readonly pattern: RegExp;
  /** What it means, in the past; `{what}` stands for what the line names. */
  readonly meaning: string;
  readonly category: Category;
}

const FORMS: readonly WarningForm[] = [
  // Heap: 3651: Heap netGPHeap already at its maximum size. Cannot expand.
  {
    literal: ' already at its maximum',
    before: 60,
    pattern: /Heap (?<what>[\w-]{1,50}) already at its maximum/,
    meaning: 'the heap {what} was full',
    category: 'resource-exhaustion',
  },
  // StorageApdHandler: 1204: APD start for 0x430a1c01220 [naa.6000]
  {
    literal: 'APD start for ',
    before: 0,
    pattern: /^APD start for .{0,40}?\[(?<what>[\w.:-]{4,60})\]/,
    meaning: 'all paths to {what} were down',
    category: 'storage',
  },
  // Device or filesystem with identifier [naa.6000] has entered the All Paths Down state.
  {
    literal: ' has entered the All Paths Down state',
    before: 80,
    pattern: /\[(?<what>[\w.:-]{4,60})\] has entered the All Paths Down state/,
    meaning: 'all paths to {what} were down',
    category: 'storage',
  },
  // NMP device "naa.6000" state in doubt; requested fast path state update...
  {
    literal: ' state in doubt',
    before: 80,
    pattern: /device "(?<what>[\w.:-]{4,60})" state in doubt/,
    meaning: 'requests to {what} were not answered',
    category: 'storage',
  },
  // FS3: LogCorruption:628: VMFS volume datastore5/5f0... on naa.6000:1 has been detected corrupted
  {
    literal: ' has been detected corrupted',
    before: 200,
    pattern: /VMFS volume (?<what>[^\s/]{1,60})\/?\S{0,80} on \S{1,60} has been detected corrupted/,
    meaning: 'the VMFS volume {what} was found damaged',
    category: 'storage',
  },
  // NETDEV WATCHDOG: vmnic4: transmit timed out
  {
    literal: 'NETDEV WATCHDOG: ',
    before: 0,
    pattern: /^NETDEV WATCHDOG: (?<what>\w{1,20}): transmit timed out/,
    meaning: '{what} had stopped sending',
    category: 'driver-bug',
  },
];

/** What the log had warned of before the panic. */
export interface LogWarning extends Evidence {
  readonly category: Category;
}

function readWarning(text: string, line: number): LogWarning | null {
  for (const { literal, before, pattern, meaning, category } of FORMS) {
    const at = text.indexOf(literal);
    const from = Math.max(at - before, 0);
    const what = at < 0 ? undefined : pattern.exec(text.slice(from, at + 120))?.groups?.what;
    if (what !== undefined) return { line, why: meaning.replace('{what}', what), category };
  }
  return null;
}

/** More warnings than a person reads on. */
const MOST_WARNINGS = 3;

/** Warnings before the panic or on its screen, each once: what was wrong already when the kernel stopped. */
export function findLogWarnings({ crash, text: { firstLine, lines } }: Facts): readonly LogWarning[] {
  const found = new Map<string, LogWarning>();
  const ownLines = lines.slice(0, crash.range.end.line + 1 - firstLine);
  ownLines.forEach((text, index) => {
    const warning = readWarning(text, firstLine + index);
    if (warning && !found.has(warning.why)) found.set(warning.why, warning);
  });
  return [...found.values()].slice(0, MOST_WARNINGS);
}
