import type { Crash } from '../../model/crash.js';
import type { Located } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import type { Findings } from '../dialect.js';
import { rangeIn } from '../match.js';
import {
  readArgumentLine,
  readArgumentList,
  readBugCheckLine,
  readKey,
  readPairKey,
  readPairValue,
  readRegisters,
} from './analysis.js';
import { SessionDraft } from './draft.js';
import { isStackHeader, isStackRemark, readBareFrame, readFrame } from './frames.js';
import { readOwningProcess, readRunningRow, readStacksRow, readThreadLine } from './blocks/threads.js';
import type { Prompt } from './session.js';
import { joinWrappedFrame, splitRunOnLine } from './flow.js';
import { unwrapLine } from './wrappers.js';
import { beginsSession, isUserPrompt, readBanner, readPrompt } from './session.js';

/** Words in capitals with a colon that are remarks of the debugger, not keys of an analysis. */
const NOT_A_KEY = /^(?:NOTE|WARNING|ERROR|SYMSRV|DBGHELP|THREAD|PROCESS|IRP|HTTP|HTTPS)$/;

/** Keys of `!analyze` that are so peculiar that an analysis whose head was left out may begin with them. */
const FIRST_KEY =
  /^\s{0,8}(?:KEY_VALUES_STRING|BUGCHECK_CODE|BUGCHECK_P1|BUGCHECK_STR|DEFAULT_BUCKET_ID|FAILURE_BUCKET_ID|STACK_TEXT|FAULTING_IP|READ_ADDRESS|WRITE_ADDRESS|TRAP_FRAME|EXCEPTION_RECORD): {0,4}/;

/** The first argument of an analysis whose name line was left out, in the debugger's full width. */
const FIRST_ARGUMENT = /^\s{0,8}Arg1: (?:[\da-f]{8}|[\da-f]{16})(?:,|\s*$)/i;

/** What stands before a frame that was cut off in its middle. */
const TORN_FRAME = /^\s*[\da-f]{8}`?[\da-f]{0,8}(?:[\s:]{1,8}[\da-f`]{1,17}){0,6}[\s:]{0,8}$/i;

const USER_MODE =
  'This is a transcript of a user-mode debugging session (its prompt is 0:000>). Dump Lens reads kernel crashes.';

/** Reads all kernel crashes of a WinDbg transcript. */
export function parseWinDbg(lines: readonly SourceLine[]): Findings {
  const reader = new TranscriptReader();
  for (const printed of lines) {
    for (const line of splitRunOnLine(unwrapLine(printed))) reader.read(line);
  }
  return reader.finish();
}

interface StackOwner {
  readonly heading: Located<string> | null;
  readonly cpu: number | null;
  readonly thread: string | null;
}

const NOBODY: StackOwner = { heading: null, cpu: null, thread: null };

type Reader = (line: SourceLine) => boolean;

class TranscriptReader {
  private readonly crashes: Crash[] = [];
  private draft: SessionDraft | null = null;
  private recognised = false;
  private userMode = false;
  private prompt: Prompt | null = null;
  /** Whose stack comes next, by the words above it. */
  private owner: StackOwner = NOBODY;
  private stackOpen = false;
  private analysed = false;
  private argument: number | null = null;
  private pairKey: Located<string> | null = null;
  /** A key whose value stands on the next line. */
  private waitingKey: Located<string> | null = null;
  private last: SourceLine | null = null;

  /** In the order in which a line is offered to them; the first that takes it ends the search. */
  private readonly readers: readonly Reader[] = [
    (line) => this.readSession(line),
    (line) => this.readBlock(line),
    (line) => this.readFrameLine(line),
    (line) => this.readBugCheck(line),
    (line) => this.readArgument(line),
    (line) => this.readKeyLine(line),
    (line) => this.readRegisterLine(line),
    (line) => this.readWaitingValue(line),
    (line) => this.continueArgument(line),
  ];

  read(printed: SourceLine): void {
    if (printed.text.trim() === '') return;
    const line = this.last ? (joinWrappedFrame(this.last, printed) ?? printed) : printed;
    this.last = printed;
    if (!this.readers.some((reader) => reader(line))) this.draft?.passOver(line);
  }

  finish(): Findings {
    if (this.stackOpen && this.last && TORN_FRAME.test(this.last.text)) this.draft?.markCut();
    this.close();
    const remark = this.userMode && this.crashes.length === 0 ? USER_MODE : null;
    return { crashes: this.crashes, recognised: this.recognised || this.crashes.length > 0, remark };
  }

  private close(): void {
    if (this.draft?.isCrash && !this.userMode) this.crashes.push(this.draft.finish());
    this.draft = null;
    this.owner = NOBODY;
    this.stackOpen = false;
    this.analysed = false;
    this.endBlock();
  }

  private endBlock(): void {
    this.argument = null;
    this.pairKey = null;
    this.waitingKey = null;
  }

  private take(line: SourceLine): SessionDraft {
    this.draft ??= new SessionDraft(line);
    this.draft.take(line);
    return this.draft;
  }

  private readSession(line: SourceLine): boolean {
    if (isUserPrompt(line)) {
      this.userMode = true;
      return true;
    }
    const prompt = readPrompt(line);
    if (prompt) {
      this.userMode = false;
      this.recognised = true;
      this.prompt = prompt;
      this.owner = { heading: prompt.command, cpu: prompt.cpu, thread: null };
      this.stackOpen = false;
      this.endBlock();
      this.take(line).setPrompt(prompt.cpu, prompt.command);
      return true;
    }
    const begins = beginsSession(line);
    if (begins && (this.draft?.hasBugCheck || this.draft?.hasFrames)) this.close();
    const banner = readBanner(line);
    if (!begins && !banner) return false;
    this.recognised = true;
    this.take(line).setSystem(banner ?? {});
    return true;
  }

