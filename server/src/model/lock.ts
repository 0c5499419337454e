import type { Located } from './position.js';

/** A lock as a debugger's own command reports it: `!locks`, `!deadlock`, `!qlocks`. */
export interface LockReport {
  readonly kind: 'resource' | 'spinlock' | 'mutex' | 'other';
  /** Lower-case hex with `0x`; null where the text gives a name only. */
  readonly address: Located<string> | null;
  readonly name: Located<string> | null;
  /** Threads that hold it, by address; for queued locks CPUs by number. */
  readonly owners: readonly Located<string>[];
  readonly waiters: readonly Located<string>[];
  /** Waiters that the report counts without naming them. */
  readonly unnamedWaiters: number;
}

/** A thread as `!thread`, `!process` or `!stacks` describes it. */
export interface ThreadReport {
  /** Lower-case hex with `0x`. */
  readonly address: Located<string>;
  /** `0e34.3814`: process and thread id. */
  readonly id: string | null;
  /** The CPU on which it runs; null where it waits. */
  readonly cpu: number | null;
  /** `WrQueue`, `Executive`: why it waits; null where it runs. */
  readonly waitReason: string | null;
  readonly process: string | null;
}
