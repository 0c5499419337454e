import type { Crash } from '../../model/crash.js';
import type { Frame } from '../../model/frame.js';
import type { SourceLine } from '../../util/lines.js';
import type { Findings } from '../dialect.js';
import type { ArgumentLine } from './analysis.js';
import { readArgumentLine, readArgumentList, readBugCheckLine, readRegisters, toArguments } from './analysis.js';
import { readDescription } from './blocks/description.js';
import { readOwnerNote } from './blocks/mex.js';
import { readOwningProcess } from './blocks/threads.js';
import { SessionDraft } from './draft.js';
import { joinWrappedFrames, splitRunOnLine } from './flow.js';
import { isStackHeader, isStackRemark, readFrame, readShortFrame } from './frames.js';
import { isFurniture } from './furniture.js';
import { isFirstKey, KeyReader } from './keys.js';
import { NOBODY, ownerOfCommand, threadOfContext, type StackOwner } from './owner.js';
import { Repetition } from './repetition.js';
import type { Prompt } from './session.js';
import { beginsSession, isUserPrompt, readBanner, readPrompt } from './session.js';
import { ShortRuns } from './shortRuns.js';
import { unwrapLine } from './wrappers.js';

/** The first argument of an analysis whose name line was left out, in the debugger's full width. */
const FIRST_ARGUMENT = /^\s{0,8}Arg1: (?:[\da-f]{8}|[\da-f]{16})(?:,|\s*$)/i;

/** A block of locks that may stand alone. */
const FIRST_LOCK =
  /^\s{0,8}(?:Resource @ |Thread \d{1,3}: [A-Z] [A-Z]|Thread \d{1,3}\b.{0,80} took locks in the following order)/;

/** The heading and the rule below the arguments. */
const ENDS_ARGUMENTS = /^\s*(?:Debugging Details|-{3,})/;

const ASKS_FOR_ANALYSIS = /^!analyze\b/;

/** What stands before a frame that was cut off in its middle. */
const TORN_FRAME = /^\s*[\da-f]{8}`?[\da-f]{0,8}(?:[\s:]{1,8}[\da-f`]{1,17}){0,6}[\s:]{0,8}$/i;

const USER_MODE =
  'This is a transcript of a user-mode debugging session (its prompt is 0:000>). Dump Lens reads kernel crashes.';

/** Reads all kernel crashes of a WinDbg transcript. */
export function parseWinDbg(lines: readonly SourceLine[]): Findings {
  const whole = joinWrappedFrames(lines.flatMap((printed) => splitRunOnLine(unwrapLine(printed))));
  const reader = new TranscriptReader(new ShortRuns(whole));
  for (const line of whole) reader.read(line);
  return reader.finish();
}

/** The frame in which a system stops itself. */
const isStop = ({ symbol }: Frame): boolean => /^KeBugCheck(?:2|Ex)?$/.test(symbol?.value ?? '');

type Reader = (line: SourceLine) => boolean;

/** An argument whose text may go on over the next lines. */
interface OpenArgument {
  readonly append: (line: SourceLine) => void;
  /** So many blank lines stood before it: where pages double them, its text goes on behind as many. */
  readonly gap: number;
  /** So many lines its text may still have. */
  left: number;
}

/** No argument is explained in more lines; what goes on for longer is something else. */
const LONGEST_EXPLANATION = 60;

class TranscriptReader {
  private readonly crashes: Crash[] = [];
  private draft: SessionDraft | null = null;
  private recognised = false;
  private userMode = false;
  private prompted = false;
  /** Whose stack comes next, by the words above it. */
  private owner: StackOwner = NOBODY;
  private contextThread: string | null = null;
  private stackOpen = false;
  private analysed = false;
  private argument: OpenArgument | null = null;
  private repetition: Repetition | null = null;
  /** A prompt that asks for an analysis when there is one: what follows tells to which crash it belongs. */
  private openPrompt: { readonly line: SourceLine; readonly prompt: Prompt } | null = null;
  /** A prompt stands between the last bug check and here: it is the same session. */
  private askedAgain = false;
  private readonly keys = new KeyReader();
  /** The last line that is not blank, and the blank ones behind it. */
  private last: SourceLine | null = null;
  private gap = 0;

  /** In the order in which a line is offered to them; the first that takes it ends the search. */
  private readonly readers: readonly Reader[] = [
    (line) => this.readSession(line),
    (line) => this.readBlock(line),
    (line) => this.readFrameLine(line),
    (line) => this.readBugCheck(line),
    (line) => this.readArgument(line),
    (line) => this.readKeyLine(line),
    (line) => this.readRegisterLine(line),
    (line) => this.readValueBelow(line),
    (line) => this.continueArgument(line),
    (line) => this.readFurniture(line),
  ];

  constructor(private readonly shortRuns: ShortRuns) {}

