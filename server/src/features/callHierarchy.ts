import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
} from 'vscode-languageserver-types';
import { SymbolKind } from 'vscode-languageserver-types';
import type { Position } from '../model/position.js';
import { contains } from '../model/position.js';
import type { Case } from '../triage/case.js';
import type { WaitNode } from './waitNodes.js';
import { findWaitNodes } from './waitNodes.js';

/** What an item carries between the requests. */
interface ItemData {
  readonly crash: number;
  readonly key: string;
}

const KINDS: Readonly<Record<WaitNode['kind'], SymbolKind>> = { party: SymbolKind.Struct, resource: SymbolKind.Key };

function toItem({ key, kind, name, detail, range }: WaitNode, crash: number, uri: string): CallHierarchyItem {
  const data: ItemData = { crash, key };
  return { name, kind: KINDS[kind], detail, uri, range, selectionRange: range, data };
}

function isItemData(data: unknown): data is ItemData {
  if (typeof data !== 'object' || data === null || !('crash' in data) || !('key' in data)) return false;
  return typeof data.crash === 'number' && typeof data.key === 'string';
}

/** The graph in which an item stands, and its node there; null where the text has changed since. */
function findNode({ crashes }: Case, { data }: CallHierarchyItem) {
  const triaged = isItemData(data) ? crashes[data.crash] : undefined;
  if (!triaged || !isItemData(data)) return null;
  const nodes = findWaitNodes(triaged);
  const node = nodes.get(data.key);
  return node ? { node, nodes, crash: data.crash } : null;
}

/**
 * What one may ask about at a place: the CPU, thread or resource of which the text speaks there. Editors begin with the
 * incoming calls. As the callee is asked about where a call stands, so whoever only waits stands for what it waits for:
 * nobody waits for a victim.
 */
function nodesAt(nodes: ReadonlyMap<string, WaitNode>, position: Position): readonly WaitNode[] {
  const waitedFor = new Set([...nodes.values()].flatMap(({ waitsFor }) => waitsFor));
  const here = [...nodes.values()].filter(({ places }) => places.some((range) => contains(range, position)));
  const keys = here.flatMap(({ key, kind, waitsFor }) =>
    kind === 'resource' || waitedFor.has(key) ? [key] : waitsFor,
  );
  return [...new Set(keys)].flatMap((key) => nodes.get(key) ?? []);
}

/** The CPUs, threads and resources that a place in the text speaks of, as far as they wait or are waited for. */
export function prepareCallHierarchy(opened: Case, uri: string, position: Position): CallHierarchyItem[] | null {
  const crash = opened.crashes.findIndex((candidate) => contains(candidate.crash.range, position));
  const triaged = opened.crashes[crash];
  if (!triaged) return null;
  const here = nodesAt(findWaitNodes(triaged), position);
  return here.length > 0 ? here.map((node) => toItem(node, crash, uri)) : null;
}

/** Incoming calls: who waits for this CPU, thread or resource. */
export function findWaitersOf(opened: Case, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  const found = findNode(opened, item);
  if (!found) return [];
  return [...found.nodes.values()]
    .filter(({ waitsFor }) => waitsFor.includes(found.node.key))
    .map((node) => ({ from: toItem(node, found.crash, item.uri), fromRanges: [node.range] }));
}

/** Outgoing calls: what this CPU or thread waits for, or who has this resource. */
export function findWaitedFor(opened: Case, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  const found = findNode(opened, item);
  if (!found) return [];
  return found.node.waitsFor
    .flatMap((key) => found.nodes.get(key) ?? [])
    .map((node) => ({ to: toItem(node, found.crash, item.uri), fromRanges: [found.node.range] }));
}
