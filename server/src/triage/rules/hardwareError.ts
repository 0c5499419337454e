import type { Facts, Judgement, Rule } from '../facts.js';
import { codeOf, step } from '../facts.js';
import { readEventLog } from '../hostSteps.js';
import type { MachineCheck } from '../machineChecks.js';
import { findMachineChecks, tellChecks, worstCheck } from '../machineChecks.js';
import type { MachinePart } from '../bankStatus.js';
import { packSteps } from '../nextSteps.js';
import type { PcieError } from '../pcieErrors.js';
import { findPcieError, pcieSteps, tellPcieError } from '../pcieErrors.js';
import type { NextStep } from '../verdict.js';

const CODES: readonly string[] = ['0x124', '0x9c', '0x12b', '0x122'];

/** What to look at first, by the part of the machine that reports. */
const STEP_OF_PART: Readonly<Record<MachinePart, NextStep>> = {
  cache: step('Have the processor in that socket checked or swapped with another one'),
  tlb: step('Have the processor in that socket checked or swapped with another one'),
  processor: step('Update BIOS and microcode, take back overclocking; then have the processor checked'),
  memory: step('Find the memory module at the reported address or channel, and reseat or replace it'),
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

/** A processor's own socket is the one to look at; a PCPU says which. */
function pcpuOf({ crash }: Facts): string {
  const cpu = crash.message?.cpus[0] ?? crash.panic?.cpu;
  return cpu ? ` of PCPU ${cpu.value}` : '';
}

function whatHappened(facts: Facts): string {
  if (facts.kind === 'mce') return `The processor${pcpuOf(facts)} reported a hardware error that it could not correct`;
  return `${facts.kind}: the hardware reported an error that it could not correct`;
}

function recordStep(facts: Facts): readonly NextStep[] {
  const record = facts.crash.bugCheck?.parameters[1]?.value;
  return record && record !== '0x0' && codeOf(facts) === '0x124'
    ? [step('Decode the error record', `!errrec ${record}`)]
    : [];
}

/** What the hardware names itself: the device, or the part by the bank that reports. */
function whereWords(pcie: PcieError | null, check: MachineCheck | null): string {
  if (pcie) return ` The PCI Express device ${pcie.device} is named${pcie.error ? `: ${pcie.error}` : ''}.`;
  if (!check) return '';
  const part = WORDS_OF_PART[check.part];
  if (check.status) return ` Its status speaks of ${part}${check.status.error ? `: ${check.status.error}` : ''}.`;
  // Damaged memory may be met in a cache: in the kernel's words the part has another name than where the damage is.
  return ` It speaks of ${part}${check.told ? `; the kernel calls it "${check.told}"` : ''}.`;
}

function noteFor(pcie: PcieError | null, check: MachineCheck | null): string {
  if (pcie) return 'the hardware names the device itself';
  if (check?.status) return 'the hardware reported the error itself';
  return check
    ? "that it is the hardware; which part is the kernel's reading"
    : 'that it is the hardware; which part is not in this text';
}

function nextSteps(facts: Facts, pcie: PcieError | null, check: MachineCheck | null): readonly NextStep[] {
  const isHost = facts.crash.dialect === 'psod';
  const part = pcie ? pcieSteps(pcie, isHost) : check ? [STEP_OF_PART[check.part]] : [];
  return [
    ...recordStep(facts),
    ...part,
    isHost
      ? readEventLog(facts, 'which part failed')
      : step("Read the management processor's or the firmware's log for the part that failed"),
    ...packSteps(facts, null),
    step('Bring BIOS and firmware up to date, and have the hardware checked by its vendor'),
  ];
}

function judge(facts: Facts): Judgement {
  const { crash } = facts;
  const checks = findMachineChecks(facts);
  const pcie = findPcieError(facts);
  const check = worstCheck(checks);
  const error = check?.status?.error ?? check?.told ?? null;
  const headline = crash.headline.range.start.line;
  return {
    category: 'hardware',
    brief: error && !pcie ? `${whatHappened(facts)}: ${error}` : whatHappened(facts),
    summary: `${whatHappened(facts)}.${whereWords(pcie, check)} The stack only shows what it interrupted.`,
    confidence: 'high',
    confidenceNote: noteFor(pcie, check),
    blamed: { module: 'hardware', symbol: null, line: pcie?.line ?? check?.line ?? headline, basis: 'named' },
    evidence: [
      ...tellChecks(checks),
      ...(pcie ? [{ line: pcie.line, why: tellPcieError(pcie) }] : []),
      { line: headline, why: crash.dialect === 'psod' ? 'the panic message' : 'the bug check' },
    ],
    nextSteps: nextSteps(facts, pcie, check),
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
