import type { DpcReport } from '../../../model/lock.js';
import type { SourceLine } from '../../../util/lines.js';
import { matchLine } from '../../match.js';

/** `CPU Type      KDPC       Function`: the columns of `!dpcs`, and of each CPU in `!dpcwatchdog`. */
const COLUMNS = /^\s{0,8}CPU Type\s{1,12}KDPC\s{1,12}Function\s*$/;
/** ` 0: Normal  : 0xfffff80002c0b8c0 0xfffff80002a5fc60 contosonic!InterruptDpc`. */
const PENDING =
  /^\s{0,8}(?<cpu>\d{1,4}): (?:Normal|Threaded)\s{0,4}: 0x[\da-f`]{8,17} (?<routine>0x[\da-f`]{8,17})(?: (?<name>[A-Za-z_][\w.]{0,60}!\S{1,200}))?\s*$/di;
/** `CPU#3`, alone on its line, begins a CPU in `!dpcwatchdog`. */
const CPU = /^\s{0,8}CPU#(?<cpu>\d{1,4})\s*$/d;
/** `Current DPC: contosonic!InterruptDpc (0xfffff80002a5fc60)`, `Current DPC: No Active DPC`. */
const CURRENT = /^\s{0,8}Current DPC:\s{1,8}(?:No Active DPC|(?<name>[A-Za-z_][\w.]{0,60}!\S{1,200}).{0,60})\s*$/d;

/** Collects the deferred procedure calls that a CPU runs or still has to run: `!dpcs`, `!dpcwatchdog`. */
export class DpcsBlock {
  private readonly reports: DpcReport[] = [];
  private cpu: number | null = null;

  read(line: SourceLine): boolean {
    if (!/CPU|DPC|0x/.test(line.text)) return false;
    if (COLUMNS.test(line.text)) return true;
    const cpu = matchLine(line, CPU)?.group('cpu');
    if (cpu !== undefined) {
      this.cpu = Number(cpu);
      return true;
    }
    return this.readCurrent(line) || this.readPending(line);
  }

  finish(): readonly DpcReport[] {
    return this.reports;
  }

  private readCurrent(line: SourceLine): boolean {
    const match = matchLine(line, CURRENT);
    const routine = match?.located('name');
    if (routine && this.cpu !== null) this.reports.push({ cpu: this.cpu, routine, state: 'running' });
    return match !== null;
  }

  private readPending(line: SourceLine): boolean {
    const match = matchLine(line, PENDING);
    const routine = match?.located('name') ?? match?.located('routine');
    if (!match || !routine) return false;
    this.reports.push({ cpu: Number(match.group('cpu')), routine, state: 'pending' });
    return true;
  }
}
