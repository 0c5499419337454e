import type { Crash } from '../../model/crash.js';
import type { Frame } from '../../model/frame.js';
import type { SourceLine } from '../../util/lines.js';
import type { Findings } from '../dialect.js';
import type { CurrentBacktrace, SavedBacktrace } from './backtraces.js';
import { isLeavingForPanic, readCurrentBacktrace, readOtherCpuPanic, readSavedBacktrace } from './backtraces.js';
import { CrashDraft } from './draft.js';
import { isVmkernelSource, readFrames, readGdbFrame } from './frames.js';
import { isMessageAlone, readMessage } from './messages.js';
import { restoreLines } from './pieces.js';
import type { LogPrefix } from './prefix.js';
import { readLogPrefix } from './prefix.js';
import { readRegisters } from './registers.js';
import {
  findConsoleMessage,
  isDigestVersion,
  isScreenRest,
  readCpus,
  readDigest,
  readHeader,
  readInvolvedModules,
  readUptime,
} from './screen.js';

/** Lines between two parts of one crash; behind a longer stretch of other lines a new crash begins. */
const LONGEST_GAP = 200;

/** A line that no part of a purple screen can be on is passed over without a closer look. */
const INTERESTING =
  /ESX|HEST|PCPU|base:0x|LBR:|lastClr|World: |No p|MCA|IDT:|PSOD|assert|LINT1|maskable|BlueScreen|\[|=|\/|uptime|Uptime|acktrace|xception|Spin|TLB|heartbeat|NMI|PTEs|oredump|Dump|slot|Slot|Code|MC:|locked|re-acquire|ASSERT|Failed at|IMPLEMENTED|PANIC|BUG|Hardware|Module|[Cc][Pp][Uu] \d|PRDA|COS |^\s{0,8}#\d|HW feature|IOMMU|runqueue|Excp/;

/** Functions that only a dying kernel calls: a backtrace with one of them was not merely logged. */
const FATAL_FUNCTION = /^(?:Panic|Int6_UD2Assert|BlueScreen|LogTerm)/;

/** Lines between the words that the kernel leaves for a panic and its backtrace. */
const DYING_LINES = 20;

/** What stands before a frame that was cut off in its middle: `0x1402a90:[0x634`. */
const TORN_FRAME = /^\s*(?:pcpu \d[\w ]{0,60}: )?0x[\da-f]{4,16}:\[?(?:0x[\da-f]{0,16})?$/i;

/** Reads all purple screens of a text. */
export function parsePsod(lines: readonly SourceLine[]): Findings {
  const reader = new ScreenReader();
  for (const line of lines) reader.read(line);
  return reader.finish(lines.at(-1) ?? { number: 0, text: '' });
}

/** Support reads many a warning with a backtrace: it looks like a crash, and is none. */
const remarkOn = (line: number): string =>
  `No crash was found in this text. The backtrace at line ${line + 1} was only logged: nothing here says that the host stopped.`;

class ScreenReader {
  private readonly crashes: Crash[] = [];
  private draft: CrashDraft | null = null;
  /** A backtrace with nothing fatal around it yet: the kernel may have logged it and gone on. */
  private onlyLogged = false;
  /** The last line on which the kernel said that it leaves for a panic. */
  private dying = -Infinity;
  private recognised = false;
  /** The line of the first backtrace that belongs to no crash; null where there is none. */
  private survived: number | null = null;
  /** The prefix of the line below which the message must stand; null where none is awaited. */
  private awaited: LogPrefix | null = null;

  read(line: SourceLine): void {
    if (!this.awaited && !INTERESTING.test(line.text)) this.draft?.passOver(line);
    else for (const restored of restoreLines(line)) this.readRestored(restored);
  }

  private readRestored(line: SourceLine): void {
    if (this.draft && line.number - this.draft.lastLine > LONGEST_GAP) this.close();
    const prefix = readLogPrefix(line);
    if (prefix.cpu) this.recognised = true;
    const taken = [
      this.readLeaving(line, prefix),
      this.readOtherCpu(line, prefix),
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
    this.draft?.doubtLastName(last);
    this.close();
    const recognised = this.recognised || this.crashes.length > 0;
    return { crashes: this.crashes, recognised, remark: this.survived === null ? null : remarkOn(this.survived) };
  }

  private close(): void {
    if (this.draft?.isCrash && !this.onlyLogged) this.crashes.push(this.draft.finish());
    else if (this.draft?.hasOwnFrames) this.survived ??= this.draft.firstLine;
    this.draft = null;
    this.onlyLogged = false;
    this.awaited = null;
  }

  /** The draft that a fatal line belongs to; a new one where the old one cannot be meant. */
  private fatal(line: SourceLine, prefix: LogPrefix, isNew: (draft: CrashDraft) => boolean): CrashDraft {
    if (this.draft && (isNew(this.draft) || this.onlyLoggedBefore(line))) this.close();
    this.draft ??= new CrashDraft(line);
    if (this.onlyLogged) this.draft.beginPanic();
    this.onlyLogged = false;
    this.draft.take(line, prefix);
    return this.draft;
  }

  /** A backtrace that was only logged, some time before: it is none of the crash that begins. */
  private onlyLoggedBefore(line: SourceLine): boolean {
    const { draft } = this;
    return this.onlyLogged && draft !== null && draft.hasOwnFrames && line.number - draft.lastLine > DYING_LINES;
  }

  /** The kernel leaves for a panic. That alone makes no crash, but one that follows begins here. */
  private readLeaving(line: SourceLine, prefix: LogPrefix): boolean {
    if (!isLeavingForPanic(line)) return false;
    this.dying = line.number;
    if (this.draft?.isComplete) this.close();
    if (!this.draft) {
      this.draft = new CrashDraft(line);
      this.onlyLogged = true;
    }
    this.draft.take(line, prefix);
    this.draft.announce();
    return true;
  }

  /** A CPU tells that another one panicked; the message stands behind that or on the next line. */
  private readOtherCpu(line: SourceLine, prefix: LogPrefix): boolean {
    const other = readOtherCpuPanic(line);
    if (!other) return false;
    const draft = this.fatal(line, prefix, (open) => open.isComplete || (open.hasMessage && open.hasOwnFrames));
    draft.announce();
    draft.setCurrent(other.cpu, other.world);
    this.awaited = this.readMessageBehind(draft, line, other.end) ? null : prefix;
    return true;
  }

  /** The message may follow on the line of the words that announce it. */
  private readMessageBehind(draft: CrashDraft, line: SourceLine, from: number): boolean {
    const skip = line.text.slice(from).search(/[^\s\]]/);
    if (skip >= 0) draft.setScreenMessage(readMessage(line, from + skip));
    return skip >= 0;
  }

  private readHeading(line: SourceLine, prefix: LogPrefix): boolean {
    const header = readHeader(line);
    if (!header || !standsAlone(line, header.at, prefix)) return false;
    const isDigest = isDigestVersion(line);
    const draft = this.fatal(
      line,
      prefix,
      (open) => open.hasHeader || (open.hasMessage && open.hasFrames && !open.awaitsScreen && !isDigest),
    );
    draft.setSystem(header.system);
    this.awaited = isDigest || this.readMessageBehind(draft, line, header.end) ? null : prefix;
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
    const draft = this.fatal(line, prefix, (open) => open.hasBlueScreen || open.isAnother(message.text.value));
    draft.setBlueScreen(message);
    this.awaited = null;
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
    const modules = readInvolvedModules(line);
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
    this.draft.addModules(modules);
    if (uptime) this.draft.setUptime(uptime);
    this.awaited = null;
    return true;
  }

  private readStack(line: SourceLine, prefix: LogPrefix): boolean {
    const current = readCurrentBacktrace(line);
    const saved = current ? null : readSavedBacktrace(line);
    const frames = this.readAnyFrames(line, prefix);
    if (!current && !saved && frames.length === 0) {
      if (TORN_FRAME.test(line.text.slice(prefix.end).trimEnd())) this.draft?.markCut();
      return false;
    }
    const draft = this.draftOfStack(line, current, saved);
    const isFatal = frames.some(({ symbol }) => symbol && FATAL_FUNCTION.test(symbol.value));
    if (isFatal) this.onlyLogged = false;
    // A CPU that was stopped for its backtrace does not panic itself: the panic's frames are the other one's.
    if (isFatal && !saved) draft.endSavedStack();
    draft.take(line, prefix);
    if (current) draft.beginCurrentStack(current);
    if (saved) draft.beginSavedStack(saved);
    if (frames.length > 0) draft.addFrames(frames, prefix, saved?.isTag ?? false);
    this.awaited = null;
    return true;
  }

  /** The crash that a stack belongs to; a new one where the kernel begins another backtrace of its own CPU. */
  private draftOfStack(line: SourceLine, current: CurrentBacktrace | null, saved: SavedBacktrace | null): CrashDraft {
    const isDying = line.number - this.dying <= DYING_LINES;
    if (current && this.draft && (this.draft.hasOwnFrames || (this.draft.hasFrames && !this.draft.awaitsScreen))) {
      this.close();
    }
    if (!this.draft) {
      this.draft = new CrashDraft(line);
      this.onlyLogged = (current !== null && !isDying) || saved?.isFatal === false;
    }
    if (current && isDying) this.onlyLogged = false;
    return this.draft;
  }

  /** In a crash whatever looks like a frame; without one only what cannot be anything else. */
  private readAnyFrames(line: SourceLine, prefix: LogPrefix): readonly Frame[] {
    const gdb = readGdbFrame(line);
    if (gdb) return this.draft || isVmkernelSource(gdb) ? [gdb] : [];
    return this.draft || startsWithFrame(line, prefix) ? readFrames(line) : [];
  }

  /** A log line of another CPU may stand between the product line and its message. */
  private isAwaited({ writer }: LogPrefix): boolean {
    return this.awaited !== null && (writer === null || writer === (this.awaited.writer ?? writer));
  }

  /** A message without `@BlueScreen`: under a header whatever stands there, elsewhere only a known form. */
  private readLooseMessage(line: SourceLine, prefix: LogPrefix): boolean {
    const skip = line.text.slice(prefix.end).search(/\S/);
    if (skip < 0) return false;
    const from = prefix.end + skip;
    if (this.draft && this.isAwaited(prefix)) {
      this.draft.take(line, prefix);
      this.draft.setScreenMessage(readMessage(line, from));
      this.awaited = null;
      return true;
    }
    if (!isMessageAlone(line.text.slice(from).trimEnd())) return false;
    const message = readMessage(line, from);
    if (this.draft?.isNamed(message.text.value)) return false;
    const isOther = this.draft?.hasMessage ?? false;
    if (isOther && !this.draft?.hasFrames) return false;
    const draft = this.fatal(line, prefix, (open) => open.hasMessage);
    if (prefix.writer === null) draft.setScreenMessage(message);
    else draft.setLoggedMessage(message);
    if (isOther || (skip > 0 && prefix.end === 0)) draft.doubt();
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
