import type { Cpu, Crash, Damage, Module, Panic, PanicMessage, Register, SystemInfo } from '../../model/crash.js';
import type { Frame } from '../../model/frame.js';
import type { Located, Range } from '../../model/position.js';
import { rangeOnLine } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import { rangeIn } from '../match.js';
import type { CurrentBacktrace, SavedBacktrace } from './backtraces.js';
import { withoutTornName } from './frames.js';
import type { LogPrefix } from './prefix.js';
import { readTime } from './prefix.js';
import { StackCollector } from './stacks.js';

const NO_SYSTEM: SystemInfo = {
  product: null,
  version: null,
  build: null,
  architecture: null,
  productType: null,
  uptime: null,
  time: null,
};

/** What an article writes for digits that it keeps to itself. */
const MASKED = /#{3,}|X{4,}|\bX\.X\b|PCPUXX|0x(?:ADDRESS\d|n{4})|<(?:ID|YYYY-MM-DD|VM_Name)>/;

/** A crash while its lines are collected. */
export class CrashDraft {
  private system = NO_SYSTEM;
  private uptime: Located<string> | null = null;
  private time: Located<string> | null = null;
  private screenMessage: PanicMessage | null = null;
  private loggedMessage: PanicMessage | null = null;
  private blueScreen: PanicMessage | null = null;
  private consoleMessage: PanicMessage | null = null;
  private readonly registers: Register[] = [];
  private readonly cpus: Cpu[] = [];
  private readonly modules: Module[] = [];
  private readonly stacks = new StackCollector();
  private readonly unparsed: Range[] = [];
  private readonly damage = new Set<Damage>();
  private between: Range[] = [];
  /** Other lines stand between the line that was taken last and the one before it. */
  private skipped = false;
  private doubted = false;
  private announced = false;
  private writer: LogPrefix | null = null;
  private cpu: Located<number> | null = null;
  private world: Located<string> | null = null;
  private worldName: Located<string> | null = null;

  private readonly first: number;
  private last: SourceLine;

  constructor(line: SourceLine) {
    this.first = line.number;
    this.last = line;
  }

  get firstLine(): number {
    return this.first;
  }

  get lastLine(): number {
    return this.last.number;
  }

  get hasHeader(): boolean {
    return this.system !== NO_SYSTEM;
  }

  get hasBlueScreen(): boolean {
    return this.blueScreen !== null;
  }

  get hasMessage(): boolean {
    return this.screenMessage !== null || this.blueScreen !== null || this.loggedMessage !== null;
  }

  get hasFrames(): boolean {
    return this.stacks.hasFrames;
  }

  get hasOwnFrames(): boolean {
    return this.stacks.hasOwnFrames;
  }

  /** The log has said that a screen will follow, and it has not yet. */
  get awaitsScreen(): boolean {
    return this.announced && !this.hasHeader && !this.hasBlueScreen;
  }

  /** A crash with a screen and a stack: what announces a panic now announces another one. */
  get isComplete(): boolean {
    return this.hasFrames && (this.hasHeader || this.hasBlueScreen);
  }

  /** The kernel leaves for a panic, or tells of another CPU's: its screen follows in the log. */
  announce(): void {
    this.announced = true;
  }

  /** The message may only be quoted: it stands alone and indented. More of a screen must follow to make a crash of it. */
  doubt(): void {
    this.doubted = true;
  }

  /** A product line and some words under it are not yet a crash: a known message, frames or a screen's state make it one. */
  get isCrash(): boolean {
    const named = this.screenMessage ?? this.loggedMessage;
    const known = named !== null && named.form !== 'free' && !this.doubted;
    const state = this.registers.length + this.cpus.length > 0 || this.uptime !== null;
    return known || this.hasBlueScreen || this.hasFrames || (this.hasHeader && state);
  }

  /** Whether this crash has a stack and goes by other words: a screen cuts long messages, so that one may begin the other. */
  isAnother(text: string): boolean {
    const messages = [this.screenMessage, this.blueScreen, this.loggedMessage].flatMap(
      (named) => named?.text.value ?? [],
    );
    const isSame = messages.some((named) => named.startsWith(text) || text.startsWith(named));
    return this.hasOwnFrames && messages.length > 0 && !isSame;
  }

  /** Messages that this crash already goes by, as texts. */
  isNamed(text: string): boolean {
    return [this.screenMessage, this.blueScreen, this.loggedMessage].some((named) => named?.text.value === text);
  }

  /** Counts a line in: it belongs to the crash, and so do the lines since the last one that did. */
  take(line: SourceLine, prefix: LogPrefix): void {
    this.time ??= readTime(line);
    for (const range of this.between) this.unparsed.push(range);
    this.skipped = this.between.length > 0;
    this.between = [];
    this.last = line;
    if (MASKED.test(line.text)) this.damage.add('masked');
    if (prefix.writer !== null) this.writer ??= prefix;
  }

  /** What was logged before the panic may be another CPU's; who writes from now on panics. */
  beginPanic(): void {
    this.writer = null;
  }

  /** Remembers a line that no grammar took; it counts only if the crash goes on behind it. */
  passOver(line: SourceLine): void {
    const from = line.text.search(/\S/);
    if (from >= 0) this.between.push(rangeIn(line, from, line.text.trimEnd().length));
  }

  setSystem(system: SystemInfo): void {
    this.system = system;
    this.stacks.closeStack();
  }

  setUptime(uptime: Located<string>): void {
    this.uptime ??= uptime;
  }

  setScreenMessage(message: PanicMessage): void {
    this.screenMessage ??= message;
  }

