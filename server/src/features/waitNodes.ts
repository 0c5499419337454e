import type { Crash } from '../model/crash.js';
import type { Located, Range } from '../model/position.js';
import { resourceWords } from '../report/words.js';
import type { Owner, OwnerBasis, Party, TriagedCrash, Wait, Waiter } from '../triage/verdict.js';
import { rangeAtLine, stackRanges } from './places.js';

/** Who waits or what is waited for, and where the text speaks of it. */
export interface WaitNode {
  /** The same within one crash for the same CPU, thread or resource. */
  readonly key: string;
  readonly kind: 'party' | 'resource';
  readonly name: string;
  readonly detail: string;
  /** Where a person should look first. */
  readonly range: Range;
  /** Every place from which one may ask for it. */
  readonly places: readonly Range[];
  /** Keys of those for which it waits; for a resource: of those that have it or may have it. */
  readonly waitsFor: readonly string[];
}

const BASIS_WORDS: Readonly<Record<OwnerBasis, string>> = {
  named: 'named by the log',
  stack: 'shown by the stack',
  exclusion: 'the only one left',
  candidate: 'one of several candidates',
};

function keyOf({ cpu, thread, name }: Party): string {
  return cpu === null ? (thread ?? name) : `cpu ${cpu}`;
}

const rangesOf = (parts: readonly Located<unknown>[], value: unknown): readonly Range[] =>
  parts.filter((part) => part.value === value).map(({ range }) => range);

/** Where a CPU is spoken of: its row, the message, the stack that was taken from it. */
function placesOfCpu(triaged: TriagedCrash, cpu: number): readonly Range[] {
  const { crash } = triaged;
  const rows = crash.cpus.filter(({ number }) => number === cpu).map(({ range }) => range);
  const saved = [...stackRanges(triaged)].filter(([{ stack }]) => stack.cpu === cpu && stack.origin === 'saved');
  return [
    ...rows,
    ...rangesOf(
      crash.messages.flatMap(({ cpus }) => cpus),
      cpu,
    ),
    ...saved.map(([, range]) => range),
  ];
}

/** Where a thread's address is printed. */
function placesOfThread({ threads, locks }: Crash, thread: string): readonly Range[] {
  const addresses = [
    ...threads.map(({ address }) => address),
    ...locks.flatMap(({ owners, waiters }) => [...owners, ...waiters]),
  ];
  return rangesOf(addresses, thread);
}

function placesOfParty(triaged: TriagedCrash, party: Party, first: Range): readonly Range[] {
  return [
    first,
    ...(party.cpu === null ? [] : placesOfCpu(triaged, party.cpu)),
    ...(party.thread === null ? [] : placesOfThread(triaged.crash, party.thread)),
  ];
}

function partyNode(triaged: TriagedCrash, party: Waiter | Owner, detail: string, waitsFor: string[]): WaitNode {
  const range = party.line === null ? triaged.crash.headline.range : rangeAtLine(triaged, party.line, party.cpu);
  return {
    key: keyOf(party),
    kind: 'party',
    name: party.thread === null || party.name.includes(party.thread) ? party.name : `${party.name} · ${party.thread}`,
    detail,
    range,
    places: placesOfParty(triaged, party, range),
    waitsFor,
  };
}

/** Where a lock or another resource is named, in a message or by a command. */
function placesOfResource({ messages, locks }: Crash, { resource: { name, address } }: Wait): readonly Range[] {
  const named =
    name === null
      ? []
      : rangesOf(
          messages.flatMap(({ lock }) => lock ?? []),
          name,
        );
  const reported = locks.flatMap((lock) => {
    const isThis =
      (address !== null && lock.address?.value === address) || (name !== null && lock.name?.value === name);
    return isThis ? [lock.address, lock.name].flatMap((part) => part?.range ?? []) : [];
  });
  return [...named, ...reported];
}

function resourceNode(triaged: TriagedCrash, wait: Wait, key: string): WaitNode {
  const places = placesOfResource(triaged.crash, wait);
  const line = wait.waiters.find((waiter) => waiter.line !== null)?.line;
  const candidates = wait.owners.filter(({ basis }) => basis === 'candidate').length;
  return {
    key,
    kind: 'resource',
    name: resourceWords(wait),
    detail:
      wait.owners.length === 0
        ? 'its owner is not named'
        : candidates > 0
          ? `its owner is not named, ${candidates} candidates`
          : wait.resource.type.replaceAll('-', ' '),
    range: places[0] ?? (typeof line === 'number' ? rangeAtLine(triaged, line) : triaged.crash.headline.range),
    places,
    waitsFor: wait.owners.map(keyOf),
  };
}

/** Whoever appears in several waits is one node: it waits for all that it waits for anywhere. */
function merge(nodes: readonly WaitNode[]): ReadonlyMap<string, WaitNode> {
  const merged = new Map<string, WaitNode>();
  for (const node of nodes) {
    const known = merged.get(node.key);
    merged.set(
      node.key,
      known
        ? {
            ...known,
            places: [...known.places, ...node.places],
            waitsFor: [...new Set([...known.waitsFor, ...node.waitsFor])],
          }
        : node,
    );
  }
  return merged;
}

/** The wait-for graph of a crash with the places of its nodes: who waits, for what, and who has it. */
export function findWaitNodes(triaged: TriagedCrash): ReadonlyMap<string, WaitNode> {
  return merge(
    triaged.waits.flatMap((wait, index) => {
      const key = `resource ${index}`;
      return [
        ...wait.waiters.map((waiter) => partyNode(triaged, waiter, 'waits', [key])),
        resourceNode(triaged, wait, key),
        ...wait.owners.map((owner) => partyNode(triaged, owner, BASIS_WORDS[owner.basis], [])),
      ];
    }),
  );
}
