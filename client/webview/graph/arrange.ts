/** Which boxes the wait-for graph shows: peers that would only repeat each other share one. */
import type { GraphEdge, GraphNode, ReportGraph } from '../../../server/src/report/reportModel.js';
import { countOf } from '../text.js';

/** So many candidates or owners are listed one by one; more are drawn as one box. */
export const MAX_LISTED = 12;
/** So many owners of the same thing have a box each; more share a column. */
export const MAX_OWNER_BOXES = 2;
/** So many waiters for the same thing have a box each; one, where the page is too narrow for more. */
export const MAX_WAITER_BOXES = 4;

/** One thing to place. `column`: plain labels under each other; `box`: one node; `crowd`: many nodes behind one box. */
export interface Shape {
  readonly id: string;
  readonly form: 'box' | 'column' | 'crowd';
  readonly kind: GraphNode['kind'];
  readonly label: string;
  readonly detail: string | null;
  /** The nodes of the model that this shape stands for. */
  readonly members: readonly GraphNode[];
}

export interface Arrangement {
  readonly shapes: readonly Shape[];
  readonly links: readonly GraphEdge[];
}

/** Groups candidates, owners and waiters that have the same neighbours; everything else keeps a box of its own. */
export function arrangeGraph(graph: ReportGraph, waiterBoxes = MAX_WAITER_BOXES): Arrangement {
  const shapes = groupPeers(graph).flatMap((peers) => shapesOf(peers, waiterBoxes));
  const shapeOfNode = new Map(shapes.flatMap((shape) => shape.members.map((member) => [member.id, shape.id] as const)));
  const links = new Map<string, GraphEdge>();
  for (const edge of graph.edges) {
    const from = shapeOfNode.get(edge.from);
    const to = shapeOfNode.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    links.set(JSON.stringify([from, to, edge.label, edge.style]), { ...edge, from, to });
  }
  return { shapes, links: [...links.values()] };
}

function groupPeers(graph: ReportGraph): readonly (readonly GraphNode[])[] {
  const groups = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    const key = peerKey(node, graph.edges);
    const peers = groups.get(key);
    if (peers === undefined) groups.set(key, [node]);
    else peers.push(node);
  }
  return [...groups.values()];
}

/** Nodes with the same key may share a shape. */
function peerKey(node: GraphNode, edges: readonly GraphEdge[]): string {
  const incoming = edges.filter((edge) => edge.to === node.id);
  const outgoing = edges.filter((edge) => edge.from === node.id);
  const isPeer =
    ((node.kind === 'candidate' || node.kind === 'owner') && outgoing.length === 0 && incoming.length > 0) ||
    (node.kind === 'waiter' && incoming.length === 0 && outgoing.length > 0);
  if (!isPeer) return JSON.stringify(['alone', node.id]);
  const neighbours = [
    ...incoming.map((edge) => ['from', edge.from, edge.label, edge.style]),
    ...outgoing.map((edge) => ['to', edge.to, edge.label, edge.style]),
  ];
  return JSON.stringify([node.kind, ...neighbours.map((neighbour) => JSON.stringify(neighbour)).sort()]);
}

function shapesOf(peers: readonly GraphNode[], waiterBoxes: number): readonly Shape[] {
  const [first] = peers;
  if (first === undefined) return [];
  const { kind } = first;
  const { rows } = ROOM[kind];
  const boxes = kind === 'waiter' ? waiterBoxes : ROOM[kind].boxes;
  if (peers.length > Math.max(boxes, rows)) return [crowdOf(peers, first)];
  if (peers.length > boxes) {
    return [{ id: `column:${first.id}`, form: 'column', kind, label: '', detail: null, members: peers }];
  }
  return peers.map((node) => ({
    id: `box:${node.id}`,
    form: 'box',
    kind: node.kind,
    label: node.label,
    detail: node.detail,
    members: [node],
  }));
}

/** How many peers of a kind have a box each, and how many the rows of a column. What has no peers is alone. */
const ROOM: Readonly<Record<GraphNode['kind'], { readonly boxes: number; readonly rows: number }>> = {
  victim: { boxes: 1, rows: 0 },
  waiter: { boxes: MAX_WAITER_BOXES, rows: 0 },
  resource: { boxes: 1, rows: 0 },
  owner: { boxes: MAX_OWNER_BOXES, rows: MAX_LISTED },
  candidate: { boxes: 1, rows: MAX_LISTED },
};

function crowdOf(peers: readonly GraphNode[], first: GraphNode): Shape {
  const label = countOf(peers.length, first.kind);
  return { id: `crowd:${first.id}`, form: 'crowd', kind: first.kind, label, detail: 'listed below', members: peers };
}
