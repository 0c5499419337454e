import type { Crash } from '../../model/crash.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { capitalise, doubtfulFrames, nameOf, placeOf, step } from '../facts.js';
import { hostDriverSteps, openCase, readCoreLog } from '../hostSteps.js';
import { tellPcpuList } from '../pcpuList.js';
import type { Suspect } from '../suspects.js';
import { blame, findSuspect } from '../suspects.js';
import { spinFrame } from '../waits.js';
import type { Evidence, NextStep, Owner, ReadFrame, ReadStack, Wait } from '../verdict.js';

/** `the spinlock iplLock`, `a spinlock`. */
function lockWords(wait: Wait): string {
  return wait.resource.name ? `the spinlock ${wait.resource.name}` : 'a spinlock';
}

/** Registers that are all ones were never filled in: the kernel called its panic function by itself. */
function explicitPanic(crash: Crash): Evidence | null {
  const ones = crash.registers.filter(({ value }) => /^0xf{8}(?:f{8})?$/.test(value));
  const first = ones[0];
  return first && ones.length >= 4
    ? { line: first.range.start.line, why: 'the registers are all ones: an explicit panic, no fault' }
    : null;
}

function messageEvidence(crash: Crash, named: readonly Owner[]): Evidence {
  const lock = crash.message?.lock ? 'the message names the lock' : 'the message names no lock';
  const cpu = crash.message?.cpus.length ? `and PCPU ${named.map((owner) => owner.cpu).join(', ')}` : 'and no PCPU';
  return { line: crash.headline.range.start.line, why: `${lock} ${cpu}` };
}

function ownerStack(facts: Facts, owners: readonly Owner[]): ReadStack | null {
  const id = owners.find((owner) => owner.stack !== null)?.stack;
  return facts.stacks.find(({ stack }) => stack.id === id && stack.origin === 'saved') ?? null;
}

/** Who has the lock, as far as it is known, and what keeps him. */
interface Holder {
  readonly named: readonly Owner[];
  readonly stack: ReadStack | null;
  /** Where the holder spins for a lock itself. */
  readonly spinning: ReadFrame | null;
  /** A holder that spins itself is a victim of the next lock: whose code it is in says nothing. */
  readonly guilty: Suspect | null;
}

function findHolder(facts: Facts, owners: readonly Owner[]): Holder {
  const named = owners.filter(({ basis }) => basis === 'named' || basis === 'stack');
  const stack = ownerStack(facts, named);
  const spinning = stack && spinFrame(stack);
  const suspect = stack && !spinning ? findSuspect(facts, stack, 0) : null;
  return { named, stack, spinning, guilty: suspect?.messenger === false ? suspect : null };
}

function ownerEvidence({ stack, spinning, guilty }: Holder): readonly Evidence[] {
  if (!stack) return [];
  return [
    ...(spinning
      ? [{ line: spinning.frame.line, why: `${nameOf(spinning)}: the owner itself waits for another lock` }]
      : []),
    ...(guilty ? [{ line: guilty.frame.frame.line, why: `${placeOf(guilty.frame)} runs while the lock is held` }] : []),
    {
      line: stack.stack.heading?.range.start.line ?? stack.stack.frames[0]?.line ?? 0,
      why: `the backtrace of PCPU ${stack.stack.cpu ?? '?'}, saved because it held the lock`,
    },
  ];
}

const namesOf = (owners: readonly Owner[]): string => owners.map(({ name }) => name).join(' and ');

/** What the holder was doing, as far as its backtrace shows. */
function holderWords({ named, stack, spinning }: Holder): string {
  if (named.length === 0) return 'The owner is not named on this screen.';
  const owner = `The owner is ${namesOf(named)}`;
  if (spinning) return `${owner}, which itself waited for another lock, in ${nameOf(spinning)}.`;
  return stack ? `${owner}; its backtrace shows no third-party driver.` : `${owner}.`;
}

