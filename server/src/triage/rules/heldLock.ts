import type { Facts, Judgement, Rule } from '../facts.js';
import { placeOf, step } from '../facts.js';
import { driverSteps } from '../nextSteps.js';
import { blame, findSuspect } from '../suspects.js';
import type { CycleStep } from '../cycles.js';
import { findCycle } from '../cycles.js';
import type { Evidence, NextStep, Owner, Wait } from '../verdict.js';

const lockName = ({ resource }: Wait): string =>
  resource.name ?? [`the ${resource.type}`, resource.address].filter((part) => part !== null).join(' ');

/** A sentence begins with a capital, also where it begins with a name of ours. */
const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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

function judgeOwner(facts: Facts, wait: Wait, owner: Owner): Judgement {
  const stack = facts.stacks.find(({ stack: { id } }) => id === owner.stack) ?? null;
  const suspect = stack ? findSuspect(facts, stack, 0) : null;
  const guilty = suspect?.thirdParty ? suspect : null;
  const waiting = wait.waiters.length === 1 ? '1 thread' : `${wait.waiters.length} threads`;
  const doing = guilty ? ` It is in ${placeOf(guilty.frame)}.` : ' What it is doing is not in this text.';
  return {
    category: 'lock-contention',
    brief: `${capitalise(owner.name)} owns ${lockName(wait)}; ${waiting} wait for it`,
    summary: `${capitalise(owner.name)} owns ${lockName(wait)}, and ${waiting} wait for it.${doing}`,
    confidence: guilty ? 'medium' : 'high',
    confidenceNote: guilty ? "its code is on the owner's stack" : 'for the owner; the cause is not in this text',
    blamed: guilty ? blame(guilty) : null,
    evidence: [
      ...(owner.line === null ? [] : [{ line: owner.line, why: `${owner.name} owns it` }]),
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
 * A transcript without a bug check in which the debugger itself names a lock's owner: a hang, told by its locks. A cycle
 * of owners is a deadlock; otherwise the owner that most threads wait for is the one to look at.
 * https://learn.microsoft.com/windows-hardware/drivers/debuggercmds/-locks---kdext--locks-
 */
export const heldLock: Rule = {
  name: 'held-lock',
  applies: ({ crash, waits }) => crash.dialect === 'windbg' && crash.bugCheck === null && worstWait(waits) !== null,
  judge,
};
