import type { Facts, Judgement, Rule } from '../facts.js';
import { step } from '../facts.js';
import { openCase, readCoreLog } from '../hostSteps.js';
import type { Blame, Evidence } from '../verdict.js';

/** What the console's own Linux kernel prints of its crash. The literal is looked for first: a long line costs nothing. */
const TRACES = {
  // EIP is at sr_finish [kernel] 0xa5 (2.4.21-47.0.1.ELvmnix/i686)
  place: {
    literal: 'IP is at ',
    pattern: /^IP is at (?<name>[A-Za-z_]\w{0,80})(?:\+0x[\da-f/x]{1,20})?(?: \[(?<module>[\w-]{1,40})\])?/,
  },
  // Process esxcfg-rescan (pid: 2997, stackpage=c204f000)
  process: { literal: 'Process ', pattern: /^Process (?<name>[\w./:-]{1,40})(?<module>) \(pid/ },
} as const;

interface Trace {
  readonly line: number;
  readonly name: string;
  /** The console's own module; null for its kernel. */
  readonly module: string | null;
}

function findTrace(
  { text: { firstLine, lines } }: Facts,
  { literal, pattern }: (typeof TRACES)['place' | 'process'],
): Trace | null {
  for (const [index, text] of lines.entries()) {
    const at = text.indexOf(literal);
    const groups = at < 0 ? undefined : pattern.exec(text.slice(at, at + 200))?.groups;
    if (!groups?.name) continue;
    const module = groups.module ?? '';
    return { line: firstLine + index, name: groups.name, module: module === '' || module === 'kernel' ? null : module };
  }
  return null;
}

function headlineEvidence({ crash }: Facts, why: string): Evidence {
  return { line: crash.headline.range.start.line, why };
}

/** The vmkernel watches the console, which is a world of its own, and stops the host where it hangs. */
function judgeSilent(facts: Facts): Judgement {
  return {
    category: 'cpu-stall',
    brief: 'The service console gave no sign of life; the vmkernel only noticed',
    summary:
      'The service console gave no sign of life, so the vmkernel stopped the host. What kept the console from running is not on this screen.',
    confidence: 'low',
    confidenceNote: 'high for the console; none for what kept it',
    blamed: null,
    evidence: [headlineEvidence(facts, 'a heartbeat that is lost is that of the service console, not of a PCPU')],
    nextSteps: [
      step("Read the console's own log for the time before it fell silent", 'less /var/log/messages'),
      step('Look for agents and scripts in the console that use up its memory or wait for a disk'),
      readCoreLog(facts, 'read what came before the panic'),
      openCase(facts, 'Open a support case with the core dump'),
    ],
    wouldChange: ['log lines of the console from before it fell silent'],
    counterparts: ['clock-watchdog'],
  };
}

function blameModule({ module, name, line }: Trace): Blame | null {
  return module === null ? null : { module, symbol: name, line, basis: 'named' };
}

/** The console's Linux kernel crashed; whatever the vmkernel's stack shows has nothing to do with it. */
function judgeOops(facts: Facts): Judgement {
  const place = findTrace(facts, TRACES.place);
  const process = findTrace(facts, TRACES.process);
  const blamed = place && blameModule(place);
  const where = place ? ` in ${place.name}${place.module ? ` of ${place.module}` : ''}` : '';
  const who = process ? `, while ${process.name} ran` : '';
  return {
    category: blamed ? 'driver-bug' : 'os-bug',
    brief: `The service console crashed${where}; the vmkernel only noticed`,
    summary: `The Linux kernel of the service console crashed${where}${who}, and took the host with it. The vmkernel only noticed.`,
    confidence: blamed ? 'medium' : 'low',
    confidenceNote: place
      ? 'high for the service console; its own trace names the place'
      : 'high for the service console; its own trace is not in this text',
    blamed,
    evidence: [
      headlineEvidence(facts, 'the message speaks of the service console'),
      ...(place ? [{ line: place.line, why: `the console stopped in ${place.name}` }] : []),
      ...(process ? [{ line: process.line, why: `the console ran ${process.name}` }] : []),
    ],
    nextSteps: [
      ...(process ? [step(`Find out what started ${process.name}, and whether it happens again with it`)] : []),
      step("Read the console's own trace", 'less /var/log/messages'),
      readCoreLog(facts, "look for the console's trace"),
      openCase(facts, 'Open a support case with the core dump'),
    ],
    wouldChange: place ? [] : ["the console's own trace, with EIP and call trace"],
    counterparts: [],
  };
}

/**
 * Classic ESX carries a Linux system as its service console. Where that hangs or crashes, the screen is the vmkernel's
 * and the cause is not.
 * https://knowledge.broadcom.com/external/article/308590
 */
export const serviceConsole: Rule = {
  name: 'service-console',
  applies: ({ crash }) => crash.message?.form === 'lost-heartbeat' || crash.message?.form === 'console',
  judge: (facts) => (facts.crash.message?.form === 'console' ? judgeOops(facts) : judgeSilent(facts)),
};
