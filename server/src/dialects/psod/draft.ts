import type { Cpu, Crash, Damage, Panic, PanicMessage, Register, SystemInfo } from '../../model/crash.js';
import type { Frame, Stack, StackOrigin } from '../../model/frame.js';
import type { Located, Range } from '../../model/position.js';
import { rangeOnLine } from '../../model/position.js';
import type { SourceLine } from '../../util/lines.js';
import { rangeIn } from '../match.js';
import type { LogPrefix } from './screen.js';

const NO_SYSTEM: SystemInfo = { product: null, version: null, build: null, architecture: null, uptime: null };

interface StackDraft {
  readonly title: string;
  readonly heading: Located<string> | null;
  readonly origin: StackOrigin;
  readonly cpu: number | null;
  readonly reason: string | null;
  readonly frames: Frame[];
}

/** A crash while its lines are collected. */
export class CrashDraft {
  private system = NO_SYSTEM;
  private uptime: Located<string> | null = null;
  private screenMessage: PanicMessage | null = null;
  private blueScreen: PanicMessage | null = null;
  private consoleMessage: PanicMessage | null = null;
  private readonly registers: Register[] = [];
  private readonly cpus: Cpu[] = [];
  private readonly stacks: StackDraft[] = [];
  private readonly unparsed: Range[] = [];
  private readonly damage = new Set<Damage>();
  private between: Range[] = [];
  private doubted = false;
  private cpu: Located<number> | null = null;
  private world: Located<string> | null = null;
  private worldName: Located<string> | null = null;

  private readonly first: number;
  private last: SourceLine;

  constructor(line: SourceLine) {
    this.first = line.number;
    this.last = line;
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
    return this.screenMessage !== null || this.blueScreen !== null;
  }

  get hasFrames(): boolean {
    return this.stacks.some((stack) => stack.frames.length > 0);
  }

  /** The message may only be quoted: it stands alone and indented. More of a screen must follow to make a crash of it. */
  doubt(): void {
    this.doubted = true;
  }

  /** A product line and some words under it are not yet a crash: a known message, frames or a screen's state make it one. */
  get isCrash(): boolean {
    const known = this.screenMessage !== null && this.screenMessage.form !== 'free' && !this.doubted;
    const state = this.registers.length + this.cpus.length > 0 || this.uptime !== null;
    return known || this.hasBlueScreen || this.hasFrames || (this.hasHeader && state);
  }

  /** Messages that this crash already goes by, as texts. */
  isNamed(text: string): boolean {
    return this.screenMessage?.text.value === text || this.blueScreen?.text.value === text;
  }

