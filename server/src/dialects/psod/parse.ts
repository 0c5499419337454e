import type { Crash } from '../../model/crash.js';
import type { Frame } from '../../model/frame.js';
import type { SourceLine } from '../../util/lines.js';
import type { Findings } from '../dialect.js';
import { CrashDraft } from './draft.js';
import { isVmkernelSource, readFrames, readGdbFrame } from './frames.js';
import { isMessageAlone, readMessage } from './messages.js';
import type { LogPrefix } from './screen.js';
import {
  findConsoleMessage,
  isLeavingForPanic,
  isScreenRest,
  readCpus,
  readCurrentBacktrace,
  readDigest,
  readGluedPrefix,
  readHeader,
  readLogPrefix,
  readRegisters,
  readSavedBacktrace,
  readUptime,
} from './screen.js';

/** Lines between two parts of one crash; behind a longer stretch of other lines a new crash begins. */
const LONGEST_GAP = 200;

/** A line that no part of a purple screen can be on is passed over without a closer look. */
const INTERESTING =
  /ESX|BlueScreen|\[|=|\/|uptime|Uptime|acktrace|xception|Spin|TLB|heartbeat|NMI|PTEs|oredump|Dump|slot|Slot|Code|MC:|locked|re-acquire|ASSERT|Failed at|IMPLEMENTED|PANIC|BUG|Hardware|Module|[Cc][Pp][Uu] \d|PRDA|COS |^\s{0,8}#\d|HW feature|IOMMU|runqueue|Excp/;

/** Functions that only a dying kernel calls: a backtrace with one of them was not merely logged. */
const FATAL_FUNCTION = /^(?:Panic|Int6_UD2Assert|BlueScreen|LogTerm)/;

/** Lines between the words that the kernel leaves for a panic and its backtrace. */
const DYING_LINES = 20;

/** What stands before a frame that was cut off in its middle: `0x1402a90:[0x634`. */
const TORN_FRAME = /0x[\da-f]{4,16}:\[?(?:0x[\da-f]{0,16})?$/i;

/** Reads all purple screens of a text. */
export function parsePsod(lines: readonly SourceLine[]): Findings {
  const reader = new ScreenReader();
  for (const line of lines) reader.read(line);
  return reader.finish(lines.at(-1) ?? { number: 0, text: '' });
}

class ScreenReader {
  private readonly crashes: Crash[] = [];
  private draft: CrashDraft | null = null;
  /** A backtrace with nothing fatal around it yet: the kernel may have logged it and gone on. */
  private onlyLogged = false;
  /** The last line on which the kernel said that it leaves for a panic. */
  private dying = -Infinity;
  private recognised = false;
  private awaitsMessage = false;

  read(line: SourceLine): void {
    if (!this.awaitsMessage && !INTERESTING.test(line.text)) {
      this.draft?.passOver(line);
      return;
    }
    const prefix = readLogPrefix(line);
    if (prefix.cpu) this.recognised = true;
    if (isLeavingForPanic(line)) this.dying = line.number;
    const taken = [
      this.readHeading(line, prefix),
      this.readDetails(line, prefix),
      this.readBlueScreen(line, prefix),
      this.readState(line, prefix),
      this.readStack(line, prefix),
    ].some(Boolean);
    if (!taken && !this.readLooseMessage(line, prefix)) this.draft?.passOver(line);
  }

  /** `last` is empty where the text ends with a line end; a text without one may have been cut anywhere. */
  finish(last: SourceLine): Findings {
    if (this.draft?.endsWith(last)) this.draft.markCut();
    this.close();
    return { crashes: this.crashes, recognised: this.recognised || this.crashes.length > 0, remark: null };
  }

  private close(): void {
    if (this.draft?.isCrash && !this.onlyLogged) this.crashes.push(this.draft.finish());
    this.draft = null;
    this.onlyLogged = false;
    this.awaitsMessage = false;
  }

  /** The draft that a fatal line belongs to; a new one where the old one cannot be meant. */
  private fatal(line: SourceLine, prefix: LogPrefix, isNew: (draft: CrashDraft) => boolean): CrashDraft {
    if (this.draft && (line.number - this.draft.lastLine > LONGEST_GAP || isNew(this.draft))) this.close();
    this.draft ??= new CrashDraft(line);
    this.onlyLogged = false;
    this.draft.take(line, prefix);
    return this.draft;
  }

  private readHeading(line: SourceLine, prefix: LogPrefix): boolean {
    const header = readHeader(line);
    if (!header || !standsAlone(line, header.system.product?.range.start.character ?? 0, prefix)) return false;
    const draft = this.fatal(line, prefix, (open) => open.hasHeader || (open.hasMessage && open.hasFrames));
    draft.setSystem(header.system);
    const behind = line.text.slice(header.end).search(/[^\s\]]/);
    const rest = behind < 0 ? '' : line.text.slice(header.end + behind);
    this.awaitsMessage = rest === '';
    if (rest !== '') draft.setScreenMessage(readMessage(line, header.end + behind));
    return true;
  }

  private readBlueScreen(line: SourceLine, prefix: LogPrefix): boolean {
    const at = line.text.indexOf('@BlueScreen:');
    if (at < 0 || !/(?:^|\)|(?:Panic|PSOD) Message:)\s*$/.test(line.text.slice(prefix.end, at))) return false;
    const skip = line.text.slice(at + 12).search(/\S/);
    const message = readMessage(line, at + 12 + Math.max(skip, 0));
    if (this.draft?.hasBlueScreen && this.draft.isNamed(message.text.value) && !this.draft.hasFrames) {
      this.draft.take(line, prefix);
      return true;
    }
    const draft = this.fatal(line, prefix, (open) => open.hasBlueScreen);
    draft.setBlueScreen(message);
    const glued = readGluedPrefix(line, at);
    draft.setCurrent(glued?.cpu ?? null, glued?.world ?? null);
    this.awaitsMessage = false;
    return true;
  }

  /** `Panic Details: ...` of a support tool's digest. */
  private readDetails(line: SourceLine, prefix: LogPrefix): boolean {
    const digest = readDigest(line);
    if (!digest) return false;
    const draft = this.fatal(line, prefix, (open) => open.hasMessage);
    draft.setCurrent(digest.cpu, digest.world, digest.name);
    const uptime = readUptime(line);
    if (uptime) draft.setUptime(uptime);
    return true;
  }

  /** Registers, PCPU list, uptime and the rest of the screen: they belong to a crash and begin none. */
  private readState(line: SourceLine, prefix: LogPrefix): boolean {
    if (!this.draft) return false;
    const registers = readRegisters(line, prefix.end);
    const cpus = registers.length > 0 ? [] : readCpus(line, prefix.end);
    const uptime = readUptime(line);
    const consoleAt = prefix.cpu ? findConsoleMessage(line) : -1;
    if (consoleAt >= 0) this.draft.setConsoleMessage(readMessage(line, consoleAt));
    if (registers.length + cpus.length === 0 && !uptime && consoleAt < 0 && !isScreenRest(line, prefix.end)) {
      return false;
    }
    if (registers.length + cpus.length > 0) this.onlyLogged = false;
    this.draft.take(line, prefix);
    this.draft.addRegisters(registers);
    this.draft.addCpus(cpus);
    if (uptime) this.draft.setUptime(uptime);
    this.awaitsMessage = false;
    return true;
  }

  private readStack(line: SourceLine, prefix: LogPrefix): boolean {
    const current = readCurrentBacktrace(line);
    const saved = current ? null : readSavedBacktrace(line);
    const frames = this.readAnyFrames(line, prefix);
    if (!current && !saved && frames.length === 0) {
      if (TORN_FRAME.test(line.text.trimEnd())) this.draft?.markCut();
      return false;
    }
    if (current && this.draft?.hasFrames) this.close();
    if (!this.draft) {
      this.draft = new CrashDraft(line);
      this.onlyLogged = current !== null && line.number - this.dying > DYING_LINES;
    }
    if (frames.some(({ symbol }) => symbol && FATAL_FUNCTION.test(symbol.value))) this.onlyLogged = false;
    const draft = this.draft;
    draft.take(line, prefix);
    if (current) {
      draft.setCurrent(current.cpu, current.world);
      draft.openStack({
        title: 'Panicking CPU',
        heading: current.heading,
        origin: 'panicking',
        cpu: null,
        reason: null,
      });
    }
    if (saved) {
      draft.openStack({
        title: saved.heading.value,
        heading: saved.heading,
        origin: 'saved',
        cpu: saved.cpu,
        reason: saved.reason,
      });
    }
    if (frames.length > 0) draft.addFrames(frames);
    this.awaitsMessage = false;
    return true;
  }

  /** In a crash whatever looks like a frame; without one only what cannot be anything else. */
  private readAnyFrames(line: SourceLine, prefix: LogPrefix): readonly Frame[] {
    const gdb = readGdbFrame(line);
    if (gdb) return this.draft || isVmkernelSource(gdb) ? [gdb] : [];
    return this.draft || startsWithFrame(line, prefix) ? readFrames(line) : [];
  }

  /** A message without `@BlueScreen`: under a header whatever stands there, elsewhere only a known form. */
  private readLooseMessage(line: SourceLine, prefix: LogPrefix): boolean {
    const skip = line.text.slice(prefix.end).search(/\S/);
    if (skip < 0) return false;
    const from = prefix.end + skip;
    if (this.awaitsMessage && this.draft) {
      this.draft.take(line, prefix);
      this.draft.setScreenMessage(readMessage(line, from));
      this.awaitsMessage = false;
      return true;
    }
    if (!isMessageAlone(line.text.slice(from).trimEnd())) return false;
    const message = readMessage(line, from);
    if (this.draft?.isNamed(message.text.value)) return false;
    if (this.draft?.hasMessage && line.number - this.draft.lastLine <= LONGEST_GAP) return false;
    const draft = this.fatal(line, prefix, (open) => open.hasMessage);
    draft.setScreenMessage(message);
    if (skip > 0 && prefix.end === 0) draft.doubt();
    return true;
  }
}

/** Frames without a screen around them count only from the start of a line: prose and source code quote them elsewhere. */
function startsWithFrame(line: SourceLine, prefix: LogPrefix): boolean {
  return /^\s*(?:pcpu \d[\w ]{0,60}: )?(?:0x[\w#*]{1,16}\s?:\s?\[|\[0x)/.test(line.text.slice(prefix.end));
}

/** A product line names a crash only where nothing but a log prefix or a digest's label stands before it. */
function standsAlone(line: SourceLine, at: number, prefix: LogPrefix): boolean {
  return /^\s*(?:Version Details:\s*)?$/.test(line.text.slice(prefix.end, at));
}
