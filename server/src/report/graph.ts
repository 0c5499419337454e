import type { Owner, TriagedCrash, Wait, Waiter } from '../triage/verdict.js';
import type { GraphEdge, GraphNode, ReportGraph } from './reportModel.js';
import { cpuRanges, ownerWords, resourceWords } from './words.js';

function waiterNode(waiter: Waiter, id: string, triaged: TriagedCrash): GraphNode {
  const panicked =
    triaged.crash.dialect === 'psod' && waiter.cpu !== null && waiter.cpu === triaged.crash.panic?.cpu?.value;
  const frame = triaged.stacks
    .flatMap(({ frames }) => frames)
    .find(({ frame: candidate }) => candidate.line === waiter.line);
  const symbol = frame?.frame.symbol?.value;
  const place = waiter.line === null ? null : `${symbol ? `in ${symbol}, ` : ''}line ${waiter.line + 1}`;
  return {
    id,
    kind: panicked ? 'victim' : 'waiter',
    label: [waiter.name, waiter.thread].filter(Boolean).join(' · '),
    detail: [panicked ? 'panicked' : 'waits', place].filter(Boolean).join(' '),
    line: waiter.line,
  };
}

function resourceNode(wait: Wait, id: string): GraphNode {
  const { type, address, addressIsGuess } = wait.resource;
  const where = address === null ? null : `${address}${addressIsGuess ? ' (guess)' : ''}`;
  return {
    id,
    kind: 'resource',
    label: resourceWords(wait),
    detail: [type.replaceAll('-', ' '), where].filter(Boolean).join(', '),
    line: null,
  };
}

function ownerNode(owner: Owner, id: string): GraphNode {
  const candidate = owner.basis === 'candidate';
  return {
    id,
    kind: candidate ? 'candidate' : 'owner',
    label: [owner.name, owner.thread].filter(Boolean).join(' · '),
    detail: candidate ? null : BASIS_WORDS[owner.basis],
    line: owner.line,
  };
}

const BASIS_WORDS: Readonly<Record<Owner['basis'], string>> = {
  named: 'named by the log',
  stack: 'shown by the stack',
  exclusion: 'the only one left',
  candidate: 'one of several',
};

/** Where nothing is known of an owner, the picture says so rather than ending in the air. */
const UNKNOWN = { kind: 'candidate', label: 'owner not named', detail: null, line: null } as const;

function describe({ waits }: TriagedCrash): string {
  const sentences = waits.map((wait) => {
    const waiters = wait.waiters.map(({ name }) => name).join(', ');
    const candidates = wait.owners.filter(({ basis }) => basis === 'candidate');
    const list = candidates.length > 0 ? ` (${cpuRanges(candidates)})` : '';
    return `${waiters} waits for ${resourceWords(wait)}; owner: ${ownerWords(wait)}${list}.`;
  });
  return sentences.length > 0 ? sentences.join(' ') : 'No waiting is visible in this crash.';
}

/** The wait-for graph: waiter to resource to owner, dotted where an owner is only a candidate. */
export function buildGraph(triaged: TriagedCrash): ReportGraph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  triaged.waits.forEach((wait, index) => {
    const resource = `resource-${index}`;
    nodes.push(resourceNode(wait, resource));
    wait.waiters.forEach((waiter, at) => {
      const id = `waiter-${index}-${at}`;
      nodes.push(waiterNode(waiter, id, triaged));
      edges.push({ from: id, to: resource, label: 'waits for', style: 'sure' });
    });
    const owners = wait.owners.map((owner, at) => ownerNode(owner, `owner-${index}-${at}`));
    for (const owner of owners.length > 0 ? owners : [{ ...UNKNOWN, id: `owner-${index}-unknown` }]) {
      const candidate = owner.kind === 'candidate';
      nodes.push(owner);
      edges.push({
        from: resource,
        to: owner.id,
        label: candidate ? 'held by?' : 'held by',
        style: candidate ? 'candidate' : 'sure',
      });
    }
  });
  return { nodes, edges, description: describe(triaged) };
}
