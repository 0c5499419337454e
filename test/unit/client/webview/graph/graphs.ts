/** Wait-for graphs for tests, as triage makes them. */
import type { GraphEdge, GraphNode, ReportGraph } from '../../../../../server/src/report/reportModel.js';

export function node(id: string, kind: GraphNode['kind'], detail: string | null = null): GraphNode {
  return { id, kind, label: id, detail, line: 1 };
}

export function edge(from: string, to: string, style: GraphEdge['style'] = 'sure'): GraphEdge {
  return { from, to, style, label: style === 'sure' ? 'waits for' : 'held by one of?' };
}

export function graphOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ReportGraph {
  return { nodes, edges, description: 'who waits for whom' };
}

/** A victim that waits for a lock which one of `count` CPUs holds. */
export function lockHeldByOneOf(count: number): ReportGraph {
  const candidates = Array.from({ length: count }, (_, index) => node(`PCPU ${index + 1}`, 'candidate', 'vmm0'));
  return graphOf(
    [node('PCPU 0', 'victim'), node('iplLock', 'resource'), ...candidates],
    [edge('PCPU 0', 'iplLock'), ...candidates.map(({ id }) => edge('iplLock', id, 'candidate'))],
  );
}
