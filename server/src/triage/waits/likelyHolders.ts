import type { Suspect } from '../suspects.js';
import { findSuspect } from '../suspects.js';
import type { Owner, ReadStack, Wait } from '../verdict.js';
import { CONFIDENCE_OF_BASIS, cpuName } from './parties.js';
import type { WaitSources } from './sources.js';
import { spinFrame } from './spinningStacks.js';

function driverOf(sources: WaitSources, stack: ReadStack): Suspect | null {
  const suspect = findSuspect(sources, stack, 0);
  return suspect?.thirdParty ? suspect : null;
}

function asCandidate({ crash }: WaitSources, { stack }: ReadStack, { frame }: Suspect): readonly Owner[] {
  if (stack.cpu === null) return [];
  return [
    {
      cpu: stack.cpu,
      thread: stack.thread,
      line: frame.frame.line,
      stack: stack.id,
      name: cpuName(crash, stack.cpu),
      basis: 'candidate',
      confidence: CONFIDENCE_OF_BASIS.candidate,
    },
  ];
}

const lacksOwner = ({ resource, owners }: Wait): boolean => resource.type === 'spinlock' && owners.length === 0;

/**
 * A spin lock of Windows stores no owner. Whoever has it runs on another CPU and does not spin; a driver's locks are
 * its own in most cases, so that a CPU on which the same driver runs is a candidate. No more than that: it may hold
 * another lock, or none.
 * https://learn.microsoft.com/windows-hardware/drivers/kernel/introduction-to-spin-locks
 */
export function withLikelyHolders(sources: WaitSources, waits: readonly Wait[]): readonly Wait[] {
  if (sources.crash.dialect !== 'windbg' || !waits.some(lacksOwner)) return waits;
  const running = sources.stacks.flatMap((stack) => {
    const driver = stack.stack.cpu === null || spinFrame(stack) ? null : driverOf(sources, stack);
    return driver ? [{ stack, driver }] : [];
  });
  return waits.map((wait) => {
    const [waiter] = wait.waiters;
    const spinning = sources.stacks.find(({ stack }) => stack.id === waiter?.stack);
    if (!lacksOwner(wait) || !waiter || !spinning) return wait;
    const wanted = driverOf(sources, spinning)?.module.toLowerCase();
    const owners = running
      .filter(({ stack, driver }) => driver.module.toLowerCase() === wanted && stack.stack.cpu !== waiter.cpu)
      .flatMap(({ stack, driver }) => asCandidate(sources, stack, driver));
    return { ...wait, owners };
  });
}