  read(line: SourceLine): void {
    if (line.text.trim() === '') {
      this.gap++;
      return;
    }
    this.last = line;
    if (!this.readers.some((reader) => reader(line))) this.draft?.passOver(line);
    this.gap = 0;
  }

  finish(): Findings {
    if (this.stackOpen && this.last && TORN_FRAME.test(this.last.text)) this.draft?.markCut();
    this.close();
    const remark = this.userMode && this.crashes.length === 0 ? USER_MODE : null;
    return { crashes: this.crashes, recognised: this.recognised || this.crashes.length > 0, remark };
  }

  private close(): void {
    this.settle();
    if (this.draft?.isCrash && !this.userMode) this.crashes.push(this.draft.finish());
    this.draft = null;
    this.owner = NOBODY;
    this.contextThread = null;
    this.stackOpen = false;
    this.analysed = false;
    this.endBlock();
  }

  private endBlock(): void {
    this.argument = null;
    this.keys.reset();
  }

  private take(line: SourceLine): SessionDraft {
    this.settle();
    this.draft ??= new SessionDraft(line);
    this.draft.take(line);
    return this.draft;
  }

  /** The frames that follow are somebody else's. */
  private setOwner(owner: StackOwner): void {
    this.owner = owner;
    this.stackOpen = false;
  }

  private readSession(line: SourceLine): boolean {
    if (isUserPrompt(line)) {
      if (!this.userMode) this.close();
      this.userMode = true;
      return true;
    }
    const prompt = readPrompt(line);
    if (prompt) {
      this.leaveUserMode();
      this.recognised = true;
      this.prompted = true;
      this.contextThread = threadOfContext(prompt.command.value, this.contextThread);
      this.setOwner(ownerOfCommand(prompt, this.contextThread));
      this.endBlock();
      this.askedAgain = true;
      this.draft?.closeTables();
      if (this.draft?.hasBugCheck && ASKS_FOR_ANALYSIS.test(prompt.command.value)) {
        this.settle();
        this.openPrompt = { line, prompt };
      } else this.take(line).setPrompt(prompt.cpu, prompt.command);
      return true;
    }
    const begins = beginsSession(line);
    if (begins && (this.draft?.hasBugCheck || this.draft?.hasFrames)) this.close();
    const banner = readBanner(line);
    if (!begins && !banner) return false;
    if (banner) this.leaveUserMode();
    this.recognised = true;
    this.take(line).setSystem(banner ?? {});
    return true;
  }

  private leaveUserMode(): void {
    if (this.userMode) this.close();
    this.userMode = false;
  }

  /** Outputs of the commands that engineers paste next to an analysis. */
  private readBlock(line: SourceLine): boolean {
    const described = readDescription(line);
    if (described) {
      const { owner, thread, cpu, blocker, locks } = described;
      if (owner) this.setOwner(owner);
      const draft = this.take(line);
      if (thread) draft.addThread(thread);
      if (cpu) draft.addCpu(cpu);
      if (cpu && locks) draft.runningLocks.add(cpu.number, locks);
      if (blocker) this.readFrameLine(blocker);
      return true;
    }
    const process = readOwningProcess(line);
    if (process) this.draft?.setOwningProcess(process);
    return process !== null || this.readTable(line);
  }

  /** Locks and modules; the draft is begun by a lock, never by a mere list of modules. */
  private readTable(line: SourceLine): boolean {
    const draft = this.draft ?? (FIRST_LOCK.test(line.text) ? new SessionDraft(line) : null);
    if (!draft) return false;
    if (!draft.readTable(line)) return false;
    this.draft = draft;
    this.take(line);
    const { taking } = draft.deadlock;
    if (taking) this.setOwner({ ...NOBODY, ...taking, shows: 'names' });
    return true;
  }

  private readFrameLine(line: SourceLine): boolean {
    if (isStackHeader(line.text)) {
      this.setOwner({ ...this.owner, shows: 'names' });
      this.take(line);
      return true;
    }
    if (this.stackOpen && isStackRemark(line.text)) {
      this.take(line);
      return true;
    }
    const { shows, column } = this.owner;
    const short = this.stackOpen || shows === 'names' || this.shortRuns.has(line, this.draft === null);
    const frame =
      shows === 'memory' ? null : (readFrame(line, this.stackOpen) ?? (short ? readShortFrame(line, column) : null));
    if (!frame) {
      if (!TORN_FRAME.test(line.text)) this.stackOpen = false;
      return false;
    }
    this.addFrame(line, frame);
    return true;
  }