function summarise(victim: string, wait: Wait, holder: Holder): string {
  const waited = `${victim} is the victim: it waited too long for ${lockWords(wait)}.`;
  const { named, guilty } = holder;
  return guilty
    ? `${namesOf(named)} held ${lockWords(wait)} too long, running ${placeOf(guilty.frame)}. ${waited}`
    : `${waited} ${holderWords(holder)}`;
}

function summariseBriefly(victim: string, wait: Wait | undefined, { named, spinning, guilty }: Holder): string {
  const lock = wait?.resource.name ? `spinlock ${wait.resource.name}` : 'a spinlock';
  const waited = `${victim} is the victim: it waited too long for ${lock}`;
  if (named.length === 0) return `${waited}; the owner is not on this screen`;
  const kept = guilty ? `, running ${guilty.module}` : spinning ? ' and waited for another lock' : '';
  return `${waited}; ${namesOf(named)} held it${kept}`;
}

/** What the log in the core may add: the holder's backtrace, or who kept the holder waiting. */
function wantedFromLog({ named, stack, spinning }: Holder): string {
  if (spinning) return `look for who had the lock for which ${namesOf(named)} waited`;
  if (stack) return 'read what came before the panic';
  return `look for a saved backtrace of ${named.length > 0 ? namesOf(named) : 'the PCPU that holds the lock'}`;
}

function nextSteps(facts: Facts, holder: Holder): readonly NextStep[] {
  const { named, guilty } = holder;
  const owner = named.length > 0 ? namesOf(named) : 'the PCPU that holds the lock';
  return [
    ...(guilty ? hostDriverSteps(facts, guilty.module) : []),
    readCoreLog(facts, wantedFromLog(holder)),
    ...(guilty
      ? []
      : [step('Bring ESX and its third-party drivers up to date: most such faults are fixed in later releases')]),
    openCase(facts, `Open a support case with the core dump: support reads the stack of ${owner} from it`),
  ];
}

function judge(facts: Facts): Judgement {
  const { crash, stack } = facts;
  const wait = facts.waits.find(({ resource }) => resource.type === 'spinlock');
  const holder = findHolder(facts, wait?.owners ?? []);
  const { named, guilty } = holder;
  const spinning = stack ? spinFrame(stack) : null;
  const victim = capitalise(wait?.waiters[0]?.name ?? 'the panicking CPU');
  const accused = named.flatMap(({ cpu }) => cpu ?? []);
  const optional = [explicitPanic(crash)].flatMap((evidence) => evidence ?? []);
  return {
    category: 'lock-contention',
    brief: summariseBriefly(victim, wait, holder),
    summary: wait ? summarise(victim, wait, holder) : 'A CPU waited too long for a spinlock.',
    confidence: guilty ? 'medium' : 'high',
    confidenceNote: guilty
      ? "for the driver: it is on the owner's stack"
      : named.length > 0
        ? 'for the victim and the owner; the cause is not on this screen'
        : 'for the victim; the owner is not known',
    blamed: guilty ? blame(guilty) : null,
    evidence: [
      messageEvidence(crash, named),
      ...optional,
      ...tellPcpuList(crash, accused),
      ...(spinning ? [{ line: spinning.frame.line, why: `${nameOf(spinning)} is where a CPU spins for a lock` }] : []),
      ...ownerEvidence(holder),
      ...doubtfulFrames(stack),
    ],
    nextSteps: nextSteps(facts, holder),
    wouldChange: [
      ...(named.length === 0 ? ['"with PCPU N" in the message, or a saved backtrace'] : []),
      `the core dump: the stack of ${named.length > 0 ? namesOf(named) : 'the PCPU that holds the lock'}`,
    ],
    counterparts: ['spin-lock', 'deferred-work'],
  };
}

/**
 * A PCPU gave up spinning for a lock. Its own stack shows the victim; the holder is elsewhere: named by the message, or
 * stopped by an NMI so that its backtrace was saved. Only what the holder runs can be to blame, and not where it spins
 * for a lock itself.
 * https://kb.vmware.com/s/article/1020105
 */
export const spinCount: Rule = {
  name: 'spin-count',
  applies: ({ kind }) => kind === 'spin-count',
  judge,
};
