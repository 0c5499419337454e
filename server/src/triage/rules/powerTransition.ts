import type { BugCheckClass } from '../bugCheckClass.js';
import { judgeClass } from '../bugCheckClass.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { codeOf, placeOf, step } from '../facts.js';
import { driverSteps, packSteps } from '../nextSteps.js';
import type { Suspect } from '../suspects.js';
import { blame, findSuspect, isThirdParty } from '../suspects.js';
import type { Owner, Wait } from '../verdict.js';

const CODES: readonly string[] = ['0x9f', '0xa0', '0x14f', '0x15f', '0x17c', '0x19c', '0x1d5'];

/** The debugger prints a driver with its folder in the object tree: `\Driver\contosonic`. */
const DRIVER_OBJECT = /^\\(?:Driver|FileSystem)\\(?<driver>[\w.$-]{1,60})$/;

const POWER: BugCheckClass = {
  codes: CODES,
  category: 'power',
  accused: 'third-party',
  confidence: 'medium',
  says: 'a change of power state was not finished in time',
  accuses: '{who} is the driver on the stack.',
  wouldChange: ['the request itself (!irp): the driver of its current location has it'],
  counterparts: ['hung-io'],
};

interface Keeper {
  readonly wait: Wait;
  readonly owner: Owner;
  readonly module: string;
}

/** The driver that has the request, as `!irp` shows it. */
function findKeeper({ waits }: Facts): Keeper | null {
  for (const wait of waits) {
    for (const owner of wait.resource.type === 'io' ? wait.owners : []) {
      const module = DRIVER_OBJECT.exec(owner.name)?.groups?.driver;
      if (module !== undefined) return { wait, owner, module };
    }
  }
  return null;
}

function judgeKeeper(facts: Facts, { wait, owner, module }: Keeper): Judgement {
  const address = wait.resource.address ?? '';
  const line = owner.line ?? facts.crash.headline.range.start.line;
  const foreign = isThirdParty(facts, module);
  return {
    category: 'power',
    brief: `${module} has kept a power request for too long`,
    summary: `${facts.kind}: ${module} has kept the power request ${address} for too long: its stack location is the current one. Whoever is on the stack only noticed.`,
    confidence: foreign ? 'medium' : 'low',
    confidenceNote: foreign
      ? 'it was given the request and has not completed it; it may wait for its own device'
      : 'a driver of Windows may wait for the device below it',
    blamed: { module, symbol: null, line, basis: 'named' },
    evidence: [
      { line: facts.crash.headline.range.start.line, why: 'the bug check' },
      { line, why: `${module} has the request` },
    ],
    nextSteps: [
      step('Show the drivers of that device from top to bottom', stackOfDevice(facts)),
      step('Show the threads that are stuck in it', `!stacks 2 ${module}`),
      ...driverSteps(facts, module),
      ...packSteps(facts, module),
    ],
    wouldChange: ['a driver further down that had been given the request as well'],
    counterparts: ['hung-io'],
  };
}

/** `!devstack` of the device that does not finish, where argument 2 holds it. */
function stackOfDevice({ crash }: Facts): string {
  const [reason, device] = crash.bugCheck?.parameters ?? [];
  return reason?.value === '0x3' && device ? `!devstack ${device.value}` : '!poaction';
}

/** The thread that keeps the system waiting, where an argument names it and its stack is in the text. */
function suspectOfHolder(facts: Facts): Suspect | null {
  const holders = facts.waits.flatMap(({ owners }) => owners).filter(({ basis }) => basis === 'named');
  const stacks = holders.flatMap(({ stack }) => facts.stacks.find((each) => each.stack.id === stack) ?? []);
  const [suspect] = stacks.flatMap((stack) => findSuspect(facts, stack, 0) ?? []);
  return suspect?.thirdParty ? suspect : null;
}

function judge(facts: Facts): Judgement {
  const keeper = findKeeper(facts);
  if (keeper) return judgeKeeper(facts, keeper);
  const judged = judgeClass(POWER, facts);
  const judgement = {
    ...judged,
    nextSteps: [...judged.nextSteps, step('Show the threads that are stuck in a driver', '!stacks 2')],
  };
  const holder = suspectOfHolder(facts);
  if (!holder) return judgement;
  return {
    ...judgement,
    brief: `${holder.module} is on the stack of the thread that keeps the others waiting`,
    summary: `${facts.kind}: ${POWER.says}. The thread that keeps the others waiting is in ${placeOf(holder.frame)}.`,
    confidence: 'medium',
    blamed: blame(holder),
    nextSteps: [
      ...driverSteps(facts, holder.module),
      step('Show the threads that are stuck in it', `!stacks 2 ${holder.module}`),
      ...packSteps(facts, holder.module),
    ],
    evidence: [
      ...judgement.evidence,
      {
        line: holder.frame.frame.line,
        why: `${placeOf(holder.frame)} is on the stack of the thread that is waited for`,
      },
    ],
  };
}

/**
 * A device did not change its power state. A watchdog notices minutes later on a CPU that has nothing to do with it, so
 * its stack counts least: the driver in whose stack location the request stands comes first, then the stack of the
 * thread that an argument names, then a third party on the stack at hand.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x9f--driver-power-state-failure
 */
export const powerTransition: Rule = {
  name: 'power-transition',
  applies: (facts) => CODES.includes(codeOf(facts) ?? ''),
  judge,
};
