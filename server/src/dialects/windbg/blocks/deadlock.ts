import type { LockReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';
import { normaliseHex } from '../../../util/hex.js';
import type { SourceLine } from '../../../util/lines.js';
import { matchLine } from '../../match.js';

/** `Thread 0: A B`: the order in which a thread took its locks; the last one is what it waits for. */
const ORDER = /^\s{0,8}Thread (?<thread>\d{1,3}): (?<locks>[A-Z](?: [A-Z]){1,12})\.?\s*$/d;
/** `Thread 0 = 8d3ba030`. */
const THREAD = /^\s{0,8}Thread (?<thread>\d{1,3}) =\s{1,4}(?<address>[\da-f]{8,16})\b/di;
/** `Thread 0 (8D14F750) took locks in the following order:`; a thread that has ended has no address. */
const TAKES =
  /^\s{0,8}Thread (?<thread>\d{1,3})(?::? \(?(?<address>[\da-f]{8,16})\b.{0,60}?|: .{0,60}?) took locks in the following order/di;
/** `Lock A =   bba2af30 Type 'Spinlock'`, `Lock A = 97dd800c (contoso!Lock+0x0) - Type 'Spinlock'`, `Lock A -- bba2af30 (Spinlock)`. */
const LOCK =
  /^\s{0,8}(?<heading>Lock (?<lock>[A-Z]) (?:=|--)\s{1,6}(?<what>\S{1,120})(?: \((?<name>[^()\s]{1,120}?)(?:\+0x[\da-f]{1,16})?\) -)? (?:Type '(?<type>[^']{1,30})'|\((?<kind>[^)]{1,30})\)))/di;

const KINDS: Readonly<Record<string, LockReport['kind']>> = {
  spinlock: 'spinlock',
  mutex: 'mutex',
  fastmutex: 'mutex',
  resource: 'resource',
};

interface Lock {
  readonly what: Located<string>;
  readonly name: Located<string> | null;
  readonly kind: LockReport['kind'];
}

/** The lock whose taking the next frames show, and the thread that took it. */
export interface Taking {
  readonly heading: Located<string>;
  readonly thread: string | null;
}

/** Collects what `!deadlock` says: which thread holds what and waits for what. */
export class DeadlockBlock {
  /** Letters of the locks, by the number of the thread that takes them in this order. */
  private readonly orders = new Map<string, string[]>();
  private readonly threads = new Map<string, Located<string>>();
  private readonly locks = new Map<string, Lock>();
  /** The thread whose locks are listed one by one, each with its stack. */
  private listed: string | null = null;
  private lastTaking: Taking | null = null;

  /** What the line that was read last says of the frames below it; null where it says nothing. */
  get taking(): Taking | null {
    return this.lastTaking;
  }

  read(line: SourceLine): boolean {
    this.lastTaking = null;
    if (!/^\s{0,8}(?:Thread|Lock) /.test(line.text)) return false;
    return this.readOrder(line) || this.readThread(line) || this.readLock(line);
  }

  /** A thread holds all locks of its order but the last, which it waits for. */
  finish(): readonly LockReport[] {
    const orders = [...this.orders];
    const threadsOf = (chosen: typeof orders): readonly Located<string>[] =>
      chosen.flatMap(([thread]) => this.threads.get(thread) ?? []);
    return [...this.locks].map(([letter, { what, name, kind }]) => {
      const address = /^[\da-f]{8,16}$/i.test(what.value) ? normaliseHex(what.value) : null;
      return {
        kind,
        address: address ? { value: address, range: what.range } : null,
        name: address ? name : what,
        owners: threadsOf(orders.filter(([, locks]) => locks.slice(0, -1).includes(letter))),
        waiters: threadsOf(orders.filter(([, locks]) => locks.at(-1) === letter)),
        unnamedWaiters: 0,
      };
    });
  }

  private readOrder(line: SourceLine): boolean {
    const match = matchLine(line, ORDER);
    const locks = match?.group('locks');
    if (!match || locks === undefined) return false;
    this.orders.set(match.group('thread') ?? '', locks.split(' '));
    return true;
  }

  private readThread(line: SourceLine): boolean {
    const takes = matchLine(line, TAKES);
    const match = takes ?? matchLine(line, THREAD);
    if (!match) return false;
    const number = match.group('thread') ?? '';
    if (takes) {
      this.listed = number;
      this.orders.set(number, []);
      this.threads.delete(number);
    }
    const address = match.located('address');
    const value = address && normaliseHex(address.value);
    if (value) this.threads.set(number, { value, range: address.range });
    return true;
  }

  private readLock(line: SourceLine): boolean {
    const match = matchLine(line, LOCK);
    const what = match?.located('what');
    const heading = match?.located('heading');
    if (!match || !what || !heading) return false;
    const letter = match.group('lock') ?? '';
    const type = (match.group('type') ?? match.group('kind') ?? '').toLowerCase().replaceAll(' ', '');
    this.locks.set(letter, { what, name: match.located('name'), kind: KINDS[type] ?? 'other' });
    if (this.listed === null) return true;
    this.orders.get(this.listed)?.push(letter);
    this.lastTaking = { heading, thread: this.threads.get(this.listed)?.value ?? null };
    return true;
  }
}
