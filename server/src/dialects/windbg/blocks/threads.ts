import type { Cpu } from '../../../model/crash.js';
import type { LockReport, ThreadReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';
import { normaliseHex } from '../../../util/hex.js';
import type { SourceLine } from '../../../util/lines.js';
import { matchLine, sliceLine } from '../../match.js';

/** `THREAD ffffcb088f0a4480  Cid 0e34.3814  Teb: ... RUNNING on processor 0`, `... WAIT: (WrQueue) KernelMode`. */
const THREAD =
  /^\s{0,12}(?<heading>THREAD (?<address>[\da-f]{8,16})\s{1,4}Cid:? (?<id>[\da-f]{1,8}\.[\da-f]{1,8})\b.{0,120}?(?:RUNNING on processor (?<cpu>[\da-f]{1,4})|WAIT: \((?<reason>[\w ]{1,30})\)|READY|STANDBY|TERMINATED|GATEWAIT).{0,60})$/d;
/** `Owning Process  ffffcb08905397c0  Image: MsMpEng.exe`, some lines below. */
const PROCESS = /^\s{0,12}Owning Process\s{1,20}[\da-f]{8,16}\s{1,12}Image:\s{1,12}(?<image>\S.{0,60})$/d;

export interface ThreadLine {
  readonly heading: Located<string>;
  readonly thread: ThreadReport;
  /** The symbol behind the state, where the row has one: the first frame of the thread's stack. */
  readonly blocker: SourceLine | null;
}

/** The line that begins the description of a thread. */
export function readThreadLine(line: SourceLine): ThreadLine | null {
  const match = line.text.includes('THREAD ') ? matchLine(line, THREAD) : null;
  const heading = match?.located('heading');
  const address = match?.located('address');
  const value = address && normaliseHex(address.value);
  if (!match || !heading || !address || !value) return null;
  const cpu = match.group('cpu');
  return {
    heading,
    thread: {
      address: { value, range: address.range },
      id: match.group('id') ?? null,
      cpu: cpu === undefined ? null : Number.parseInt(cpu, 16),
      waitReason: match.group('reason') ?? null,
      process: null,
    },
    blocker: null,
  };
}

/** The image of the process that owns the thread described above. */
export function readOwningProcess(line: SourceLine): string | null {
  return line.text.includes('Owning Process') ? (matchLine(line, PROCESS)?.group('image')?.trimEnd() ?? null) : null;
}

/** `   4.001560 ffffd98de769b5c0 0003a1f RUNNING +0xADDR` of `!stacks`: process and thread id, thread, ticks, state. */
const STACKS_ROW =
  /^\s{0,8}(?<heading>(?<id>[\da-f]{1,6}\.[\da-f]{4,8})\s{1,4}(?<address>[\da-f]{8,16})\s{1,4}(?:[\da-f]{5,8}\s{1,4})?(?<state>RUNNING|Blocked|READY|STANDBY|GATEWAIT|TERMINATED|INIT)\b\s{0,24}(?<blocker>\S.{0,200})?)$/di;

/** A thread's row of `!stacks`; its frames follow, one symbol a line. */
export function readStacksRow(line: SourceLine): ThreadLine | null {
  const match = matchLine(line, STACKS_ROW);
  const heading = match?.located('heading');
  const address = match?.located('address');
  const value = address && normaliseHex(address.value);
  if (!match || !heading || !address || !value) return null;
  const thread = { address: { value, range: address.range }, id: match.group('id') ?? null, cpu: null };
  const blocker = match.indexOf('blocker');
  return {
    heading,
    thread: { ...thread, waitReason: match.group('state') === 'Blocked' ? 'Blocked' : null, process: null },
    blocker: blocker < 0 ? null : sliceLine(line, blocker),
  };
}

/**
 * ` 0  ffdff120  805495a0            ................` of `!running`: CPU, PRCB, current and next thread, queued locks;
 * in newer debuggers each thread with its priority, and the idle thread before the locks.
 */
const RUNNING =
  /^\s{0,8}(?<row>(?<cpu>[\da-f]{1,3})\s{1,6}(?<prcb>[\da-f]{8,16})\s{1,6}(?<current>[\da-f]{8,16})(?: \([\d ]{1,3}\))?(?:\s{1,32}[\da-f]{8,16}(?: \([\d ]{1,3}\))?){0,2}\s{1,32}(?=\S{0,15}\.)(?<locks>[.OW\d]{16}))\s*$/di;

export interface RunningRow {
  readonly cpu: Cpu;
  readonly row: Located<string>;
  /** A mark for each queued spin lock: `O` owned, `W` waited for. */
  readonly locks: Located<string>;
}

/** One processor of `!running`, with the thread that runs there. */
export function readRunningRow(line: SourceLine): RunningRow | null {
  const match = /[.OW\d]{16}\s*$/.test(line.text) ? matchLine(line, RUNNING) : null;
  const row = match?.located('row');
  const locks = match?.located('locks');
  if (!match || !row || !locks) return null;
  return {
    row,
    locks,
    cpu: {
      number: Number.parseInt(match.group('cpu') ?? '0', 16),
      worldId: normaliseHex(match.group('current') ?? ''),
      worldName: null,
      marked: false,
      range: row.range,
    },
  };
}

/** `    fffffa80042f6f28  Mutant - owning thread fffffa800462d060` below a thread: what it waits for, and who has it. */
const MUTANT = /^\s{4,32}(?<address>[\da-f]{8,16})\s{1,8}Mutant - owning thread (?<owner>[\da-f]{8,16})\b/di;

/** The mutex that the thread described above waits for. */
export function readMutant(line: SourceLine, waiter: Located<string> | null): LockReport | null {
  const match = waiter && line.text.includes('Mutant - owning') ? matchLine(line, MUTANT) : null;
  const [address, owner] = ['address', 'owner'].map((name) => {
    const located = match?.located(name);
    const value = located ? normaliseHex(located.value) : null;
    return located && value ? { value, range: located.range } : null;
  });
  if (!waiter || !address || !owner) return null;
  return { kind: 'mutex', address, name: null, owners: [owner], waiters: [waiter], unnamedWaiters: 0 };
}