  /** A message that stands in a log line of its own; the screen's words for it are better. */
  setLoggedMessage(message: PanicMessage): void {
    this.loggedMessage ??= message;
  }

  /** What the log says of a service console that died; its screen has one word, `Oops`. */
  setConsoleMessage(message: PanicMessage): void {
    if (this.screenMessage?.form === 'console') this.consoleMessage ??= message;
  }

  setBlueScreen(message: PanicMessage): void {
    this.blueScreen ??= message;
    this.stacks.closeStack();
  }

  /** Who crashed, where the text says it outright. */
  setCurrent(cpu: Located<string> | null, world: Located<string> | null, name: Located<string> | null = null): void {
    if (cpu) this.cpu ??= { value: Number(cpu.value), range: cpu.range };
    this.world ??= world;
    this.worldName ??= name;
  }

  addRegisters(registers: readonly Register[]): void {
    for (const register of registers) this.registers.push(register);
  }

  addCpus(cpus: readonly Cpu[]): void {
    for (const cpu of cpus) this.cpus.push(cpu);
  }

  addModules(modules: readonly Module[]): void {
    for (const module of modules) this.modules.push(module);
  }

  /** `Backtrace for current CPU #7, ...`: who writes that is who crashed. */
  beginCurrentStack(current: CurrentBacktrace): void {
    this.setCurrent(current.cpu, current.world);
    this.stacks.beginCurrent(current);
  }

  /** Another CPU's backtrace is over: the screen goes on with that of its own. */
  endSavedStack(): void {
    if (this.stacks.isInSaved) this.stacks.closeStack();
  }

  beginSavedStack(saved: SavedBacktrace): void {
    this.stacks.beginSaved(saved);
  }

  /** Frames of the line that was taken last; `isTagged`: the words before them say whose they are. */
  addFrames(frames: readonly Frame[], prefix: LogPrefix, isTagged: boolean): void {
    const goesOn = this.stacks.add(frames, prefix.writer, isTagged);
    if (goesOn && this.skipped) this.damage.add('interleaved');
  }

  /** Whether the message names a CPU by the very last characters of the text: there may have been more of them. */
  endsWith(line: SourceLine): boolean {
    const cpu = (this.blueScreen ?? this.screenMessage)?.cpus.at(-1);
    return cpu?.range.end.line === line.number && cpu.range.end.character === line.text.length;
  }

  markCut(): void {
    this.damage.add('cut');
  }

  /** The text ends on `last` and without a line end: a name at its end may not be whole. */
  doubtLastName(last: SourceLine): void {
    this.stacks.replaceLast((frame) => withoutTornName(frame, last));
  }

  finish(): Crash {
    const message = this.consoleMessage ?? this.screenMessage ?? this.blueScreen ?? this.loggedMessage;
    const panic = this.panic(message);
    const here: Range = rangeOnLine(this.first, 0, 0);
    return {
      dialect: 'psod',
      range: { start: here.start, end: rangeIn(this.last, 0, this.last.text.length).end },
      headline: message?.text ?? { value: '', range: here },
      system: { ...this.system, uptime: this.uptime, time: this.time },
      bugCheck: null,
      panic,
      message,
      messages: [this.consoleMessage, this.screenMessage, this.blueScreen, this.loggedMessage].filter(
        (each) => each !== null,
      ),
      registers: this.registers,
      cpus: this.cpus,
      stacks: this.stacks.finish(panic?.cpu?.value ?? null),
      keys: [],
      commands: [],
      modules: this.modules,
      locks: [],
      threads: [],
      irps: [],
      dpcs: [],
      damage: [...this.damage],
      unparsed: this.unparsed,
    };
  }

  /** The star in the PCPU list knows best, then the message, then the prefix of the log's lines. */
  private panic(message: PanicMessage | null): Panic | null {
    const row = this.ownRow;
    const fromRow = (value: string | null | undefined): Located<string> | null =>
      row && value ? { value, range: row.range } : null;
    const named = message?.details.worldId ?? fromRow(row?.worldId) ?? this.world;
    const cpu = row
      ? { value: row.number, range: row.range }
      : (this.ownCpu(message) ?? this.cpu ?? this.writerCpu(named));
    const worldId = named ?? this.writerWorld;
    const worldName = message?.details.worldName ?? fromRow(row?.worldName) ?? this.worldName;
    return cpu || worldId || worldName ? { cpu, worldId, worldName } : null;
  }

  /** The panicking CPU's row. Web pages take a star for the mark of a list: the only row of a screen is its own. */
  private get ownRow(): Cpu | null {
    const only = this.cpus.length === 1 ? this.cpus[0] : undefined;
    return this.cpus.find((cpu) => cpu.marked) ?? only ?? null;
  }

  /** Some messages name the CPU that panics rather than one that it accuses. */
  private ownCpu(message: PanicMessage | null): Located<number> | null {
    if (message?.form === 'mce') return message.cpus[0] ?? null;
    const self = message?.details.self ?? message?.details.ownCpu;
    return self ? { value: Number(self.value), range: self.range } : null;
  }

  /** Who logs need not be who panics: where the panicking world is `named`, the line has to be of that world. */
  private writerCpu(named: Located<string> | null): Located<number> | null {
    const cpu = this.writer?.cpu;
    const isOfAnother = named !== null && this.writerWorld !== null && this.writerWorld.value !== named.value;
    return cpu && !isOfAnother ? { value: Number(cpu.value), range: cpu.range } : null;
  }

  private get writerWorld(): Located<string> | null {
    const world = this.writer?.world;
    return world && /^\d+$/.test(world.value) ? world : null;
  }
}