  /** Outputs of the commands that engineers paste next to an analysis. */
  private readBlock(line: SourceLine): boolean {
    const thread = readThreadLine(line) ?? readStacksRow(line);
    if (thread) {
      this.owner = { heading: thread.heading, cpu: thread.thread.cpu, thread: thread.thread.address.value };
      this.stackOpen = false;
      this.take(line).addThread(thread.thread);
      return true;
    }
    const running = readRunningRow(line);
    if (running) {
      this.owner = { heading: running.row, cpu: running.cpu.number, thread: running.cpu.worldId };
      this.stackOpen = false;
      this.take(line).addCpu(running.cpu);
      return true;
    }
    const process = readOwningProcess(line);
    if (process) this.draft?.setOwningProcess(process);
    if (process) return true;
    return this.readTable(line);
  }

  /** Locks and modules; the draft is begun by a lock, never by a mere list of modules. */
  private readTable(line: SourceLine): boolean {
    const begins = /^\s{0,8}(?:Resource @ |Thread \d{1,3}: [A-Z] [A-Z])/.test(line.text);
    const draft = this.draft ?? (begins ? new SessionDraft(line) : null);
    if (!draft) return false;
    const taken = draft.locks.read(line) || draft.deadlock.read(line) || draft.modules.read(line);
    if (!taken) return false;
    this.draft = draft;
    draft.take(line);
    return true;
  }

  private readFrameLine(line: SourceLine): boolean {
    if (isStackHeader(line.text)) {
      this.stackOpen = false;
      this.take(line);
      return true;
    }
    if (this.stackOpen && isStackRemark(line.text)) {
      this.take(line);
      return true;
    }
    const bare = this.stackOpen || this.owner.thread !== null;
    const frame = readFrame(line, this.stackOpen) ?? (bare ? readBareFrame(line) : null);
    if (!frame) {
      if (!TORN_FRAME.test(line.text)) this.stackOpen = false;
      return false;
    }
    const draft = this.take(line);
    if (!this.stackOpen) {
      const { heading } = this.owner;
      const ofAnalysis = heading?.value === 'STACK_TEXT';
      draft.openStack({
        title: heading?.value ?? 'Stack',
        heading,
        origin: ofAnalysis || !draft.hasFrames ? 'panicking' : 'command',
        cpu: ofAnalysis ? null : this.owner.cpu,
        thread: this.owner.thread,
      });
      this.stackOpen = true;
      this.endBlock();
    }
    draft.addFrame(frame);
    return true;
  }

  private readBugCheck(line: SourceLine): boolean {
    const found = readBugCheckLine(line);
    if (!found) return false;
    if (this.draft?.isAnother(found)) this.close();
    this.take(line).setBugCheck(found);
    this.analysed = true;
    this.endBlock();
    return true;
  }

  private readArgument(line: SourceLine): boolean {
    const argument = readArgumentLine(line);
    if (argument && (this.draft ?? FIRST_ARGUMENT.test(line.text))) {
      this.take(line).setArgument(argument);
      this.argument = argument.text === '' ? null : argument.number;
      return true;
    }
    const list = this.draft?.hasBugCheck ? readArgumentList(line) : [];
    if (list.length === 0) return false;
    this.take(line).setParameters(list);
    return true;
  }

  private readKeyLine(line: SourceLine): boolean {
    if (!this.draft && !FIRST_KEY.test(line.text)) return false;
    const pairKey = readPairKey(line);
    if (pairKey) {
      this.take(line);
      this.pairKey = pairKey;
      return true;
    }
    const pairValue = this.pairKey && readPairValue(line);
    if (this.pairKey && pairValue) {
      this.take(line).addKey({ key: this.pairKey, value: pairValue });
      this.pairKey = null;
      return true;
    }
    const pair =
      this.analysed || this.prompt || this.draft?.hasKeys || FIRST_KEY.test(line.text) ? readKey(line) : null;
    if (pair && !NOT_A_KEY.test(pair.key.value)) {
      const draft = this.take(line);
      this.argument = null;
      this.waitingKey = pair.value.value === '' ? pair.key : null;
      if (pair.value.value !== '') draft.addKey(pair);
      if (pair.key.value === 'STACK_TEXT') {
        this.owner = { heading: pair.key, cpu: null, thread: null };
        this.waitingKey = null;
      }
      return true;
    }
    return false;
  }

  /** `FAULTING_IP:` and its like print their value on the line below. */
  private readWaitingValue(line: SourceLine): boolean {
    const key = this.waitingKey;
    this.waitingKey = null;
    if (!key || !this.draft) return false;
    const from = line.text.search(/\S/);
    const value = line.text.slice(from).trimEnd();
    this.take(line).addKey({ key, value: { value, range: rangeIn(line, from, from + value.length) } });
    return true;
  }

  private readRegisterLine(line: SourceLine): boolean {
    const registers = this.draft ? readRegisters(line) : [];
    if (registers.length === 0) return false;
    this.take(line).addRegisters(registers);
    return true;
  }

  /** An argument's text runs on over the next lines, until the dashes of the details or another block. */
  private continueArgument(line: SourceLine): boolean {
    if (this.argument === null || !this.draft || /^\s*(?:Debugging Details|-{3,})/.test(line.text)) {
      this.argument = null;
      return false;
    }
    this.draft.take(line);
    this.draft.continueArgument(this.argument, line.text.trim());
    return true;
  }
}
