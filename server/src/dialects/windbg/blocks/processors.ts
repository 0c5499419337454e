import type { Cpu } from '../../../model/crash.js';
import { normaliseHex } from '../../../util/hex.js';
import type { SourceLine } from '../../../util/lines.js';
import { matchLine } from '../../match.js';

/** `PRCB for Processor 1 at ffffb10101b9a180:` of `!prcb`. */
const PROCESSOR = /^\s{0,8}PRCB for Processor (?<cpu>\d{1,4}) at [\da-f`]{8,17}:?\s*$/di;
/** `Threads--  Current ffffb10101ba5240 Next 0000000000000000 Idle ffffb10101ba5240`. */
const THREADS =
  /^\s{0,8}(?<row>Threads--\s{1,4}Current (?<current>[\da-f]{8,16}) Next [\da-f]{8,16} Idle (?<idle>[\da-f]{8,16}))\s*$/di;

/** Collects what runs on each processor, as `!prcb` says it. */
export class ProcessorsBlock {
  private readonly cpus: Cpu[] = [];
  private open: number | null = null;

  read(line: SourceLine): boolean {
    if (!/PRCB|Threads--/.test(line.text)) return false;
    const cpu = matchLine(line, PROCESSOR)?.group('cpu');
    if (cpu !== undefined) {
      this.open = Number(cpu);
      return true;
    }
    const match = matchLine(line, THREADS);
    const row = match?.located('row');
    if (!match || !row) return false;
    if (this.open !== null) {
      const current = match.group('current') ?? '';
      const isIdle = current === match.group('idle');
      this.cpus.push({
        number: this.open,
        worldId: normaliseHex(current),
        worldName: isIdle ? 'Idle' : null,
        marked: false,
        range: row.range,
      });
    }
    return true;
  }

  finish(): readonly Cpu[] {
    return this.cpus;
  }
}
