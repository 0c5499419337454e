import type { Cpu, Crash } from '../model/crash.js';
import type { LockReport, ThreadReport } from '../model/lock.js';
import type { Located } from '../model/position.js';
import { isBefore } from '../model/position.js';
import type { ResourceType } from '../model/roles.js';
import { RESOURCE_TYPES } from '../model/roles.js';
import type { Knowledge } from '../knowledge/store.js';
import { entryOf } from './readStack.js';
import type { Confidence, Owner, OwnerBasis, Party, ReadFrame, ReadStack, Wait, Waiter } from './verdict.js';

/** What the finders of waits may look at. */
export interface WaitSources {
  readonly crash: Crash;
  readonly kind: string;
  readonly stacks: readonly ReadStack[];
  readonly knowledge: Knowledge;
}

const CONFIDENCE_OF_BASIS: Readonly<Record<OwnerBasis, Confidence>> = {
  named: 'high',
  stack: 'medium',
  exclusion: 'low',
  candidate: 'low',
};

const isResourceType = (type: string): type is ResourceType => (RESOURCE_TYPES as readonly string[]).includes(type);

/**
 * The frame in which a stack spins for a lock: where several lie on each other, the one that was called first.
 * A function that takes a spin lock is on a stack only while it has not got it, so it counts where no other is named.
 */
export function spinFrame({ frames }: ReadStack): ReadFrame | null {
  const top = frames.findIndex((frame) => frame.role === 'spin-wait');
  if (top < 0) {
    return frames.find(({ frame, role }) => role === 'lock-acquire' && /spin/i.test(frame.symbol?.value ?? '')) ?? null;
  }
  const below = frames.findIndex((frame, index) => index > top && frame.role !== 'spin-wait');
  return frames[below < 0 ? frames.length - 1 : below - 1] ?? null;
}

function rowOf(crash: Crash, cpu: number): Cpu | null {
  return crash.cpus.find((row) => row.number === cpu) ?? null;
}

function threadOf(row: Cpu | null): string | null {
  return row ? [row.worldId, row.worldName].filter(Boolean).join(' ') : null;
}

/** A CPU as owner. A person should look at its stack, else at its row in the PCPU list, else at the words that name it. */
function ownerCpu({ crash, stacks }: WaitSources, cpu: number, basis: OwnerBasis, wordsAt: number | null): Owner {
  const own = stacks.find(({ stack }) => stack.cpu === cpu && stack.origin === 'saved');
  const row = rowOf(crash, cpu);
  return {
    cpu,
    thread: threadOf(row),
    line: own?.stack.frames[0]?.line ?? row?.range.start.line ?? wordsAt,
    stack: own?.stack.id ?? null,
    name: `PCPU ${cpu}`,
    basis,
    confidence: CONFIDENCE_OF_BASIS[basis],
  };
}

/** The CPU that panicked, as the one that waits. */
function panickingWaiter({ crash, stacks }: WaitSources, line: number | null): Waiter {
  const cpu = crash.panic?.cpu?.value ?? null;
  const own = stacks.find(({ role }) => role === 'panicking');
  const thread = [crash.panic?.worldId?.value, crash.panic?.worldName?.value].filter(Boolean).join(' ');
  return {
    cpu,
    thread: thread === '' ? null : thread,
    line: line ?? crash.headline.range.start.line,
    stack: own?.stack.id ?? null,
    name: cpu === null ? 'the panicking CPU' : `PCPU ${cpu}`,
    basis: line === null ? 'named' : 'stack',
    confidence: 'high',
  };
}

/** The CPUs that the message accuses; a number at which a cut text ends may be half of one and accuses nobody. */
function accusedCpus({ message, damage, range }: Crash): readonly Located<number>[] {
  const cpus = message?.cpus ?? [];
  return damage.includes('cut') ? cpus.filter((cpu) => isBefore(cpu.range.end, range.end)) : cpus;
}

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
function findSpinCount(sources: WaitSources): readonly Wait[] {
  const { crash, kind, stacks } = sources;
  if (kind !== 'spin-count') return [];
  const own = stacks.find(({ role }) => role === 'panicking');
  const frame = own ? spinFrame(own) : null;
  const word = frame?.frame.words[0]?.value ?? null;
  const address = word !== null && word.length > 5 ? word : null;
  return [
    {
      resource: {
        type: 'spinlock',
        name: crash.message?.lock?.value ?? null,
        address,
        addressIsGuess: address !== null,
      },
      waiters: [panickingWaiter(sources, frame?.frame.line ?? null)],
      owners: lockOwners(sources),
    },
  ];
}

/** What each kind of silence is a wait for. */
const SILENCE: Readonly<Record<string, ResourceType>> = { heartbeat: 'cpu-heartbeat', 'tlb-ack': 'tlb-ack' };

/** A CPU that did not answer is the owner of the wait for it. */
function findSilentCpu(sources: WaitSources): readonly Wait[] {
  const type = SILENCE[sources.kind];
  if (!type) return [];
  const named = accusedCpus(sources.crash);
  const stalled = sources.stacks.filter(({ role, stack }) => role === 'stalled' && stack.cpu !== null);
  const owners =
    named.length > 0
      ? named.map((cpu) => ownerCpu(sources, cpu.value, 'named', cpu.range.start.line))
      : stalled.map(({ stack }) => ownerCpu(sources, stack.cpu ?? 0, 'named', stack.heading?.range.start.line ?? null));
  return [
    {
      resource: { type, name: null, address: null, addressIsGuess: false },
      waiters: [panickingWaiter(sources, null)],
      owners,
    },
  ];
}

