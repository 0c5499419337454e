/** Milliseconds of the fastest of some runs: whatever else the machine does only ever makes a run slower. */
export function fastest(run: () => void, runs = 3): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/**
 * Whether work grows more steeply than the measure allows, every time it is tried: a busy machine does so only now
 * and then. `measure` gives the milliseconds of the small and of the large piece of work.
 */
export function alwaysSteeperThan(ratio: number, measure: () => readonly [small: number, large: number]): boolean {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const [small, large] = measure();
    if (large <= Math.max(small, 1) * ratio) return false;
  }
  return true;
}