  private addFrame(line: SourceLine, frame: Frame): void {
    const draft = this.take(line);
    if (!this.stackOpen) {
      const { heading } = this.owner;
      const ofAnalysis = heading?.value === 'STACK_TEXT';
      const first = !draft.hasFrames && (this.owner !== NOBODY || frame.stackAddress !== null || isStop(frame));
      draft.openStack({
        title: heading?.value ?? 'Stack',
        heading,
        origin: ofAnalysis || first ? 'panicking' : 'command',
        cpu: ofAnalysis ? null : this.owner.cpu,
        thread: this.owner.thread,
      });
      this.stackOpen = true;
      this.endBlock();
    }
    draft.addFrame(frame);
    const note = readOwnerNote(line, draft.placeOfThread(this.owner.thread));
    if (note) draft.addLock(note);
  }

  private readBugCheck(line: SourceLine): boolean {
    const found = readBugCheckLine(line);
    if (!found) return false;
    if (this.repetition) this.settle();
    if (this.draft?.isAnother(found, this.askedAgain)) this.closeBeforePrompt();
    if (this.draft?.isAgain(found)) this.repetition = new Repetition(line, found);
    else this.take(line).setBugCheck(found);
    this.analysed = true;
    this.askedAgain = false;
    this.stackOpen = false;
    this.owner = this.owner.shows === 'memory' ? NOBODY : this.owner;
    this.endBlock();
    return true;
  }

  private readArgument(line: SourceLine): boolean {
    const argument = readArgumentLine(line);
    if (argument && (this.draft ?? FIRST_ARGUMENT.test(line.text))) {
      const { number, text } = argument;
      const held = this.holdBack(line, [argument]);
      if (!held) this.take(line).setArgument(argument);
      const append = (more: SourceLine): void => {
        if (held) held.append(more.text.trim());
        else this.take(more).continueArgument(number, more.text.trim());
      };
      this.argument = text === '' ? null : { append, gap: this.gap, left: LONGEST_EXPLANATION };
      return true;
    }
    const list = this.draft?.hasBugCheck ? readArgumentList(line) : [];
    if (list.length === 0) return false;
    if (!this.holdBack(line, toArguments(list))) this.take(line).setParameters(list);
    return true;
  }

  /**
   * Arguments below a bug check that is named again wait, as long as they may be those of the same crash. One that
   * differs begins another crash with the line that named it. Null where nothing has to wait.
   */
  private holdBack(line: SourceLine, found: readonly ArgumentLine[]): Repetition | null {
    const { draft, repetition } = this;
    if (!draft || !repetition) return null;
    if (!found.some(({ number, value }) => draft.differs(number - 1, value))) {
      for (const argument of found) repetition.add(line, argument);
      return repetition;
    }
    this.repetition = null;
    this.closeBeforePrompt();
    this.analysed = true;
    this.replay(repetition);
    return null;
  }

  /** What waited to be told apart belongs to the crash above it after all. */
  private settle(): void {
    const { openPrompt, repetition } = this;
    this.openPrompt = null;
    this.repetition = null;
    if (openPrompt) this.take(openPrompt.line).setPrompt(openPrompt.prompt.cpu, openPrompt.prompt.command);
    if (repetition) this.replay(repetition);
  }

  /** Ends the crash above; the prompt that asks for the next one's analysis belongs to that. */
  private closeBeforePrompt(): void {
    const { openPrompt } = this;
    this.openPrompt = null;
    this.close();
    this.openPrompt = openPrompt;
  }

  private replay({ line, found, held }: Repetition): void {
    this.take(line).setBugCheck(found);
    for (const each of held) this.take(each.line).setArgument(each.argument);
  }

  private readKeyLine(line: SourceLine): boolean {
    const expected = this.draft && (this.analysed || this.prompted || this.draft.hasKeys);
    const found = expected || isFirstKey(line) ? this.keys.read(line) : null;
    if (!found) return false;
    const draft = this.take(line);
    this.argument = null;
    if (found.pair) draft.addKey(found.pair);
    if (found.key.value === 'STACK_TEXT') this.setOwner({ ...NOBODY, heading: found.key });
    return true;
  }

  private readValueBelow(line: SourceLine): boolean {
    const pair = this.draft ? this.keys.readValueBelow(line) : null;
    if (pair) this.take(line).addKey(pair);
    return pair !== null;
  }

  private readRegisterLine(line: SourceLine): boolean {
    const registers = this.draft ? readRegisters(line) : [];
    if (registers.length === 0) return false;
    this.take(line).addRegisters(registers);
    return true;
  }

  /** An argument's text runs on over the next lines, until the dashes of the details, a gap or another block. */
  private continueArgument(line: SourceLine): boolean {
    const { argument } = this;
    const goesOn = argument && argument.left > 0 && this.gap <= argument.gap && !ENDS_ARGUMENTS.test(line.text);
    if (!goesOn) {
      this.argument = null;
      return false;
    }
    argument.left--;
    argument.append(line);
    return true;
  }

  /** Belongs to no crash by itself: it may be the beginning of the next one. */
  private readFurniture(line: SourceLine): boolean {
    return isFurniture(line.text);
  }
}
