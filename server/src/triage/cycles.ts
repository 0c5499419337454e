import type { Party, Wait } from './verdict.js';

/** One step of a deadlock: this party waits for this resource, which the next party holds. */
export interface CycleStep {
  readonly waiter: Party;
  readonly wait: Wait;
}

/** Parties are the same if their thread is, or where none is known their CPU. */
function identify({ thread, cpu }: Party): string | null {
  if (thread !== null) return `thread ${thread}`;
  return cpu === null ? null : `cpu ${cpu}`;
}

/**
 * Finds a cycle in who waits for whom, along owners that are known (candidates prove nothing).
 * Each party is visited once, so the search is linear in the number of edges.
 */
export function findCycle(waits: readonly Wait[]): readonly CycleStep[] {
  const edges = new Map<string, { readonly step: CycleStep; readonly to: string }[]>();
  for (const wait of waits) {
    const owners = wait.owners.filter(({ basis }) => basis !== 'candidate').flatMap((owner) => identify(owner) ?? []);
    for (const waiter of wait.waiters) {
      const from = identify(waiter);
      if (from === null) continue;
      const list = edges.get(from) ?? [];
      for (const to of owners) list.push({ step: { waiter, wait }, to });
      edges.set(from, list);
    }
  }
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const cycle = walk(start, edges, done);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

type Edges = ReadonlyMap<string, readonly { readonly step: CycleStep; readonly to: string }[]>;

/** Depth first from `start`; the path that comes back to one of its own parties is the cycle. */
function walk(start: string, edges: Edges, done: Set<string>): readonly CycleStep[] {
  const path: { readonly at: string; readonly step: CycleStep | null; next: number }[] = [
    { at: start, step: null, next: 0 },
  ];
  while (path.length > 0) {
    const here = path.at(-1);
    if (!here) break;
    const edge = edges.get(here.at)?.[here.next++];
    if (!edge) {
      done.add(here.at);
      path.pop();
      continue;
    }
    const closes = path.findIndex(({ at }) => at === edge.to);
    if (closes >= 0) return [...path.slice(closes + 1).flatMap(({ step }) => step ?? []), edge.step];
    if (!done.has(edge.to)) path.push({ at: edge.to, step: edge.step, next: 0 });
  }
  return [];
}
