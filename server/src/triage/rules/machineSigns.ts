import type { Facts, Judgement, Rule } from '../facts.js';
import { step } from '../facts.js';
import { findOneBitNeighbour } from '../faultAddress.js';
import { findMachineSigns } from '../hardwareTraces.js';
import { suspectOfStory } from '../suspects.js';
import type { Evidence } from '../verdict.js';

/** A pointer with one flipped bit speaks of the memory, unless a third party used it that may keep marks in pointers. */
function flippedBit(facts: Facts): Evidence | null {
  const neighbour = findOneBitNeighbour(facts);
  return neighbour && !suspectOfStory(facts, facts.stack)?.thirdParty ? neighbour : null;
}

function judge(facts: Facts): Judgement {
  const checked = findMachineSigns(facts);
  const signs = checked.length > 0 ? checked : [flippedBit(facts)].flatMap((sign) => sign ?? []);
  const [first] = signs;
  const headline = facts.crash.headline.range.start.line;
  return {
    category: 'hardware',
    brief: `${facts.kind}: this points at the machine, not at any code`,
    summary: `${facts.kind}: ${first?.why ?? ''}. Suspect the memory or the processor before any driver.`,
    confidence: checked.length > 0 ? 'medium' : 'low',
    confidenceNote: 'a driver that overwrites memory can leave the same picture, though seldom',
    blamed: { module: 'hardware', symbol: null, line: first?.line ?? headline, basis: 'stack' },
    evidence: [{ line: headline, why: 'the bug check' }, ...signs],
    nextSteps: [
      step('Test the memory modules, one by one if possible', 'mdsched.exe'),
      step('Take back overclocking and memory profiles, and update the BIOS'),
      step('Compare the code in memory with its file', '!chkimg -d nt'),
    ],
    wouldChange: ['the same picture on another machine with the same drivers'],
    counterparts: ['machine-check'],
  };
}

/**
 * Signs of a failing machine without a machine check. An instruction pointer between two instructions, code that
 * differs from its file by single bits, or a pointer that is one bit off, comes from no jump and no store that software
 * makes: code pages are write protected, compilers emit whole instructions, and a store writes bytes.
 * https://learn.microsoft.com/windows-hardware/drivers/debuggercmds/-chkimg
 */
export const machineSigns: Rule = {
  name: 'machine-signs',
  applies: (facts) =>
    facts.crash.dialect === 'windbg' && (findMachineSigns(facts).length > 0 || flippedBit(facts) !== null),
  judge,
};
