import type { Facts, Judgement, Rule } from '../facts.js';
import { capitalise, codeOf, placeOf, step } from '../facts.js';
import { driverSteps } from '../nextSteps.js';
import type { Suspect } from '../suspects.js';
import { blame, findSuspect } from '../suspects.js';
import type { CycleStep } from '../cycles.js';
import { findCycle } from '../cycles.js';
import type { Evidence, NextStep, Owner, Wait } from '../verdict.js';

/** Bug checks and dumps that somebody asked for: to be read as a hang. */
const REQUESTED: readonly string[] = ['0xe2', '0x161', '0x1c8', '0xdeaddead'];

const lockName = ({ resource }: Wait): string =>
  resource.name ?? [`the ${resource.type}`, resource.address].filter((part) => part !== null).join(' ');

const isNamed = ({ resource }: Wait): boolean => resource.name !== null || resource.type !== 'other';

/** The wait that most threads are stuck in, and whose owner is known. */
function worstWait(waits: readonly Wait[]): { readonly wait: Wait; readonly owner: Owner } | null {
  const known = waits.flatMap((wait) => {
    const owner = wait.owners.find(({ basis }) => basis !== 'candidate');
    return owner ? [{ wait, owner }] : [];
  });
  return [...known].sort((left, right) => right.wait.waiters.length - left.wait.waiters.length)[0] ?? null;
}

function cycleEvidence(cycle: readonly CycleStep[]): readonly Evidence[] {
  return cycle.flatMap(({ waiter, wait }) =>
    waiter.line === null ? [] : [{ line: waiter.line, why: `${waiter.name} waits for ${lockName(wait)}` }],
  );
}

function judgeCycle(cycle: readonly CycleStep[]): Judgement {
  const steps = cycle.map(({ waiter, wait }) => `${waiter.name} waits for ${lockName(wait)}`).join(', ');
  return {
    category: 'lock-contention',
    brief: `Deadlock: ${cycle.length} threads wait for each other`,
    summary: `Deadlock: ${cycle.length} threads wait for each other. ${capitalise(steps)}: each holds what another one wants.`,
    confidence: 'high',
    confidenceNote: 'for the deadlock; which order of the locks is wrong only their code can tell',
    blamed: null,
    evidence: cycleEvidence(cycle),
    nextSteps: cycle.map(({ waiter }) =>
      step(`Read the stack of ${waiter.name}`, `!thread ${waiter.thread ?? ''}`.trim()),
    ),
    wouldChange: ['a lock that one of them had already released'],
    counterparts: ['spin-lock'],
  };
}

function nextSteps(owner: Owner, wait: Wait): readonly NextStep[] {
  return [
    step('Read what the owner is doing', owner.thread ? `!thread ${owner.thread}` : '!running -ti'),
    ...(wait.resource.address && wait.resource.type === 'resource'
      ? [step('Show the resource with all its owners and waiters', `!locks -v ${wait.resource.address}`)]
      : []),
  ];
}

/** What the owner is doing while the others wait, as far as the text shows it. */
function tellDeeds({ waits }: Facts, owner: Owner, guilty: Suspect | null): string {
  const next = waits.find(({ waiters }) =>
    waiters.some(({ thread, stack }) => thread === owner.thread && thread !== null && stack !== null),
  );
  const what = next && isNamed(next) ? `, for ${lockName(next)}` : '';
  if (guilty) return `It is in ${placeOf(guilty.frame)}${next ? `, and waits itself${what}` : ''}.`;
  if (next) return `It waits itself${what}.`;
  return owner.stack === null ? 'What it is doing is not in this text.' : 'Its stack shows no third-party driver.';
}

function judgeOwner(facts: Facts, wait: Wait, owner: Owner): Judgement {
  const stack = facts.stacks.find(({ stack: { id } }) => id === owner.stack) ?? null;
  const suspect = stack ? findSuspect(facts, stack, 0) : null;
  const guilty = suspect?.thirdParty ? suspect : null;
  const waiting = wait.waiters.length === 1 ? '1 thread waits' : `${wait.waiters.length} threads wait`;
  return {
    category: 'lock-contention',
    brief: `${capitalise(owner.name)} owns ${lockName(wait)}; ${waiting} for it`,
    summary: `${capitalise(owner.name)} owns ${lockName(wait)}, and ${waiting} for it. ${tellDeeds(facts, owner, guilty)}`,
    confidence: guilty ? 'medium' : 'high',
    confidenceNote: guilty ? "its code is on the owner's stack" : 'for the owner; the cause is not in this text',
    blamed: guilty ? blame(guilty) : null,
    evidence: [
      ...(owner.line === null ? [] : [{ line: owner.line, why: `${owner.name} owns it` }]),
      ...(guilty ? [{ line: guilty.frame.frame.line, why: `${placeOf(guilty.frame)} is on the owner's stack` }] : []),
      ...wait.waiters.slice(0, 4).flatMap(({ line, name }) => (line === null ? [] : [{ line, why: `${name} waits` }])),
    ],
    nextSteps: [...nextSteps(owner, wait), ...(guilty ? driverSteps(facts, guilty.module) : [])],
    wouldChange: ['the stack of the owner'],
    counterparts: [],
  };
}

function judge(facts: Facts): Judgement {
  const cycle = findCycle(facts.waits);
  const worst = worstWait(facts.waits);
  return cycle.length > 0 || !worst ? judgeCycle(cycle) : judgeOwner(facts, worst.wait, worst.owner);
}

/**
 * A transcript of no crash, or of one that somebody asked for, in which the debugger itself names a lock's owner: a
 * hang, told by its locks. A cycle of owners is a deadlock; otherwise the owner that most threads wait for is the one
 * to look at.
 * https://learn.microsoft.com/windows-hardware/drivers/debuggercmds/-locks---kdext--locks-
 */
export const heldLock: Rule = {
  name: 'held-lock',
  applies: (facts) =>
    facts.crash.dialect === 'windbg' &&
    (facts.crash.bugCheck === null || REQUESTED.includes(codeOf(facts) ?? '')) &&
    worstWait(facts.waits) !== null,
  judge,
};
