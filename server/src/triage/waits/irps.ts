import type { Located } from '../../model/position.js';
import type { Owner, Wait, Waiter } from '../verdict.js';
import { CONFIDENCE_OF_BASIS, namedWaiter, partyFinder } from './parties.js';
import type { WaitSources } from './sources.js';

/** What all of the text says of one I/O request. */
interface KnownIrp {
  readonly address: Located<string>;
  readonly thread: Located<string> | null;
  readonly driver: Located<string> | null;
}

/** Bug check 0x9F with a first argument of 3: a device has kept the power request of the fourth argument for too long. */
function stuckPowerIrp({ crash }: WaitSources): Located<string> | null {
  const { bugCheck } = crash;
  const isStuck = bugCheck?.code.value === '0x9f' && bugCheck.parameters[0]?.value === '0x3';
  return isStuck ? (bugCheck.parameters[3] ?? null) : null;
}

/** Each request once: `!irp` knows its driver, a thread's list of requests its thread. */
function gatherIrps({ crash }: WaitSources, powerIrp: Located<string> | null): readonly KnownIrp[] {
  const known = new Map<string, KnownIrp>();
  if (powerIrp) known.set(powerIrp.value, { address: powerIrp, thread: null, driver: null });
  for (const { address, thread, driver } of crash.irps) {
    const before = known.get(address.value);
    known.set(address.value, {
      address: before?.address ?? address,
      thread: before?.thread ?? thread,
      driver: before?.driver ?? driver,
    });
  }
  return [...known.values()];
}

/** The driver in whose stack location a request stands was given it and has not completed it: it has the request. */
function ownerOf(driver: Located<string>): Owner {
  return {
    cpu: null,
    thread: null,
    line: driver.range.start.line,
    stack: null,
    name: driver.value,
    basis: 'named',
    confidence: CONFIDENCE_OF_BASIS.named,
  };
}

/**
 * Requests on their way through drivers: who sent one waits for it, and the driver that has it keeps him waiting.
 * A thread that runs does not wait; whether one that is not described waits for just this request is not certain.
 */
export function findIrps(sources: WaitSources): readonly Wait[] {
  const partyOf = partyFinder(sources);
  const reports = new Map(sources.crash.threads.map((report) => [report.address.value, report]));
  const powerIrp = stuckPowerIrp(sources);
  const headline = sources.crash.headline.range.start.line;
  return gatherIrps(sources, powerIrp).flatMap(({ address, thread, driver }) => {
    const waiters: Waiter[] = [];
    if (address.value === powerIrp?.value) {
      const line = headline;
      waiters.push(namedWaiter({ cpu: null, thread: null, line, stack: null, name: 'the power manager' }));
    }
    const report = reports.get(thread?.value ?? '');
    if (thread && (report?.cpu ?? null) === null) {
      waiters.push({ ...namedWaiter(partyOf(thread)), confidence: report?.waitReason ? 'high' : 'medium' });
    }
    if (waiters.length === 0) return [];
    return [
      {
        resource: { type: 'io' as const, name: `IRP ${address.value}`, address: address.value, addressIsGuess: false },
        waiters,
        owners: driver ? [ownerOf(driver)] : [],
      },
    ];
  });
}
