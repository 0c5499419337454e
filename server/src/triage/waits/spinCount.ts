import type { Crash } from '../../model/crash.js';
import type { Owner, Wait } from '../verdict.js';
import { accusedCpus, ownerCpu, panickingWaiter } from './parties.js';
import type { WaitSources } from './sources.js';
import { unnamedResource } from './sources.js';
import { spinFrame, spunLock } from './spinningStacks.js';

/** Whether the PCPU list is whole: something of the screen follows it. */
function endsBeforeText({ cpus, range }: Crash): boolean {
  const last = cpus.at(-1);
  return last !== undefined && last.range.end.line < range.end.line;
}

/** Whom the message or a saved backtrace names as holder; else everybody who is left in the PCPU list. */
function lockOwners(sources: WaitSources): readonly Owner[] {
  const { crash, stacks } = sources;
  const named = accusedCpus(crash);
  if (named.length > 0) return named.map((cpu) => ownerCpu(sources, cpu.value, 'named', cpu.range.start.line));
  const self = crash.message?.details.self;
  if (self) return [ownerCpu(sources, Number(self.value), 'named', self.range.start.line)];
  const saved = stacks.filter(({ role, stack }) => role === 'owner' && stack.cpu !== null);
  if (saved.length > 0) {
    return saved.map(({ stack }) =>
      ownerCpu(sources, stack.cpu ?? 0, 'named', stack.heading?.range.start.line ?? null),
    );
  }
  const others = crash.cpus.filter((row) => row.number !== crash.panic?.cpu?.value);
  const alone = others.length === 1 && endsBeforeText(crash);
  return others.map((row) => ownerCpu(sources, row.number, alone ? 'exclusion' : 'candidate', null));
}

/** A spin count that ran out: the panicking CPU waits for a spin lock. */
export function findSpinCount(sources: WaitSources): readonly Wait[] {
  const { crash, kind, stacks } = sources;
  if (kind !== 'spin-count') return [];
  const own = stacks.find(({ role }) => role === 'panicking');
  const frame = own ? spinFrame(own) : null;
  const lock = frame ? spunLock(frame) : unnamedResource('spinlock');
  return [
    {
      resource: { ...lock, name: crash.message?.lock?.value ?? null },
      waiters: [panickingWaiter(sources, frame?.frame.line ?? null)],
      owners: lockOwners(sources),
    },
  ];
}
