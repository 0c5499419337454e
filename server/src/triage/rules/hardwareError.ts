import { codeOf } from '../bugCheckClass.js';
import type { Facts, Judgement, Rule } from '../facts.js';
import { step } from '../facts.js';
import type { PrintedStatus } from '../hardwareTraces.js';
import { findMachineChecks, findPcieError, tellStatus } from '../hardwareTraces.js';
import type { MachinePart } from '../bankStatus.js';
import { packSteps } from '../nextSteps.js';
import type { NextStep } from '../verdict.js';

const CODES: readonly string[] = ['0x124', '0x9c', '0x12b', '0x122'];

/** What to look at first, by the part of the machine that reports. */
const STEP_OF_PART: Readonly<Record<MachinePart, NextStep>> = {
  cache: step('Have the processor in that socket checked or swapped with another one'),
  tlb: step('Have the processor in that socket checked or swapped with another one'),
  processor: step('Update BIOS and microcode, take back overclocking; then have the processor checked'),
  memory: step('Find the memory module of that address or channel, and reseat or replace it'),
  bus: step('Look for the device behind that bus: reseat cards, and update their firmware'),
  unknown: step('Give the status to the vendor of the machine, who can decode it'),
};

const WORDS_OF_PART: Readonly<Record<MachinePart, string>> = {
  cache: "the processor's cache",
  tlb: "the processor's TLB",
  processor: 'the processor itself',
  memory: 'a memory module, its channel or its controller',
  bus: 'a bus or a device behind it',
  unknown: 'a part that only its vendor can name',
};

function whatHappened(facts: Facts): string {
  if (facts.kind === 'mce') return 'The processor reported a hardware error that it could not correct';
  return `${facts.kind}: the hardware reported an error that it could not correct`;
}

function recordStep(facts: Facts): readonly NextStep[] {
  const record = facts.crash.bugCheck?.parameters[1]?.value;
  return record && record !== '0x0' && codeOf(facts) === '0x124'
    ? [step('Decode the error record', `!errrec ${record}`)]
    : [];
}

/** The worst one that is printed: an uncorrected error before one that the hardware took care of. */
function worst(checks: readonly PrintedStatus[]): PrintedStatus | null {
  return checks.find(({ status }) => status.uncorrected) ?? checks[0] ?? null;
}

function judge(facts: Facts): Judgement {
  const { crash } = facts;
  const checks = findMachineChecks(facts);
  const pcie = findPcieError(facts);
  const printed = worst(checks);
  const error = printed?.status.error ?? null;
  const headline = crash.headline.range.start.line;
  const where = pcie
    ? ` The PCI Express device ${pcie.device} is named.`
    : printed
      ? ` Its status speaks of ${WORDS_OF_PART[printed.status.part]}${error ? `: ${error}` : ''}.`
      : '';
  const esxi = crash.dialect === 'psod';
  return {
    category: 'hardware',
    brief: error && !pcie ? `${whatHappened(facts)}: ${error}` : whatHappened(facts),
    summary: `${whatHappened(facts)}.${where} The stack only shows what it interrupted.`,
    confidence: 'high',
    confidenceNote:
      printed || pcie ? 'the hardware names the part itself' : 'for the machine; which part is not in this text',
    blamed: { module: 'hardware', symbol: null, line: pcie?.line ?? printed?.line ?? headline, basis: 'named' },
    evidence: [
      ...checks.map((each) => ({ line: each.line, why: tellStatus(each) })),
      ...(pcie ? [{ line: pcie.line, why: `the error comes from ${pcie.device}` }] : []),
      { line: headline, why: esxi ? 'the panic message' : 'the bug check' },
    ],
    nextSteps: [
      ...recordStep(facts),
      ...(pcie
        ? [step(`Reseat or replace the device ${pcie.device}, and update its firmware`)]
        : printed
          ? [STEP_OF_PART[printed.status.part]]
          : []),
      step(
        "Read the management processor's log for the part that failed",
        esxi ? 'esxcli hardware ipmi sel list' : null,
      ),
      ...packSteps(facts, null),
      step('Bring BIOS and firmware up to date, and have the hardware checked by its vendor'),
    ],
    wouldChange: ['an entry of another part in the log of the management processor'],
    counterparts: ['machine-check'],
  };
}

/**
 * The machine itself reported an error: a machine check, an error record of WHEA, a page that came back changed.
 * Code cannot make one (short of writing wrong values into the hardware), so what ran is innocent.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/bug-check-0x124---whea-uncorrectable-error
 */
export const hardwareError: Rule = {
  name: 'hardware-error',
  applies: (facts) => facts.kind === 'mce' || CODES.includes(codeOf(facts) ?? ''),
  judge,
};
