import type { LockReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';
import { normaliseHex } from '../../../util/hex.js';
import type { SourceLine } from '../../../util/lines.js';
import type { LineMatch } from '../../match.js';
import { matchAllOnLine, matchLine } from '../../match.js';

/** `Resource @ 0xffffb40bc8deb908    Exclusively owned`, `Resource @ nt!Lock (0x80e97620)    Shared 4 owning threads`. */
const RESOURCE =
  /^\s{0,8}Resource @ (?:(?<name>\S{1,120}) \()?(?<address>0x[\da-f]{8,16})\)?\s{1,8}(?<state>Exclusively owned|Shared \d{1,5} owning threads)/di;
const COUNT = /^\s{0,8}NumberOf(?:Shared|Exclusive)Waiters = (?<count>\d{1,6})/d;
/** `Threads: ...`, and the lines on which the list goes on. */
const THREADS = /^\s{0,20}(?:Threads:\s{1,4})?(?=[\da-f]{8,16}-[\da-f]{2}\b)/di;
const WAITING = /^\s{0,8}Threads Waiting On (?:Exclusive|Shared) Access:/d;
const WAITERS = /^\s{4,40}[\da-f]{8,16}(?:\s{1,12}[\da-f]{8,16}){0,7}\s*$/i;
/** The count at the end of a list, or a line of stars around a heading. */
const ENDS = /^\s{0,8}(?:\d{1,6} total locks|\*{4})/;
/** `ffffb40ba7fa5080-01<*>`: the star marks an owner; `*** Actual Thread 80ed0020` where the word before has low bits set. */
const THREAD =
  /(?<thread>[\da-f]{8,16})-[\da-f]{2}(?<owner><\*>)?(?:\s{1,4}\*{3} Actual Thread (?<actual>[\da-f]{8,16}))?/dgi;
const ADDRESS = /(?<thread>\b[\da-f]{8,16}\b)/dgi;

interface Draft {
  readonly address: Located<string>;
  readonly name: Located<string> | null;
  readonly exclusive: boolean;
  readonly owners: Located<string>[];
  readonly waiters: Located<string>[];
  counted: number;
}

function threadOf(match: LineMatch): Located<string>[] {
  const located = match.located('actual') ?? match.located('thread');
  const value = located && normaliseHex(located.value);
  return located && value ? [{ value, range: located.range }] : [];
}

/** Collects the resources of a `!locks` output, line by line; with `-v`, threads and their stacks stand in between. */
export class LocksBlock {
  private readonly drafts: Draft[] = [];
  private open: Draft | null = null;
  private waiting = false;

  /** Takes the line if it belongs to the block. */
  read(line: SourceLine): boolean {
    if (this.begin(line)) return true;
    if (!this.open) return false;
    if (ENDS.test(line.text)) this.close();
    return this.readCount(line) || this.readThreads(line) || this.readWaiting(line);
  }

  /** No more lines of this output will come. */
  close(): void {
    this.open = null;
    this.waiting = false;
  }

  finish(): readonly LockReport[] {
    return this.drafts.map(({ address, name, owners, waiters, counted }) => ({
      kind: 'resource',
      address,
      name,
      owners,
      waiters,
      unnamedWaiters: Math.max(counted - waiters.length, 0),
    }));
  }

  private begin(line: SourceLine): boolean {
    const match = line.text.includes('Resource @') ? matchLine(line, RESOURCE) : null;
    const address = match?.located('address');
    const value = address && normaliseHex(address.value);
    if (!match || !address || !value) return false;
    const exclusive = match.group('state')?.startsWith('Exclusively') ?? false;
    this.open = {
      address: { value, range: address.range },
      name: match.located('name'),
      exclusive,
      owners: [],
      waiters: [],
      counted: 0,
    };
    this.drafts.push(this.open);
    this.waiting = false;
    return true;
  }

  private readCount(line: SourceLine): boolean {
    if (/^\s{0,8}Contention Count = \d/.test(line.text)) return this.open !== null;
    const match = matchLine(line, COUNT);
    if (!match || !this.open) return false;
    this.open.counted += Number(match.group('count'));
    return true;
  }

  /** An exclusive resource has one owner: further threads in its list wait, whatever their marks say. */
  private readThreads(line: SourceLine): boolean {
    if (!this.open || !THREADS.test(line.text)) return false;
    for (const match of matchAllOnLine(line, THREAD)) {
      const full = this.open.exclusive && this.open.owners.length > 0;
      const list = match.group('owner') !== undefined && !full ? this.open.owners : this.open.waiters;
      list.push(...threadOf(match));
    }
    return true;
  }

  private readWaiting(line: SourceLine): boolean {
    if (!this.open) return false;
    if (WAITING.test(line.text)) {
      this.waiting = true;
      return true;
    }
    if (!this.waiting || !WAITERS.test(line.text)) return false;
    this.open.waiters.push(...matchAllOnLine(line, ADDRESS).flatMap(threadOf));
    return true;
  }
}
