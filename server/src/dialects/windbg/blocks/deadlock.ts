import type { LockReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';
import { normaliseHex } from '../../../util/hex.js';
import type { SourceLine } from '../../../util/lines.js';
import { matchAllOnLine, matchLine, sliceLine } from '../../match.js';

/** `Thread 0: A B`: the order in which a thread took its locks; the last one is what it waits for. */
const ORDER = /^\s{0,8}Thread (?<thread>\d{1,3}): (?<locks>[A-Z](?: [A-Z]){1,12})\s*$/d;
/** `Thread 0 = 8d3ba030`. */
const THREAD = /^\s{0,8}Thread (?<thread>\d{1,3}) =\s{1,4}(?<address>[\da-f]{8,16})/di;
/** `Lock A =   bba2af30 Type 'Spinlock'`, `Lock B =   dummy!GlobalLock Type 'Spinlock'`. */
const LOCK = /^\s{0,8}Lock (?<lock>[A-Z]) =\s{1,6}(?<what>\S{1,120}) Type '(?<type>[^']{1,30})'/d;

const KINDS: Readonly<Record<string, LockReport['kind']>> = {
  spinlock: 'spinlock',
  mutex: 'mutex',
  fastmutex: 'mutex',
  resource: 'resource',
};

interface Order {
  readonly thread: string;
  readonly locks: readonly Located<string>[];
}

/** Collects what `!deadlock` says: which thread holds what and waits for what. */
export class DeadlockBlock {
  private readonly orders: Order[] = [];
  private readonly threads = new Map<string, Located<string>>();
  private readonly locks = new Map<string, { readonly what: Located<string>; readonly type: string }>();

  read(line: SourceLine): boolean {
    if (!/^\s{0,8}(?:Thread|Lock) /.test(line.text)) return false;
    return this.readOrder(line) || this.readThread(line) || this.readLock(line);
  }

  /** A thread holds all locks of its order but the last, which it waits for. */
  finish(): readonly LockReport[] {
    return [...this.locks].map(([letter, { what, type }]) => {
      const address = /^[\da-f]{8,16}$/i.test(what.value) ? normaliseHex(what.value) : null;
      const owners = this.orders.filter(({ locks }) => locks.slice(0, -1).some((lock) => lock.value === letter));
      const waiters = this.orders.filter(({ locks }) => locks.at(-1)?.value === letter);
      return {
        kind: KINDS[type.toLowerCase().replaceAll(' ', '')] ?? 'other',
        address: address ? { value: address, range: what.range } : null,
        name: address ? null : what,
        owners: owners.flatMap(({ thread }) => this.threads.get(thread) ?? []),
        waiters: waiters.flatMap(({ thread }) => this.threads.get(thread) ?? []),
        unnamedWaiters: 0,
      };
    });
  }

  private readOrder(line: SourceLine): boolean {
    const match = matchLine(line, ORDER);
    const locks = match?.group('locks');
    if (!match || locks === undefined) return false;
    const from = match.indexOf('locks');
    const letters = matchAllOnLine(sliceLine(line, from, from + locks.length), /(?<letter>[A-Z])/dg);
    this.orders.push({
      thread: match.group('thread') ?? '',
      locks: letters.flatMap((letter) => letter.located('letter') ?? []),
    });
    return true;
  }

  private readThread(line: SourceLine): boolean {
    const match = matchLine(line, THREAD);
    const address = match?.located('address');
    const value = address && normaliseHex(address.value);
    if (!match || !address || !value) return false;
    this.threads.set(match.group('thread') ?? '', { value, range: address.range });
    return true;
  }

  private readLock(line: SourceLine): boolean {
    const match = matchLine(line, LOCK);
    const what = match?.located('what');
    if (!match || !what) return false;
    this.locks.set(match.group('lock') ?? '', { what, type: match.group('type') ?? '' });
    return true;
  }
}
