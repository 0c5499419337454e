/** One figure: how many of how many. */
export interface Figure {
  readonly name: string;
  readonly hit: number;
  readonly of: number;
}

/** `97.3 %`, and a dash where there is no case. */
export function percentage({ hit, of }: Figure): string {
  return of === 0 ? '-' : `${((100 * hit) / of).toFixed(1)} %`;
}

/** Names, counts and percentages, one figure a line. */
export function printTable(title: string, figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length), title.length);
  const rows = figures.map((figure) => {
    const counts = `${String(figure.hit).padStart(7)} / ${String(figure.of).padEnd(7)}`;
    return `${figure.name.padEnd(width)} ${counts} ${percentage(figure).padStart(8)}`;
  });
  return [title, ...rows].join('\n');
}

/** Where nothing is claimed, nothing is wrong. */
const ratio = ({ hit, of }: Figure): number => (of === 0 ? 1 : hit / of);

/** What is worse than it was, or no longer measured; one sentence each. */
export function findFallen(now: readonly Figure[], before: readonly Figure[]): readonly string[] {
  const known = new Map(now.map((figure) => [figure.name, figure]));
  return before.flatMap((old) => {
    const figure = known.get(old.name);
    if (!figure) return [`${old.name}: no longer measured`];
    const isWorse = ratio(figure) < ratio(old);
    return isWorse ? [`${old.name}: ${figure.hit} of ${figure.of}, was ${old.hit} of ${old.of}`] : [];
  });
}
