import type { ResourceType } from '../model/roles.js';
import { findCycles, type CycleStep } from '../triage/cycles.js';
import { partyIdentifier, type IdentifyParty } from '../triage/partyIdentity.js';
import type { TriagedCrash, Wait } from '../triage/verdict.js';
import { mergeNodes, ownerNode, resourceNode, waiterNode } from './graphNodes.js';
import type { GraphEdge, GraphNode, ReportGraph } from './reportModel.js';
import { cpuRanges, ownerWords, resourceWords } from './words.js';

/** An answer is held by nobody. */
const OWNER_WORDS: Partial<Record<ResourceType, string>> = {
  'cpu-heartbeat': 'expected from',
  'tlb-ack': 'expected from',
  ipi: 'expected from',
};

/** Where nothing is known of an owner, the picture says so rather than ending in the air. */
const UNKNOWN = { kind: 'candidate', label: 'owner not named', detail: null, line: null } as const;

/** Only an address that is printed as the lock's own shows that two waits are for the same one. */
function resourceId({ resource: { type, address, addressIsGuess } }: Wait, index: number): string {
  return address === null || addressIsGuess ? `resource ${index}` : `resource ${type} ${address}`;
}

/** By both ends, the links that close a deadlock. */
function cycleLinks(
  cycles: readonly (readonly CycleStep[])[],
  waits: readonly Wait[],
  identify: IdentifyParty,
): ReadonlySet<string> {
  const indexOf = new Map(waits.map((wait, index) => [wait, index]));
  const links = cycles.flatMap((cycle) =>
    cycle.flatMap(({ waiter, wait }, at) => {
      const resource = resourceId(wait, indexOf.get(wait) ?? 0);
      const next = cycle[(at + 1) % cycle.length]?.waiter ?? waiter;
      return [linkKey(identify(waiter), resource), linkKey(resource, identify(next))];
    }),
  );
  return new Set(links);
}

const linkKey = (from: string, to: string): string => JSON.stringify([from, to]);

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

function describe(waits: readonly Wait[], cycles: readonly (readonly CycleStep[])[]): string {
  const sentences = waits.map((wait) => {
    const waiters = wait.waiters.map(({ name }) => name).join(', ');
    const candidates = wait.owners.filter(({ basis }) => basis === 'candidate');
    const list = candidates.length > 0 ? ` (${cpuRanges(candidates)})` : '';
    const verb = wait.waiters.length > 1 ? 'wait' : 'waits';
    return sentence(`${waiters} ${verb} for ${resourceWords(wait)}; owner: ${ownerWords(wait)}${list}`);
  });
  const deadlocks = cycles.map((cycle) => {
    const names = cycle.map(({ waiter }) => waiter.name);
    return names.length === 1
      ? sentence(`${names.join('')} waits for what it has itself`)
      : sentence(`deadlock: ${names.join(', ')} wait for each other`);
  });
  return sentences.length > 0 ? [...deadlocks, ...sentences].join(' ') : 'No waiting is visible in this crash.';
}

/**
 * The wait-for graph: waiter to resource to owner, dotted where an owner is only a candidate. A party that both waits
 * and owns is one node, so chains and deadlocks are seen as such.
 */
export function buildGraph(triaged: TriagedCrash): ReportGraph {
  const { waits } = triaged;
  const identify = partyIdentifier(waits);
  const cycles = findCycles(waits);
  const closing = cycleLinks(cycles, waits, identify);
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const addNode = (node: GraphNode): void => {
    const known = nodes.get(node.id);
    nodes.set(node.id, known ? mergeNodes(known, node) : node);
  };
  const addEdge = (edge: GraphEdge): void => {
    const key = linkKey(edge.from, edge.to);
    const isSurer = edge.style === 'sure' || !edges.has(key);
    if (isSurer) edges.set(key, closing.has(key) ? { ...edge, style: 'cycle' } : edge);
  };
  waits.forEach((wait, index) => {
    const resource = resourceId(wait, index);
    addNode(resourceNode(wait, resource));
    for (const waiter of wait.waiters) {
      const id = identify(waiter);
      addNode(waiterNode(waiter, id, triaged));
      addEdge({ from: id, to: resource, label: 'waits for', style: 'sure' });
    }
    const owners = wait.owners.map((owner) => ownerNode(owner, identify(owner)));
    for (const owner of owners.length > 0 ? owners : [{ ...UNKNOWN, id: `owner of ${resource}` }]) {
      const isCandidate = owner.kind === 'candidate';
      const words = OWNER_WORDS[wait.resource.type] ?? 'held by';
      addNode(owner);
      addEdge({
        from: resource,
        to: owner.id,
        label: isCandidate ? `${words}${owners.length > 1 ? ' one of' : ''}?` : words,
        style: isCandidate ? 'candidate' : 'sure',
      });
    }
  });
  return { nodes: [...nodes.values()], edges: [...edges.values()], description: describe(waits, cycles) };
}