  /** Counts a line in: it belongs to the crash, and so do the lines since the last one that did. */
  take(line: SourceLine, prefix: LogPrefix): void {
    for (const range of this.between) this.unparsed.push(range);
    this.between = [];
    this.last = line;
    if (/#{4,}|X{6,}/.test(line.text)) this.damage.add('masked');
    if (prefix.cpu && !this.cpu && /^\d+$/.test(prefix.cpu.value)) {
      this.cpu = { value: Number(prefix.cpu.value), range: prefix.cpu.range };
    }
    if (prefix.world && !this.world && /^\d+$/.test(prefix.world.value)) this.world = prefix.world;
  }

  /** Remembers a line that no grammar took; it counts only if the crash goes on behind it. */
  passOver(line: SourceLine): void {
    if (line.text.trim() !== '') this.between.push(rangeIn(line, 0, line.text.length));
  }

  setSystem(system: SystemInfo): void {
    this.system = system;
    this.closeStack();
  }

  setUptime(uptime: Located<string>): void {
    this.uptime ??= uptime;
  }

  setScreenMessage(message: PanicMessage): void {
    this.screenMessage ??= message;
  }

  /** What the log says of a service console that died; its screen has one word, `Oops`. */
  setConsoleMessage(message: PanicMessage): void {
    if (this.screenMessage?.form === 'console') this.consoleMessage ??= message;
  }

  setBlueScreen(message: PanicMessage): void {
    this.blueScreen ??= message;
    this.closeStack();
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

  /** Begins a stack, unless the one that is open already stands under the same words (a tag on each frame). */
  openStack(stack: Omit<StackDraft, 'frames'>): void {
    const open = this.stacks.at(-1);
    if (open && open.heading?.value === stack.heading?.value && open.origin === stack.origin && open.heading) return;
    this.stacks.push({ ...stack, frames: [] });
  }

  addFrames(frames: readonly Frame[]): void {
    if (this.stacks.length === 0) this.openPanickingStack();
    const open = this.stacks.at(-1);
    if (open && open.frames.length > 0 && this.between.length > 0) this.damage.add('interleaved');
    for (const frame of frames) open?.frames.push(frame);
  }

  /** Frames that follow belong to the screen's own stack. */
  private closeStack(): void {
    if (this.stacks.at(-1)?.frames.length) this.openPanickingStack();
  }

  private openPanickingStack(): void {
    this.stacks.push({
      title: 'Panicking CPU',
      heading: null,
      origin: 'panicking',
      cpu: null,
      reason: null,
      frames: [],
    });
  }

  /** Whether the message names a CPU by the very last characters of the text: there may have been more of them. */
  endsWith(line: SourceLine): boolean {
    const cpu = (this.blueScreen ?? this.screenMessage)?.cpus.at(-1);
    return cpu?.range.end.line === line.number && cpu.range.end.character === line.text.length;
  }

  markCut(): void {
    this.damage.add('cut');
  }

  finish(): Crash {
    const message = this.consoleMessage ?? this.screenMessage ?? this.blueScreen;
    const panic = this.panic(message);
    const here: Range = rangeOnLine(this.first, 0, 0);
    return {
      dialect: 'psod',
      range: { start: here.start, end: rangeIn(this.last, 0, this.last.text.length).end },
      headline: message?.text ?? { value: '', range: here },
      system: { ...this.system, uptime: this.uptime },
      bugCheck: null,
      panic,
      message,
      messages: [this.consoleMessage, this.screenMessage, this.blueScreen].filter((each) => each !== null),
      registers: this.registers,
      cpus: this.cpus,
      stacks: this.finishStacks(panic?.cpu?.value ?? null),
      keys: [],
      modules: [],
      locks: [],
      threads: [],
      damage: [...this.damage],
      unparsed: this.unparsed,
    };
  }

  private finishStacks(cpu: number | null): readonly Stack[] {
    return this.stacks
      .filter((stack) => stack.frames.length > 0)
      .map((stack, index) => ({
        ...stack,
        thread: null,
        id: `stack-${index}`,
        cpu: stack.origin === 'panicking' ? cpu : stack.cpu,
      }));
  }

  /** The star in the PCPU list knows best, then the message, then the prefix of the log's lines. */
  private panic(message: PanicMessage | null): Panic | null {
    const marked = this.cpus.find((cpu) => cpu.marked);
    const cpu = marked ? { value: marked.number, range: marked.range } : (this.ownCpu(message) ?? this.cpu);
    const fromRow = (value: string | null | undefined): Located<string> | null =>
      marked && value ? { value, range: marked.range } : null;
    const worldId = message?.details.worldId ?? fromRow(marked?.worldId) ?? this.world;
    const worldName = message?.details.worldName ?? fromRow(marked?.worldName) ?? this.worldName;
    return cpu || worldId || worldName ? { cpu, worldId, worldName } : null;
  }

  /** Some messages name the CPU that panics rather than one that it accuses. */
  private ownCpu(message: PanicMessage | null): Located<number> | null {
    if (message?.form === 'mce') return message.cpus[0] ?? null;
    const self = message?.details.self;
    return self ? { value: Number(self.value), range: self.range } : null;
  }
}
