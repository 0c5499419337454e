import type { LockReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';
import type { SourceLine } from '../../../util/lines.js';
import { matchAllOnLine, matchLine, rangeIn } from '../../match.js';

/** `    Lock Name         0  1  2  3`: the CPUs, each above its column, behind room for the longest name. */
const HEADER = /^\s{0,8}Lock Name\s{6,24}(?<cpus>\d{1,4}(?:\s{1,4}\d{1,4}){0,255})\s*$/d;
/** `KE   - Dispatcher      O  1`: the owner, and who waits in which order. */
const ROW =
  /^\s{0,8}(?<name>[A-Z]{2,6}\s{1,4}- \w{1,20}(?: [A-Za-z]\w{1,20}){0,3})\s{1,800}(?<cells>[OC\d](?:[\sOC\d]{0,1000}[OC\d])?)\s*$/d;

const COLUMN_WIDTH = 3;

interface Column {
  readonly cpu: string;
  /** Index of the last character of the number above it. */
  readonly at: number;
}

/** Where a page changed the blanks, nobody can tell any more which mark stands in which column. */
function areAligned(columns: readonly Column[]): boolean {
  return columns.every(({ at }, index) => at - (columns[0]?.at ?? 0) === index * COLUMN_WIDTH);
}

/** Collects the rows of `!qlocks`: which CPU owns a queued spin lock, and which wait for it. */
export class QueuedLocksBlock {
  private columns: readonly Column[] = [];
  private readonly locks: LockReport[] = [];

  read(line: SourceLine): boolean {
    const header = line.text.includes('Lock Name') ? matchLine(line, HEADER) : null;
    if (header) {
      const cpus = matchAllOnLine(line, /\b(?<cpu>\d{1,4})\b/dg);
      const columns = cpus.map((match) => ({ cpu: match.group('cpu') ?? '', at: match.end - 1 }));
      this.columns = areAligned(columns) ? columns : [];
      return true;
    }
    const row = this.columns.length > 0 ? matchLine(line, ROW) : null;
    const name = row?.located('name');
    if (!row || !name) return false;
    this.addRow(line, name, row.indexOf('cells'));
    return true;
  }

  finish(): readonly LockReport[] {
    return this.locks;
  }

  private addRow(line: SourceLine, name: Located<string>, from: number): void {
    const cells = [...line.text.slice(from).matchAll(/[OC]|\d{1,4}/g)].map((cell) => {
      const start = from + cell.index;
      const end = start + cell[0].length;
      const column = this.columns.find(({ at }) => Math.abs(at - (end - 1)) <= 1);
      return { mark: cell[0], cpu: column && { value: column.cpu, range: rangeIn(line, start, end) } };
    });
    if (cells.some(({ cpu }) => !cpu)) return;
    const waiting = cells.filter(({ mark }) => /^\d/.test(mark)).sort((a, b) => Number(a.mark) - Number(b.mark));
    this.locks.push({
      kind: 'spinlock',
      address: null,
      name: { value: name.value.replace(/\s+/g, ' '), range: name.range },
      owners: cells.flatMap(({ mark, cpu }) => (mark === 'O' && cpu ? [cpu] : [])),
      waiters: waiting.flatMap(({ cpu }) => cpu ?? []),
      unnamedWaiters: 0,
    });
  }
}
