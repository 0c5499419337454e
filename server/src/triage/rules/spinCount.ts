import type { Crash } from '../../model/crash.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { doubtfulFrames, nameOf, placeOf, step } from '../facts.js';
import { hostDriverSteps } from '../nextSteps.js';
import type { Suspect } from '../suspects.js';
import { blame, findSuspect } from '../suspects.js';
import { spinFrame } from '../waits.js';
import type { Evidence, NextStep, Owner, ReadStack, Wait } from '../verdict.js';

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

/** Where the PCPU list stands and whom it marks. */
function pcpuList(crash: Crash): Evidence | null {
  const marked = crash.cpus.find((cpu) => cpu.marked);
  if (!marked) return null;
  const count = crash.cpus.length > 1 ? `${crash.cpus.length} PCPUs; ` : '';
  return { line: marked.range.start.line, why: `${count}the star marks PCPU ${marked.number} as panicking` };
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

function ownerEvidence(stack: ReadStack | null, suspect: Suspect | null): readonly Evidence[] {
  if (!stack) return [];
  const spinning = spinFrame(stack);
  return [
    {
      line: stack.stack.heading?.range.start.line ?? stack.stack.frames[0]?.line ?? 0,
      why: `the backtrace of PCPU ${stack.stack.cpu ?? '?'}, saved because it held the lock`,
    },
    ...(spinning
      ? [{ line: spinning.frame.line, why: `${nameOf(spinning)}: the holder itself waits for another lock` }]
      : []),
    ...(suspect
      ? [
          {
            line: suspect.frame.frame.line,
            why: `${placeOf(suspect.frame)} runs while the lock is held`,
          },
        ]
      : []),
  ];
}

function summarise(victim: string, wait: Wait, named: readonly Owner[], guilty: Suspect | null): string {
  const waited = `${victim} is the victim: it waited too long for ${lockWords(wait)}.`;
  if (named.length === 0) return `${waited} The owner is not named on this screen.`;
  const owner = named.map(({ name }) => name).join(' and ');
  if (guilty) return `${owner} held ${lockWords(wait)} too long, running ${placeOf(guilty.frame)}. ${waited}`;
  return `${waited} The owner is ${owner}.`;
}

function summariseBriefly(
  victim: string,
  wait: Wait | undefined,
  named: readonly Owner[],
  guilty: Suspect | null,
): string {
  const lock = wait?.resource.name ? `spinlock ${wait.resource.name}` : 'a spinlock';
  const waited = `${victim} is the victim: it waited too long for ${lock}`;
  const owner = named.map(({ name }) => name).join(' and ');
  if (owner === '') return `${waited}; the owner is not on this screen`;
  return guilty ? `${waited}; ${owner} held it, running ${guilty.module}` : `${waited}; ${owner} held it`;
}

function nextSteps(facts: Facts, named: readonly Owner[], guilty: Suspect | null): readonly NextStep[] {
  const owner = named[0] ? named[0].name : 'the PCPU that holds the lock';
  return [
    step(`Get the core and read the stack of ${owner} from it`, 'vmkdump_extract /root/vmkernel-zdump-*'),
    ...(guilty
      ? hostDriverSteps(facts, guilty.module)
      : [step('Bring ESX and its third-party drivers up to date: most of these are fixed already')]),
    step('Open a support case with the core; this text alone does not name the cause', 'vm-support'),
  ];
}

function judge(facts: Facts): Judgement {
  const { crash, stack } = facts;
  const wait = facts.waits.find(({ resource }) => resource.type === 'spinlock');
  const owners = wait?.owners ?? [];
  const named = owners.filter(({ basis }) => basis === 'named' || basis === 'stack');
  const holder = ownerStack(facts, named);
  // A holder that spins itself is a victim of the next lock: whose code it is in says nothing.
  const guilty = holder && !spinFrame(holder) ? findSuspect(facts, holder, 0) : null;
  const spinning = stack ? spinFrame(stack) : null;
  const victim = wait?.waiters[0]?.name ?? 'The panicking CPU';
  const optional = [explicitPanic(crash), pcpuList(crash)].flatMap((evidence) => evidence ?? []);
  return {
    category: 'lock-contention',
    brief: summariseBriefly(victim, wait, named, guilty),
    summary: wait ? summarise(victim, wait, named, guilty) : 'A CPU waited too long for a spinlock.',
    confidence: guilty ? 'medium' : 'high',
    confidenceNote: guilty
      ? "for the driver: it is on the holder's stack"
      : named.length > 0
        ? 'for the victim and the owner; the cause is not on this screen'
        : 'for the victim; none for the owner',
    blamed: guilty ? blame(guilty) : null,
    evidence: [
      messageEvidence(crash, named),
      ...optional,
      ...(spinning ? [{ line: spinning.frame.line, why: `${nameOf(spinning)} is where a CPU spins for a lock` }] : []),
      ...ownerEvidence(holder, guilty),
      ...doubtfulFrames(stack),
    ],
    nextSteps: nextSteps(facts, named, guilty),
    wouldChange: [
      ...(named.length === 0 ? ['"with PCPU N" in the message, or a saved backtrace'] : []),
      `the core: the stack of ${named[0]?.name ?? 'the PCPU that holds the lock'}`,
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
