import type { ResourceType } from '../../model/roles.js';
import type { Wait } from '../verdict.js';
import { accusedCpus, ownerCpu, panickingWaiter } from './parties.js';
import type { WaitSources } from './sources.js';
import { unnamedResource } from './sources.js';

/** What each kind of silence is a wait for. */
const SILENCE: Readonly<Record<string, ResourceType>> = { heartbeat: 'cpu-heartbeat', 'tlb-ack': 'tlb-ack' };

/** A CPU that did not answer is the owner of the wait for it. */
export function findSilentCpu(sources: WaitSources): readonly Wait[] {
  const type = SILENCE[sources.kind];
  if (!type) return [];
  const named = accusedCpus(sources.crash);
  const stalled = sources.stacks.filter(({ role, stack }) => role === 'stalled' && stack.cpu !== null);
  const owners =
    named.length > 0
      ? named.map((cpu) => ownerCpu(sources, cpu.value, 'named', cpu.range.start.line))
      : stalled.map(({ stack }) => ownerCpu(sources, stack.cpu ?? 0, 'named', stack.heading?.range.start.line ?? null));
  const isConsole = sources.crash.message?.form === 'lost-heartbeat';
  const resource = unnamedResource(type, isConsole ? "the service console's heartbeat" : null);
  return [{ resource, waiters: [panickingWaiter(sources, null)], owners }];
}
