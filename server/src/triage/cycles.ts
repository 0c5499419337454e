import { partyIdentifier } from './partyIdentity.js';
import type { Party, Wait } from './verdict.js';

/** One step of a deadlock: this party waits for this resource, which the next party holds. */
export interface CycleStep {
  readonly waiter: Party;
  readonly wait: Wait;
}

/** One way on through the graph: from whoever waits to whoever has what he waits for. */
interface Edge {
  readonly step: CycleStep;
  readonly to: string;
}

type Edges = ReadonlyMap<string, readonly Edge[]>;

/** The graph's edges along owners that are known: candidates prove nothing. */
function gatherEdges(waits: readonly Wait[]): Edges {
  const identify = partyIdentifier(waits);
  const edges = new Map<string, Edge[]>();
  for (const wait of waits) {
    const owners = wait.owners.filter(({ basis }) => basis !== 'candidate').map(identify);
    for (const waiter of wait.waiters) {
      const from = identify(waiter);
      const list = edges.get(from) ?? [];
      for (const to of owners) list.push({ step: { waiter, wait }, to });
      edges.set(from, list);
    }
  }
  return edges;
}

interface PathNode {
  readonly at: string;
  /** The step by which the path came here; null at its start. */
  readonly step: CycleStep | null;
  next: number;
}

/** Depth first from `start`; the path that comes back to one of its own parties is the cycle. */
function walk(start: string, edges: Edges, done: Set<string>): readonly CycleStep[] {
  const path: PathNode[] = [{ at: start, step: null, next: 0 }];
  const depthOf = new Map([[start, 0]]);
  for (let here = path.at(-1); here; here = path.at(-1)) {
    const edge = edges.get(here.at)?.[here.next++];
    if (!edge) {
      done.add(here.at);
      depthOf.delete(here.at);
      path.pop();
      continue;
    }
    const closes = depthOf.get(edge.to);
    if (closes !== undefined) {
      for (const { at } of path) done.add(at);
      return [...path.slice(closes + 1).flatMap(({ step }) => step ?? []), edge.step];
    }
    if (done.has(edge.to)) continue;
    depthOf.set(edge.to, path.length);
    path.push({ at: edge.to, step: edge.step, next: 0 });
  }
  return [];
}

/**
 * The deadlocks: cycles in who waits for whom. A cycle of one step is a party that waits for what it has itself. Each
 * party is visited once, so of several cycles through one party the first is told, and the search is linear in the
 * number of edges.
 */
export function findCycles(waits: readonly Wait[]): readonly (readonly CycleStep[])[] {
  const edges = gatherEdges(waits);
  const done = new Set<string>();
  return [...edges.keys()].flatMap((start) => {
    const cycle = done.has(start) ? [] : walk(start, edges, done);
    return cycle.length > 0 ? [cycle] : [];
  });
}

/** The first deadlock, step by step; empty where there is none. */
export function findCycle(waits: readonly Wait[]): readonly CycleStep[] {
  return findCycles(waits)[0] ?? [];
}
