import type { Facts, Judgement, Rule } from '../facts.js';
import { doubtfulFrames, placeOf, step } from '../facts.js';
import { coreSteps, openCase, readCoreLog, readEventLog } from '../hostSteps.js';
import { findPcieError, pcieSteps, tellPcieError } from '../pcieErrors.js';
import { suspectOfStory } from '../suspects.js';

/**
 * The kernel sends this NMI to a CPU that keeps another one waiting, so that the screen shows what it is doing, and
 * also to those that merely have to stop. Which of the two this was, the log says.
 */
function judgeRequested(facts: Facts): Judgement {
  const { crash, stack } = facts;
  const asked = crash.panic?.cpu ? `PCPU ${crash.panic.cpu.value}` : 'this PCPU';
  const suspect = suspectOfStory(facts, stack);
  const running = suspect?.thirdParty ? suspect : null;
  const lead = running
    ? `If the other one waited for it, ${placeOf(running.frame)} is what kept it busy; if not, that is innocent.`
    : 'If the other one waited for it, its stack shows why; if not, that is innocent.';
  return {
    category: 'unknown',
    brief: `Another PCPU asked ${asked} to panic; the reason is in the log before it`,
    summary: `Another PCPU asked ${asked} to panic, with an NMI. ${lead} The log lines before it tell which.`,
    confidence: 'low',
    confidenceNote: 'the screen does not say why the panic was asked for',
    blamed: null,
    evidence: [
      { line: crash.headline.range.start.line, why: 'the panic was requested by another PCPU' },
      ...(running ? [{ line: running.frame.frame.line, why: `${placeOf(running.frame)} ran when the NMI came` }] : []),
      ...doubtfulFrames(stack),
    ],
    nextSteps: [
      readCoreLog(facts, 'look for a spin count, a lost heartbeat or a saved backtrace before the panic'),
      ...coreSteps(facts).slice(-1),
    ],
    wouldChange: ['a saved backtrace', 'log lines from before the panic'],
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
    summary: `A non-maskable interrupt stopped the host${pcie ? `: the PCI Express device ${pcie.device} reported a fatal error${pcie.error ? ` (${pcie.error})` : ''}` : ''}. The stack only shows what it interrupted.`,
    confidence: pcie ? 'high' : 'medium',
    confidenceNote: pcie
      ? 'the platform names the device'
      : 'an NMI can also come from a button or a management processor',
    blamed: { module: 'hardware', symbol: null, line: pcie?.line ?? headline, basis: 'named' },
    evidence: [
      { line: headline, why: 'the panic message' },
      ...(pcie ? [{ line: pcie.line, why: tellPcieError(pcie) }] : []),
    ],
    nextSteps: [
      ...(pcie ? pcieSteps(pcie, true) : []),
      readEventLog(facts, 'what sent the NMI, and whether a person did'),
      step('Bring BIOS and firmware up to date, and have the hardware checked by its vendor'),
      openCase(facts, 'Open a support case with the core dump, if the hardware is found to be sound'),
    ],
    wouldChange: ['a person or a management tool that sent the NMI on purpose'],
    counterparts: ['nmi'],
  };
}

/**
 * A non-maskable interrupt: the platform signals a fatal error with it (PCI Express, memory, a watchdog of the
 * management processor), and a person may send one. One PCPU also makes another one panic with it.
 * https://knowledge.broadcom.com/external/article/399748
 */
export const nonMaskableInterrupt: Rule = {
  name: 'nmi',
  applies: ({ kind }) => kind === 'nmi',
  judge,
};
