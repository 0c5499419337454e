import type { DpcReport } from '../../model/lock.js';
import type { Party, Wait } from '../verdict.js';
import { namedOwner, namedWaiter, ownerCpu } from './parties.js';
import type { WaitSources } from './sources.js';
import { unnamedResource } from './sources.js';

function dpcParty({ routine, cpu, state }: DpcReport): Party {
  return {
    cpu: state === 'running' ? cpu : null,
    thread: null,
    line: routine.range.start.line,
    stack: null,
    name: `DPC ${routine.value}`,
  };
}

/** DPCs of one CPU run one after the other: those that are queued wait for the one that runs, or for the CPU itself. */
export function findQueuedDpcs(sources: WaitSources): readonly Wait[] {
  const { dpcs } = sources.crash;
  const running = new Map(dpcs.filter(({ state }) => state === 'running').map((dpc) => [dpc.cpu, dpc]));
  const pending = new Map<number, DpcReport[]>();
  for (const dpc of dpcs) {
    if (dpc.state !== 'pending') continue;
    const queue = pending.get(dpc.cpu);
    if (queue) queue.push(dpc);
    else pending.set(dpc.cpu, [dpc]);
  }
  return [...pending].map(([cpu, queued]) => {
    const current = running.get(cpu);
    const line = queued[0]?.routine.range.start.line ?? null;
    return {
      resource: unnamedResource('dpc', `the DPC queue of CPU ${cpu}`),
      waiters: queued.map((dpc) => namedWaiter(dpcParty(dpc))),
      owners: [current ? namedOwner(dpcParty(current)) : ownerCpu(sources, cpu, 'named', line)],
    };
  });
}
