import type { ResourceType } from '../model/roles.js';
import type { Owner, Party, TriagedCrash, Wait, Waiter } from '../triage/verdict.js';
import type { GraphNode } from './reportModel.js';
import { resourceWords } from './words.js';

/** What kind of thing a lock with a name of its own is. What else can be waited for says so by its name. */
const LOCK_WORDS: Partial<Record<ResourceType, string>> = {
  spinlock: 'spinlock',
  rwlock: 'reader-writer lock',
  mutex: 'mutex',
  pushlock: 'push lock',
  resource: 'resource',
  semaphore: 'semaphore',
};

const BASIS_WORDS: Readonly<Record<Owner['basis'], string | null>> = {
  named: 'named by the log',
  stack: 'shown by the stack',
  exclusion: 'the only one left',
  candidate: null,
};

/** Who is several things at once is drawn as the first of them. */
const KINDS = ['victim', 'owner', 'waiter', 'candidate'] as const satisfies readonly GraphNode['kind'][];

/** Who waits, as one wait shows it. */
export function waiterNode(waiter: Waiter, id: string, triaged: TriagedCrash): GraphNode {
  const panicked =
    triaged.crash.dialect === 'psod' && waiter.cpu !== null && waiter.cpu === triaged.crash.panic?.cpu?.value;
  const frame = triaged.stacks
    .flatMap(({ frames }) => frames)
    .find(({ frame: candidate }) => candidate.line === waiter.line);
  const symbol = frame?.frame.symbol?.value;
  const does = `${panicked ? 'panicked' : 'waits'}${symbol ? ` in ${symbol}` : ''}`;
  return {
    id,
    kind: panicked ? 'victim' : 'waiter',
    label: partyWords(waiter),
    detail: waiter.line === null ? does : `${does}, line ${waiter.line + 1}`,
    line: waiter.line,
  };
}

/** Who has the resource of one wait, or may have it. */
export function ownerNode(owner: Owner, id: string): GraphNode {
  const kind = owner.basis === 'candidate' ? 'candidate' : 'owner';
  return { id, kind, label: partyWords(owner), detail: BASIS_WORDS[owner.basis], line: owner.line };
}

/** What is waited for. */
export function resourceNode(wait: Wait, id: string): GraphNode {
  const { type, name, address, addressIsGuess } = wait.resource;
  const label = resourceWords(wait);
  const lock = LOCK_WORDS[type] ?? '';
  const what = name === null || label.toLowerCase().includes(lock) ? null : lock;
  const where = address === null || label.includes(address) ? null : `${address}${addressIsGuess ? ' (guess)' : ''}`;
  const detail = [what, where].filter((words) => words !== null).join(', ');
  return { id, kind: 'resource', label, detail: detail === '' ? null : detail, line: null };
}

/** `PCPU 0 · 1024 console`; a thread without a CPU is named by its address already. */
function partyWords({ name, thread }: Party): string {
  return thread === null || name.includes(thread) ? name : `${name} · ${thread}`;
}

/** The same party or lock, seen in two waits: what the graph says of it is what both say. */
export function mergeNodes(one: GraphNode, other: GraphNode): GraphNode {
  const [first, second] = [one, other].sort((left, right) => rankOf(left) - rankOf(right)) as [GraphNode, GraphNode];
  const label = second.label.length > first.label.length ? second.label : first.label;
  const details = [first.detail, second.detail].filter((detail) => detail !== null);
  const isSaid = details.length < 2 || (details[0] ?? '').includes(details[1] ?? '');
  return {
    ...first,
    label,
    detail: isSaid ? (details[0] ?? null) : details.join('; '),
    line: first.line ?? second.line,
  };
}

const rankOf = ({ kind }: GraphNode): number => (kind === 'resource' ? 0 : KINDS.indexOf(kind));
