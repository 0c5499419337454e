import type { Party, Wait, Waiter } from '../verdict.js';

/** By what a party is known again among the waits of one type: its stack, its CPU, its thread. */
function marksOf(type: string, { stack, cpu, thread }: Party): readonly string[] {
  return [
    ...(stack === null ? [] : [`${type} stack ${stack}`]),
    ...(cpu === null ? [] : [`${type} cpu ${cpu}`]),
    ...(thread === null ? [] : [`${type} thread ${thread}`]),
  ];
}

const marksOfWait = ({ resource, waiters }: Wait): readonly string[] =>
  waiters.flatMap((waiter) => marksOf(resource.type, waiter));

/** A wait that only a stack shows: neither who has the resource nor for certain which one it is. */
function isOnlySeen({ resource, owners, waiters }: Wait): boolean {
  const known = resource.address !== null && !resource.addressIsGuess;
  return owners.length === 0 && !known && waiters.length === 1 && waiters[0]?.basis === 'stack';
}

/** The same wait, with its waiters at the frames in which stacks show them. */
function atFrames(wait: Wait, frameOf: ReadonlyMap<string, Waiter>): Wait {
  const waiters = wait.waiters.map((waiter) => {
    const mark = marksOf(wait.resource.type, waiter).find((each) => frameOf.has(each));
    const at = mark === undefined ? undefined : frameOf.get(mark);
    return at ? { ...waiter, line: at.line, stack: at.stack } : waiter;
  });
  return { ...wait, waiters };
}

/**
 * Nobody waits for two resources of one type at once. Where a report names what a stack only shows, the report's wait
 * stays, and its waiter is shown at the frame in which it waits; a stack that is printed twice shows one wait.
 */
export function withoutRepeats(waits: readonly Wait[]): readonly Wait[] {
  const told = new Set(waits.filter((wait) => !isOnlySeen(wait)).flatMap(marksOfWait));
  const seen = new Set<string>();
  const frameOf = new Map<string, Waiter>();
  const kept = waits.filter((wait) => {
    if (!isOnlySeen(wait)) return true;
    const [waiter] = wait.waiters;
    const marks = marksOfWait(wait);
    const isTold = marks.some((mark) => told.has(mark));
    for (const mark of marks) if (isTold && waiter && !frameOf.has(mark)) frameOf.set(mark, waiter);
    const isRepeated = marks.some((mark) => seen.has(mark));
    for (const mark of marks) seen.add(mark);
    return !isTold && !isRepeated;
  });
  return kept.map((wait) => (isOnlySeen(wait) ? wait : atFrames(wait, frameOf)));
}
