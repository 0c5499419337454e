import type { Cpu, Crash } from '../model/crash.js';
import type { Evidence } from './verdict.js';

/** `PCPU 3`, `PCPU 0, 10 and 11`. */
export function pcpuWords(cpus: readonly number[]): string {
  const others = cpus.slice(0, -1);
  return `PCPU ${others.length > 0 ? `${others.join(', ')} and ` : ''}${cpus.at(-1) ?? '?'}`;
}

function starWords(rows: readonly Cpu[], { number }: Cpu): string {
  return `${rows.length > 1 ? `${rows.length} PCPUs; ` : ''}the star marks PCPU ${number} as panicking`;
}

/**
 * What the PCPU list of a screen shows: whom it marks, and what ran on the PCPUs that are accused. Older lists show
 * many PCPUs on one line, those from 5.0 on the marked one alone.
 */
export function tellPcpuList({ cpus }: Crash, accused: readonly number[]): readonly Evidence[] {
  const reasons = new Map<number, string[]>();
  const tell = ({ range }: Cpu, why: string): void => {
    const { line } = range.start;
    reasons.set(line, [...(reasons.get(line) ?? []), why]);
  };
  for (const row of cpus) {
    if (row.marked) tell(row, starWords(cpus, row));
    else if (accused.includes(row.number) && row.worldName !== null)
      tell(row, `PCPU ${row.number} ran ${row.worldName}`);
  }
  return [...reasons].map(([line, whys]) => ({ line, why: whys.join('; ') }));
}
