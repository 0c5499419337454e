import type { Facts, Judgement, Rule } from '../facts.js';
import { doubtfulFrames, step } from '../facts.js';
import { findPcieError } from '../hardwareTraces.js';
import { CORE_STEPS } from '../nextSteps.js';

/** Another PCPU had panicked and stopped this one: its own stack tells nothing of why. */
function judgeRequested({ crash, stack }: Facts): Judgement {
  const other = crash.message?.cpus[0]?.value;
  const who = other === undefined ? 'Another PCPU' : `PCPU ${other}`;
  return {
    category: 'unknown',
    brief: `${who} panicked and stopped this one; the reason is on its screen`,
    summary: `${who} panicked and stopped this PCPU with an NMI. What ran here is innocent; the reason is in the log lines of the other one.`,
    confidence: 'low',
    blamed: null,
    evidence: [
      { line: crash.headline.range.start.line, why: 'the panic was requested by another PCPU' },
      ...doubtfulFrames(stack),
    ],
    nextSteps: CORE_STEPS,
    wouldChange: ['a saved backtrace of the PCPU that asked for the panic', 'log lines from before the panic'],
    counterparts: ['nmi'],
  };
}

function judge(facts: Facts): Judgement {
  const { crash } = facts;
  if (crash.message?.form === 'nmi-ipi') return judgeRequested(facts);
  const pcie = findPcieError(facts);
  const headline = crash.headline.range.start.line;
  return {
    category: 'hardware',
    brief: `A non-maskable interrupt stopped the host${pcie ? `; ${pcie.device} reported a fatal error` : ''}`,
    summary: `A non-maskable interrupt stopped the host${pcie ? `: the PCI Express device ${pcie.device} reported a fatal error` : ''}. The stack only shows what it interrupted.`,
    confidence: pcie ? 'high' : 'medium',
    confidenceNote: pcie
      ? 'the platform names the device'
      : 'an NMI can also come from a button or a management processor',
    blamed: { module: 'hardware', symbol: null, line: pcie?.line ?? headline, basis: 'named' },
    evidence: [
      { line: headline, why: 'the panic message' },
      ...(pcie ? [{ line: pcie.line, why: `the error comes from ${pcie.device}` }] : []),
    ],
    nextSteps: [
      ...(pcie ? [step(`Reseat or replace the device ${pcie.device}, and update its firmware`)] : []),
      step(
        "Read the management processor's log: what sent the NMI, and whether a person did",
        'esxcli hardware ipmi sel list',
      ),
      step('Bring BIOS and firmware up to date, and have the hardware checked by its vendor'),
      ...CORE_STEPS.slice(-1),
    ],
    wouldChange: ['a person or a management tool that sent the NMI on purpose'],
    counterparts: ['nmi'],
  };
}

/**
 * A non-maskable interrupt: the platform signals a fatal error with it (PCI Express, memory, a watchdog of the
 * management processor), and a person may send one. One PCPU also stops the others with it when it panics; then the
 * screen of the stopped one says nothing of the reason.
 * https://knowledge.broadcom.com/external/article/399748
 */
export const nonMaskableInterrupt: Rule = {
  name: 'nmi',
  applies: ({ kind }) => kind === 'nmi',
  judge,
};
