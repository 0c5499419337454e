import type { LockReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';

/** The marks of one CPU: the column of a mark is the number of the queued lock. */
interface Row {
  readonly cpu: number;
  readonly marks: Located<string>;
}

/** Collects the last column of `!running`: which CPU owns (`O`) a queued spin lock and which waits (`W`) for it. */
export class RunningLocks {
  private readonly rows: Row[] = [];

  add(cpu: number, marks: Located<string>): void {
    if (/[OW]/.test(marks.value)) this.rows.push({ cpu, marks });
  }

  finish(): readonly LockReport[] {
    const columns = new Set(
      this.rows.flatMap(({ marks }) => [...marks.value.matchAll(/[OW]/g)].map(({ index }) => index)),
    );
    return [...columns]
      .sort((left, right) => left - right)
      .map((column) => {
        const marked = (mark: string): readonly Located<string>[] =>
          this.rows
            .filter(({ marks }) => marks.value[column] === mark)
            .map(({ cpu, marks }) => ({ value: String(cpu), range: marks.range }));
        const [first] = [...marked('O'), ...marked('W')];
        return {
          kind: 'spinlock' as const,
          address: null,
          name: first ? { value: `queued spin lock ${column}`, range: first.range } : null,
          owners: marked('O'),
          waiters: marked('W'),
          unnamedWaiters: 0,
        };
      });
  }
}
