/** What a report page remembers, so that a reloaded window can show the same report again. */
export interface PageState {
  readonly uri: string;
  readonly index: number;
  readonly scroll: number;
  /** The sections that the reader has folded or unfolded. */
  readonly folds: readonly string[];
}

/** The state as VS Code kept it; null when it is none of ours. */
export function readPageState(state: unknown): PageState | null {
  if (typeof state !== 'object' || state === null) return null;
  const { uri, index, scroll, folds } = state as Partial<Record<keyof PageState, unknown>>;
  if (typeof uri !== 'string' || typeof index !== 'number' || typeof scroll !== 'number') return null;
  const names: readonly unknown[] = Array.isArray(folds) ? folds : [];
  return { uri, index, scroll, folds: names.filter((name) => typeof name === 'string') };
}
