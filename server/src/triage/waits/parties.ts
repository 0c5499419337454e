import type { Cpu, Crash } from '../../model/crash.js';
import type { Stack } from '../../model/frame.js';
import type { Located } from '../../model/position.js';
import { isBefore } from '../../model/position.js';
import type { Confidence, Owner, OwnerBasis, Party, ReadFrame, ReadStack, Waiter } from '../verdict.js';
import type { WaitSources } from './sources.js';

/** How sure an owner is, by the reason for which it is taken for one. */
export const CONFIDENCE_OF_BASIS: Readonly<Record<OwnerBasis, Confidence>> = {
  named: 'high',
  stack: 'medium',
  exclusion: 'low',
  candidate: 'low',
};

function rowOf(crash: Crash, cpu: number): Cpu | null {
  return crash.cpus.find((row) => row.number === cpu) ?? null;
}

function threadOf(row: Cpu | null): string | null {
  const thread = [row?.worldId, row?.worldName].filter(Boolean).join(' ');
  return thread === '' ? null : thread;
}

/** `PCPU 3` on ESX(i), `CPU 3` on Windows. */
export function cpuName({ dialect }: Pick<Crash, 'dialect'>, cpu: number): string {
  return `${dialect === 'psod' ? 'PCPU' : 'CPU'} ${cpu}`;
}

/** A CPU as owner. A person should look at its stack, else at its row in the PCPU list, else at the words that name it. */
export function ownerCpu(
  { crash, stacks }: WaitSources,
  cpu: number,
  basis: OwnerBasis,
  wordsAt: number | null,
): Owner {
  const own = stacks.find(({ stack }) => stack.cpu === cpu && stack.origin !== 'panicking');
  const row = rowOf(crash, cpu);
  return {
    cpu,
    thread: own?.stack.thread ?? threadOf(row),
    line: own?.stack.frames[0]?.line ?? row?.range.start.line ?? wordsAt,
    stack: own?.stack.id ?? null,
    name: cpuName(crash, cpu),
    basis,
    confidence: CONFIDENCE_OF_BASIS[basis],
  };
}

/** The CPU that panicked, as the one that waits. */
export function panickingWaiter({ crash, stacks }: WaitSources, line: number | null): Waiter {
  const cpu = crash.panic?.cpu?.value ?? null;
  const own = stacks.find(({ role }) => role === 'panicking');
  const thread = [crash.panic?.worldId?.value, crash.panic?.worldName?.value].filter(Boolean).join(' ');
  return {
    cpu,
    thread: thread === '' ? null : thread,
    line: line ?? crash.headline.range.start.line,
    stack: own?.stack.id ?? null,
    name: cpu === null ? 'the panicking CPU' : cpuName(crash, cpu),
    basis: line === null ? 'named' : 'stack',
    confidence: 'high',
  };
}

/** Who stands in `frame` of a stack, as the one that waits there. */
export function stackWaiter(stack: ReadStack, frame: ReadFrame, crash: Crash): Waiter {
  const { thread } = stack.stack;
  // A thread that a command names need not be the one that ran on the debugger's CPU.
  const panicked = stack.role === 'panicking' && thread === null;
  const cpu = stack.stack.cpu ?? (panicked ? (crash.panic?.cpu?.value ?? null) : null);
  return {
    cpu,
    thread: thread ?? (panicked ? (crash.panic?.worldName?.value ?? null) : null),
    line: frame.frame.line,
    stack: stack.stack.id,
    name: cpu !== null ? cpuName(crash, cpu) : thread !== null ? `thread ${thread}` : 'this thread',
    basis: 'stack',
    confidence: 'high',
  };
}

/** The CPUs that the message accuses; a number at which a cut text ends may be half of one and accuses nobody. */
export function accusedCpus({ message, damage, range }: Crash): readonly Located<number>[] {
  const cpus = message?.cpus ?? [];
  return damage.includes('cut') ? cpus.filter((cpu) => isBefore(cpu.range.end, range.end)) : cpus;
}

/** Whether a stack shows where a thread once took a lock (`Lock A = ...` of `!deadlock`), not what it does now. */
function isOfThePast({ heading }: Stack): boolean {
  return /^Lock [A-Z] /.test(heading?.value ?? '');
}

/** Finds parties by a thread's address or a CPU's number, without a search for each. */
export type PartyFinder = (named: Located<string>) => Party;

/**
 * Where a thread is to be seen: on its own stack, else where the text names it. Queued locks name a CPU instead, by
 * its number.
 */
export function partyFinder({ crash, stacks }: WaitSources): PartyFinder {
  const stackOf = new Map<string, Stack>();
  for (const { stack } of stacks) {
    const known = stackOf.get(stack.thread ?? '');
    const isBetter = !known || (isOfThePast(known) && !isOfThePast(stack));
    if (stack.thread !== null && isBetter) stackOf.set(stack.thread, stack);
  }
  const reportOf = new Map(crash.threads.map((report) => [report.address.value, report]));
  return ({ value, range }) => {
    const { line } = range.start;
    if (/^\d{1,4}$/.test(value)) {
      return { cpu: Number(value), thread: null, line, stack: null, name: cpuName(crash, Number(value)) };
    }
    const own = stackOf.get(value);
    const report = reportOf.get(value);
    return {
      cpu: report?.cpu ?? own?.cpu ?? null,
      thread: value,
      line: own?.frames[0]?.line ?? line,
      stack: own && !isOfThePast(own) ? own.id : null,
      name: report?.process ? `thread ${value} (${report.process})` : `thread ${value}`,
    };
  };
}

/** A party that the text names as waiting. */
export function namedWaiter(party: Party): Waiter {
  return { ...party, basis: 'named', confidence: 'high' };
}

/** A party that the text names as the one that has it. */
export function namedOwner(party: Party): Owner {
  return { ...party, basis: 'named', confidence: CONFIDENCE_OF_BASIS.named };
}
