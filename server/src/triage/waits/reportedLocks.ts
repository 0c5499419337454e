import type { LockReport } from '../../model/lock.js';
import type { Wait } from '../verdict.js';
import { namedOwner, namedWaiter, partyFinder } from './parties.js';
import type { WaitSources } from './sources.js';

/** Several commands may report one lock: by the same address, or the same name where none is printed. */
function gatherByLock(locks: readonly LockReport[]): readonly (readonly LockReport[])[] {
  const groups = new Map<string, LockReport[]>();
  locks.forEach((lock, index) => {
    const key = lock.address?.value ?? (lock.name ? `${lock.kind} ${lock.name.value}` : `unnamed ${index}`);
    const group = groups.get(key);
    if (group) group.push(lock);
    else groups.set(key, [lock]);
  });
  return [...groups.values()];
}

/** Each party once, in the order in which the reports name them. */
function distinct<Named extends { readonly value: string }>(parties: readonly Named[]): readonly Named[] {
  return [...new Map(parties.toReversed().map((party) => [party.value, party])).values()].reverse();
}

/** Locks that a command of the debugger reports with both sides; one that nobody waits for is no wait. */
export function findReportedLocks(sources: WaitSources): readonly Wait[] {
  const partyOf = partyFinder(sources);
  return gatherByLock(sources.crash.locks).flatMap((reports): readonly Wait[] => {
    const waiters = distinct(reports.flatMap((report) => report.waiters));
    const unnamed = reports.some(({ unnamedWaiters }) => unnamedWaiters > 0);
    const [lock] = reports;
    if (!lock || (waiters.length === 0 && !unnamed)) return [];
    const owners = distinct(reports.flatMap((report) => report.owners));
    return [
      {
        resource: {
          type: lock.kind,
          name: reports.find(({ name }) => name)?.name?.value ?? null,
          address: lock.address?.value ?? null,
          addressIsGuess: false,
        },
        waiters: waiters.map((waiter) => namedWaiter(partyOf(waiter))),
        owners: owners.map((owner) => namedOwner(partyOf(owner))),
      },
    ];
  });
}
