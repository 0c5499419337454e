/** What the extension mex prints of threads and locks, in tables. */
import type { Cpu } from '../../../model/crash.js';
import type { LockReport, ThreadReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';
import { normaliseHex } from '../../../util/hex.js';
import type { SourceLine } from '../../../util/lines.js';
import type { LineMatch } from '../../match.js';
import { matchLine } from '../../match.js';
import type { ThreadLine } from './threads.js';

function hexOf(match: LineMatch, name: string): Located<string> | null {
  const located = match.located(name);
  const value = located && normaliseHex(located.value);
  return value ? { value, range: located.range } : null;
}

/** `1 thread [stats]: ffff9b8475886040`, `2 threads: ...` above a stack that they share. */
const UNIQUE_STACK =
  /^\s{0,4}(?<heading>\d{1,6} threads?(?: \[stats\])?: (?<thread>[\da-f]{16}|[\da-f]{8})\b.{0,200})$/di;

/** The heading of a stack in `!mex.us`, with the first of the threads that have it. */
export function readUniqueStack(
  line: SourceLine,
): { readonly heading: Located<string>; readonly thread: string } | null {
  const match = / threads?\b/.test(line.text) ? matchLine(line, UNIQUE_STACK) : null;
  const heading = match?.located('heading');
  const thread = match && hexOf(match, 'thread');
  return heading && thread ? { heading, thread: thread.value } : null;
}

const NUMBER_COLUMNS = String.raw`(?:\s{1,24}[\d.:hms]{1,16}){3}`;
const STATES = String.raw`(?:Running on processor (?<cpu>\d{1,4})|Waiting|Ready|Standby|Initialized|Terminated|DeferredReady|Transition)`;
/** `System (ffff...) ffff9b84771c0580 (E|K|W|R|V) 4.b8c  0  0  18 WrPushLock 26s.406 Waiting` of `!mex.t`. */
const THREAD = new RegExp(
  String.raw`^\s{0,4}(?<heading>(?<process>\w[\w.$ -]{0,40}?) \([\da-f]{8,16}\)\s{1,8}(?<address>[\da-f]{8,16})(?: \([A-Z|]{1,20}\))?\s{1,8}(?<id>[\da-f]{1,6}\.[\da-f]{1,6})${NUMBER_COLUMNS}\s{1,24}(?<reason>[A-Z]\w{2,30})\s{1,24}[\d.:hms]{1,16}\s{1,8}${STATES})\s*$`,
  'd',
);
/** `System    4 ffff9b847c60f040 26a4 Waiting 4m:03.203 WrPushLock` of `!mex.lt`. */
const LISTED =
  /^\s{0,4}(?<heading>(?<process>\w[\w.$ -]{0,40}?)\s{1,24}(?<pid>[\da-f]{1,6}) (?<address>[\da-f]{16}|[\da-f]{8})\s{1,8}(?<tid>[\da-f]{1,6}) (?:Waiting|Ready|Standby)\s{1,12}[\d.:hms]{1,16} (?<reason>[A-Z]\w{2,30}))\s*$/d;

/** The row of a thread in `!mex.t` or `!mex.lt`; of the latter no stack follows. */
export function readMexThread(line: SourceLine): ThreadLine | null {
  if (!/Running on processor|\bWaiting\b|\bReady\b|\bStandby\b/.test(line.text)) return null;
  const match = matchLine(line, THREAD) ?? matchLine(line, LISTED);
  const heading = match?.located('heading');
  const address = match && hexOf(match, 'address');
  if (!match || !heading || !address) return null;
  const cpu = match.group('cpu');
  return {
    heading,
    thread: {
      address,
      id: match.group('id') ?? `${match.group('pid') ?? ''}.${match.group('tid') ?? ''}`,
      cpu: cpu === undefined ? null : Number(cpu),
      waitReason: cpu === undefined ? (match.group('reason') ?? null) : null,
      process: match.group('process') ?? null,
    },
    blocker: null,
  };
}

/** `System  4 ffffc181f0960040 1d5c   8   8        5      1    0    0 Running 15m:08.984 Executive` of `!mex.running`. */
const RUNNING =
  /^\s{0,4}(?<row>(?<process>\w[\w.$ -]{0,40}?)\s{1,24}(?<pid>[\da-f]{1,6}) (?<address>[\da-f]{16}|[\da-f]{8})\s{1,8}(?<tid>[\da-f]{1,6})\s{1,8}\d{1,2}\s{1,8}\d{1,2}\s{1,20}(?:[\da-f]{8,16}\s{1,8})?(?<cpu>\d{1,4})\s{1,12}\d{1,12}(?:\s{1,12}[\d.:hms]{1,16}){2}\s{1,8}Running\b.{0,80})$/d;

/** The row of a CPU in `!mex.running`: what runs there. */
export function readMexRunning(line: SourceLine): { readonly cpu: Cpu; readonly thread: ThreadReport } | null {
  const match = line.text.includes(' Running ') ? matchLine(line, RUNNING) : null;
  const row = match?.located('row');
  const address = match && hexOf(match, 'address');
  if (!match || !row || !address) return null;
  const number = Number(match.group('cpu'));
  const process = match.group('process') ?? null;
  const id = `${match.group('pid') ?? ''}.${match.group('tid') ?? ''}`;
  return {
    cpu: { number, worldId: address.value, worldName: process, marked: false, range: row.range },
    thread: { address, id, cpu: number, waitReason: null, process },
  };
}

/** `Thread: ffffdf8217a30040 (System) exclusive owner of EResource: ffffdf821ce68448`, behind a frame that waits. */
const OWNER =
  /Thread: (?<thread>[\da-f]{8,16}) \([^)]{1,60}\) (?:exclusive|shared) owner of EResource: (?<address>[\da-f]{8,16})/di;

/** The lock that a note behind a frame names: its owner, and who waits for it there. */
export function readOwnerNote(line: SourceLine, waiter: Located<string> | null): LockReport | null {
  const match = line.text.includes('owner of EResource') ? matchLine(line, OWNER) : null;
  const owner = match && hexOf(match, 'thread');
  const address = match && hexOf(match, 'address');
  if (!owner || !address) return null;
  return { kind: 'resource', address, name: null, owners: [owner], waiters: waiter ? [waiter] : [], unnamedWaiters: 0 };
}