function stackWaiter(stack: ReadStack, frame: ReadFrame, crash: Crash): Waiter {
  const cpu = stack.stack.cpu ?? (stack.role === 'panicking' ? (crash.panic?.cpu?.value ?? null) : null);
  const process = stack.role === 'panicking' ? (crash.panic?.worldName?.value ?? null) : null;
  const unit = crash.dialect === 'psod' ? 'PCPU' : 'CPU';
  return {
    cpu,
    thread: process,
    line: frame.frame.line,
    stack: stack.stack.id,
    name: cpu === null ? 'this thread' : `${unit} ${cpu}`,
    basis: 'stack',
    confidence: 'high',
  };
}

/** Spinning that is visible on a stack and not yet told by a message: of other CPUs, and on Windows. */
function findSpinningStacks({ crash, kind, stacks }: WaitSources): readonly Wait[] {
  return stacks
    .filter(({ role }) => !(kind === 'spin-count' && role === 'panicking'))
    .flatMap((stack) => {
      const frame = spinFrame(stack);
      if (!frame) return [];
      return [
        {
          resource: { type: 'spinlock' as const, name: null, address: null, addressIsGuess: false },
          waiters: [stackWaiter(stack, frame, crash)],
          owners: [],
        },
      ];
    });
}

/** Where a thread is to be seen (queued locks name a CPU instead): on its own stack, else where the lock's report names it. */
function threadParty(thread: Located<string>, stacks: readonly ReadStack[], threads: readonly ThreadReport[]): Party {
  const queued = /^\d{1,4}$/.test(thread.value) ? Number(thread.value) : null;
  if (queued !== null) {
    return { cpu: queued, thread: null, line: thread.range.start.line, stack: null, name: `CPU ${queued}` };
  }
  const own = stacks.find(({ stack }) => stack.thread === thread.value);
  const report = threads.find(({ address }) => address.value === thread.value);
  return {
    cpu: report?.cpu ?? own?.stack.cpu ?? null,
    thread: thread.value,
    line: own?.stack.frames[0]?.line ?? thread.range.start.line,
    stack: own?.stack.id ?? null,
    name: report?.process ? `thread ${thread.value} (${report.process})` : `thread ${thread.value}`,
  };
}

const TYPE_OF_LOCK: Readonly<Record<LockReport['kind'], ResourceType>> = {
  resource: 'resource',
  spinlock: 'spinlock',
  mutex: 'mutex',
  other: 'other',
};

/** Locks that a command of the debugger reports with both sides; one that nobody waits for is no wait. */
function findReportedLocks({ crash, stacks }: WaitSources): readonly Wait[] {
  return crash.locks
    .filter(({ waiters, unnamedWaiters }) => waiters.length + unnamedWaiters > 0)
    .map((lock) => ({
      resource: {
        type: TYPE_OF_LOCK[lock.kind],
        name: lock.name?.value ?? null,
        address: lock.address?.value ?? null,
        addressIsGuess: false,
      },
      waiters: lock.waiters.map((thread): Waiter => ({
        ...threadParty(thread, stacks, crash.threads),
        basis: 'named',
        confidence: 'high',
      })),
      owners: lock.owners.map((thread): Owner => ({
        ...threadParty(thread, stacks, crash.threads),
        basis: 'named',
        confidence: CONFIDENCE_OF_BASIS.named,
      })),
    }));
}

/** Functions that the packs know to wait for somebody, and the frames that show for whom. */
function findKnownWaits({ crash, stacks, knowledge }: WaitSources): readonly Wait[] {
  return stacks.flatMap((stack) => {
    const entries = stack.frames.map((frame) => ({ frame, entry: entryOf(frame.frame, crash.dialect, knowledge) }));
    const at = entries.findIndex(({ entry }) => entry?.waitsFor !== undefined);
    const waiting = entries[at];
    const wants = waiting?.entry?.waitsFor;
    if (!waiting || !wants || !isResourceType(wants.type)) return [];
    const shown = entries.slice(at + 1).find(({ entry }) => entry?.shows?.type === wants.type);
    const shows = shown?.entry?.shows;
    const owner: readonly Owner[] =
      shown && shows
        ? [
            {
              cpu: null,
              thread: null,
              line: shown.frame.frame.line,
              stack: stack.stack.id,
              name: shows.owner,
              basis: 'stack',
              confidence: CONFIDENCE_OF_BASIS.stack,
            },
          ]
        : [];
    return [
      {
        resource: { type: wants.type, name: shows?.name ?? wants.name, address: null, addressIsGuess: false },
        waiters: [stackWaiter(stack, waiting.frame, crash)],
        owners: owner,
      },
    ];
  });
}

const FINDERS = [findSpinCount, findSilentCpu, findReportedLocks, findSpinningStacks, findKnownWaits];

/** Who waits for what, and who has it, from every source that the crash has. */
export function findWaits(sources: WaitSources): readonly Wait[] {
  return FINDERS.flatMap((find) => find(sources));
}
