import type { Cpu } from '../../../model/crash.js';
import type { ThreadReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';
import type { SourceLine } from '../../../util/lines.js';
import { NOBODY, type StackOwner } from '../owner.js';
import { readMexRunning, readMexThread, readUniqueStack } from './mex.js';
import { readRunningRow, readStacksRow, readThreadLine } from './threads.js';

/** What one line of a command says of a thread or a CPU. */
export interface Description {
  /** Whose stack may follow; null where none does. */
  readonly owner: StackOwner | null;
  readonly thread: ThreadReport | null;
  readonly cpu: Cpu | null;
  /** The symbol of the first frame, where it stands on the same line. */
  readonly blocker: SourceLine | null;
  /** The marks of the CPU's queued spin locks. */
  readonly locks: Located<string> | null;
}

const NOTHING: Description = { owner: null, thread: null, cpu: null, blocker: null, locks: null };

function describeThread(line: SourceLine): Description | null {
  const found = readThreadLine(line) ?? readStacksRow(line) ?? readMexThread(line);
  if (!found) return null;
  const { heading, thread, blocker } = found;
  const owner: StackOwner = { ...NOBODY, heading, cpu: thread.cpu, thread: thread.address.value, shows: 'names' };
  return { ...NOTHING, owner, thread, blocker };
}

function describeCpu(line: SourceLine): Description | null {
  const running = readRunningRow(line);
  if (!running) {
    const known = readMexRunning(line);
    return known && { ...NOTHING, ...known };
  }
  const { row: heading, cpu, locks } = running;
  return {
    ...NOTHING,
    owner: { ...NOBODY, heading, cpu: cpu.number, thread: cpu.worldId, shows: 'names' },
    cpu,
    locks,
  };
}

function describeSharedStack(line: SourceLine): Description | null {
  const shared = readUniqueStack(line);
  return shared && { ...NOTHING, owner: { ...NOBODY, ...shared, shows: 'names' } };
}

/** Reads a line that describes a thread, a CPU or the threads that have one stack. */
export function readDescription(line: SourceLine): Description | null {
  return describeThread(line) ?? describeCpu(line) ?? describeSharedStack(line);
}
