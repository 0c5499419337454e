/** What a report page remembers, so that a reloaded window can show the same report again. */
export interface PageState {
  readonly uri: string;
  readonly index: number;
  readonly scroll: number;
}

/** The state as VS Code kept it; null when it is none of ours. */
export function readPageState(state: unknown): PageState | null {
  if (typeof state !== 'object' || state === null) return null;
  const { uri, index, scroll } = state as Partial<Record<keyof PageState, unknown>>;
  if (typeof uri !== 'string' || typeof index !== 'number' || typeof scroll !== 'number') return null;
  return { uri, index, scroll };
}
