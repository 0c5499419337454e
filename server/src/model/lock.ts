import type { Located } from './position.js';
import type { ResourceType } from './roles.js';

/** A lock as a debugger's own command reports it: `!locks`, `!deadlock`, `!qlocks`, `!running`. */
export interface LockReport {
  readonly kind: Extract<ResourceType, 'resource' | 'spinlock' | 'mutex' | 'other'>;
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

/** An I/O request as `!irp` shows it, or as a thread's list of its requests names it. */
export interface IrpReport {
  /** Lower-case hex with `0x`. */
  readonly address: Located<string>;
  /** The thread that sent it; null where the text does not say. */
  readonly thread: Located<string> | null;
  /** `\Driver\disk`: the driver of the current stack location, which has the request; null where none has. */
  readonly driver: Located<string> | null;
}

/** A deferred procedure call of a CPU: one that runs, or one that waits until the CPU is free for it. */
export interface DpcReport {
  readonly cpu: number;
  /** `contosonic!InterruptDpc`, or an address. */
  readonly routine: Located<string>;
  readonly state: 'running' | 'pending';
}
