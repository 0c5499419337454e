import type { IrpReport } from '../../../model/lock.js';
import type { Located } from '../../../model/position.js';
import { normaliseHex } from '../../../util/hex.js';
import type { SourceLine } from '../../../util/lines.js';
import type { LineMatch } from '../../match.js';
import { matchLine } from '../../match.js';

/** `!irp fffffa800ab61bd0`, perhaps with a level of detail behind it. */
const COMMAND = /^!irp (?:0x)?(?<address>[\da-f`]{8,19})\b/i;
/** `Irp is active with 2 stacks 1 is current (= 0xac598e38)`. */
const HEADER = /^\s{0,8}Irp is active with \d{1,4} stacks (?<current>\d{1,4}) is current\b/d;
/** ` Mdl = 82b020d8 Thread 8c622118:  Irp stack trace.`, ` No Mdl: No System Buffer: Thread 00000000:  Irp stack trace.` */
const SENDER = /^.{0,80}\bThread (?<thread>[\da-f]{8,16}):\s{1,4}Irp stack trace\b/d;
const COLUMNS = /^\s{1,12}cmd\s{1,4}flg\s{1,4}cl\s{1,4}Device\b/;
/** `>[IRP_MJ_POWER(16), IRP_MN_SET_POWER(2)]`, ` [  3,34]  40 e1 828517a8 00000000 842511e0-00000000`: a stack location. */
const LOCATION = /^\s{0,12}>?\[\s{0,2}(?:[A-Z][\w/]{1,60}\([\da-f]{1,4}\)|[\da-f]{1,2}),\s{0,2}[\w/()]{1,80}\]/i;
/** `            1 e1 8a6434d8 ac598d40 853220cb-a89682d8 Success Error Cancel pending`. */
const DEVICE = /^\s{4,40}[\da-f]{1,2}\s{1,4}[\da-f]{1,2} [\da-f]{8,16} [\da-f]{8,16} [\da-f]{8,16}-[\da-f]{8,16}\b/i;
/** `           \FileSystem\Npfs fltmgr!FltpPassThroughCompletion`. */
const DRIVER = /^\s{0,40}(?<driver>\\(?:Driver|FileSystem)\\[\w.$\\-]{1,60})(?:\s|$)/d;
const ARGUMENTS = /^\s{0,40}Args: [\da-f]{8}/i;
/** `    fffffa8006b2b5f0: (0006,03a0) Flags: 00060900  Mdl: 00000000` below `IRP List:` of a thread. */
const LISTED = /^\s{2,24}(?<irp>[\da-f]{8,16}): \([\da-f]{4},[\da-f]{4}\) Flags: [\da-f]{8}\b/di;

interface Draft {
  readonly address: Located<string>;
  /** Number of the stack location that has the request, counted from one. */
  readonly current: number;
  thread: Located<string> | null;
  driver: Located<string> | null;
  locations: number;
}

function hexOf(match: LineMatch | null, name: string): Located<string> | null {
  const located = match?.located(name) ?? null;
  const value = located && normaliseHex(located.value);
  return value ? { value, range: located.range } : null;
}

/** Collects what `!irp` says: which thread sent a request, and which driver has it. */
export class IrpsBlock {
  private readonly drafts: Draft[] = [];
  private readonly listed: IrpReport[] = [];
  /** The request that the last command asked for. */
  private asked: Located<string> | null = null;
  private open: Draft | null = null;

  /** Another command was given: what follows is of the request that it names, if it names one. */
  ask(command: Located<string>): void {
    this.open = null;
    const address = normaliseHex(COMMAND.exec(command.value)?.groups?.address ?? '');
    this.asked = address === null ? null : { value: address, range: command.range };
  }

  /** Takes the line if it belongs to the block; `thread` is the one that was described last. */
  read(line: SourceLine, thread: Located<string> | null): boolean {
    const header = this.asked ? matchLine(line, HEADER) : null;
    if (header && this.asked) {
      const current = Number(header.group('current'));
      this.open = { address: this.asked, current, thread: null, driver: null, locations: 0 };
      this.drafts.push(this.open);
      return true;
    }
    return this.open ? this.readRequest(line, this.open) : this.readListed(line, thread);
  }

  finish(): readonly IrpReport[] {
    return [...this.drafts.map(({ address, thread, driver }) => ({ address, thread, driver })), ...this.listed];
  }

  private readRequest(line: SourceLine, request: Draft): boolean {
    if (LOCATION.test(line.text)) {
      request.locations++;
      return true;
    }
    const sender = matchLine(line, SENDER);
    if (sender) {
      const thread = hexOf(sender, 'thread');
      request.thread = thread?.value === '0x0' ? null : thread;
      return true;
    }
    const driver = matchLine(line, DRIVER)?.located('driver') ?? null;
    if (driver && request.locations === request.current) request.driver ??= driver;
    return driver !== null || [COLUMNS, DEVICE, ARGUMENTS].some((pattern) => pattern.test(line.text));
  }

  private readListed(line: SourceLine, thread: Located<string> | null): boolean {
    const address = line.text.includes(') Flags: ') ? hexOf(matchLine(line, LISTED), 'irp') : null;
    if (!address || !thread) return false;
    this.listed.push({ address, thread, driver: null });
    return true;
  }
}
