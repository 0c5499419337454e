import type {
  BugCheck,
  BugCheckParameter,
  Cpu,
  Crash,
  Damage,
  KeyValue,
  Panic,
  Register,
  SystemInfo,
} from '../../model/crash.js';
import type { Frame, Stack, StackOrigin } from '../../model/frame.js';
import type { LockReport, ThreadReport } from '../../model/lock.js';
import type { Located, Range } from '../../model/position.js';
import { rangeOnLine } from '../../model/position.js';
import { normaliseHex } from '../../util/hex.js';
import type { SourceLine } from '../../util/lines.js';
import { rangeIn } from '../match.js';
import { DeadlockBlock } from './blocks/deadlock.js';
import { DpcsBlock } from './blocks/dpcs.js';
import { IrpsBlock } from './blocks/irps.js';
import { LocksBlock } from './blocks/locks.js';
import { ModulesBlock } from './blocks/modules.js';
import { ProcessorsBlock } from './blocks/processors.js';
import { QueuedLocksBlock } from './blocks/queuedLocks.js';
import { ResourcesBlock } from './blocks/resources.js';
import { RunningLocks } from './blocks/runningLocks.js';
import { readMutant } from './blocks/threads.js';
import type { ArgumentLine, BugCheckLine } from './analysis.js';

/** So many arguments and keys make an analysis whose name line was left out. */
const ENOUGH_WITHOUT_NAME = 3;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface StackDraft {
  readonly title: string;
  readonly heading: Located<string> | null;
  readonly origin: StackOrigin;
  readonly cpu: number | null;
  readonly thread: string | null;
  readonly frames: Frame[];
}

/** One dump's part of a transcript while its lines are collected. */
export class SessionDraft {
  private readonly system: Mutable<SystemInfo> = {
    product: null,
    version: null,
    build: null,
    architecture: null,
    productType: null,
    uptime: null,
    time: null,
  };
  private code: Located<string> | null = null;
  private name: Located<string> | null = null;
  private headline: Located<string> | null = null;
  private readonly parameters: (Mutable<BugCheckParameter> | null)[] = [null, null, null, null];
  private readonly keys: KeyValue[] = [];
  private readonly commands: Located<string>[] = [];
  private readonly registers: Register[] = [];
  private readonly stacks: StackDraft[] = [];
  private readonly locks = new LocksBlock();
  readonly deadlock = new DeadlockBlock();
  private readonly queuedLocks = new QueuedLocksBlock();
  private readonly resources = new ResourcesBlock();
  readonly runningLocks = new RunningLocks();
  private readonly irps = new IrpsBlock();
  private readonly dpcs = new DpcsBlock();
  private readonly processors = new ProcessorsBlock();
  private readonly modules = new ModulesBlock();
  /** Locks that single lines name. */
  private readonly notedLocks: LockReport[] = [];
  private readonly cpus: Cpu[] = [];
  private readonly threads = new Map<string, Mutable<ThreadReport>>();
  private lastThread: Mutable<ThreadReport> | null = null;
  private readonly unparsed: Range[] = [];
  private readonly damage = new Set<Damage>();
  private between: Range[] = [];
  private cpu: Located<number> | null = null;
  private command: Located<string> | null = null;
  private last: SourceLine;

  constructor(private readonly first: SourceLine) {
    this.last = first;
  }

  get lastLine(): number {
    return this.last.number;
  }

  get hasBugCheck(): boolean {
    return this.code !== null;
  }

  get hasFrames(): boolean {
    return this.stacks.length > 0;
  }

  get hasKeys(): boolean {
    return this.keys.length > 0;
  }

  /** A crash needs more than a name: an argument, a key, a frame, or a prompt above it. */
  get isCrash(): boolean {
    const told = this.parameters.filter(Boolean).length + this.keys.length;
    const named = this.code !== null && (told > 0 || this.command !== null);
    const held = this.allLocks().length + this.threads.size;
    return named || told >= ENOUGH_WITHOUT_NAME || this.hasFrames || held > 0;
  }

  take(line: SourceLine): void {
    for (const range of this.between) this.unparsed.push(range);
    this.between = [];
    this.last = line;
  }

  passOver(line: SourceLine): void {
    if (line.text.trim() !== '') this.between.push(rangeIn(line, 0, line.text.length));
  }

  setSystem(part: Partial<SystemInfo>): void {
    Object.assign(this.system, part);
  }

  setPrompt(cpu: Located<number> | null, command: Located<string>): void {
    this.cpu ??= cpu;
    this.command ??= command;
    if (command.value !== '') this.commands.push(command);
    this.irps.ask(command);
  }

  /** Another command was given: the tables above it are at their end. */
  closeTables(): void {
    this.locks.close();
    this.resources.close();
  }

  /** Takes a row of the tables that commands print: locks, requests, deferred calls, processors, modules. */
  readTable(line: SourceLine): boolean {
    const blocks = [this.locks, this.deadlock, this.queuedLocks, this.resources, this.dpcs, this.processors];
    if ([...blocks, this.modules].some((block) => block.read(line))) return true;
    const thread = this.lastThread?.address ?? null;
    const mutex = readMutant(line, thread);
    if (mutex) this.addLock(mutex);
    return mutex !== null || this.irps.read(line, thread);
  }

  /**
   * Whether `line` can only be about another crash than the one collected so far. In one session the same analysis
   * may be asked for again; without a prompt two texts were put one below the other.
   */
  isAnother(line: BugCheckLine, askedAgain: boolean): boolean {
    if (!this.code) return false;
    if (withoutMinidumpBit(this.code.value) !== withoutMinidumpBit(line.code.value)) return true;
    if (line.name && this.name && this.hasFrames && !askedAgain) return true;
    return line.parameters.some((parameter, index) => this.differs(index, normaliseHex(parameter.value)));
  }

  /** Whether `line` names the bug check again: the arguments that follow tell if it is the same crash. */
  isAgain(line: BugCheckLine): boolean {
    return this.code !== null && this.hasParameters && line.parameters.length === 0;
  }

  /** Whether the argument at `index` is known to have another value. */
  differs(index: number, value: string | null): boolean {
    const known = this.parameters[index];
    return known !== null && known !== undefined && known.value !== value;
  }

  private get hasParameters(): boolean {
    return this.parameters.some(Boolean);
  }

  setBugCheck(line: BugCheckLine): void {
    this.code ??= line.code;
    this.name ??= line.name;
    if (line.name || !this.headline) this.headline = line.headline;
    this.setParameters(line.parameters);
  }

  setParameters(parameters: readonly Located<string>[]): void {
    parameters.forEach((parameter, index) => {
      const value = normaliseHex(parameter.value);
      if (value && index < 4) this.parameters[index] ??= { value, range: parameter.range, text: '' };
    });
  }

  /** The argument lines of `!analyze -v` know more than the brief list: they replace it. */
  setArgument(argument: ArgumentLine): void {
    const { number, value, range, text } = argument;
    if (this.parameters[number - 1]?.text) return;
    this.parameters[number - 1] = { value, range, text };
  }

  continueArgument(number: number, text: string): void {
    const parameter = this.parameters[number - 1];
    if (parameter) parameter.text = `${parameter.text} ${text}`.trim();
  }

  addKey(pair: KeyValue): void {
    this.keys.push(pair);
  }

  addRegisters(registers: readonly Register[]): void {
    for (const register of registers) this.registers.push(register);
  }

  openStack(stack: Omit<StackDraft, 'frames'>): void {
    this.stacks.push({ ...stack, frames: [] });
  }

  addCpu(cpu: Cpu): void {
    this.cpus.push(cpu);
  }

  /** Several commands may describe one thread; each says a part. */
  addThread(thread: ThreadReport): void {
    const known = this.threads.get(thread.address.value) ?? { ...thread };
    known.id ??= thread.id;
    known.cpu ??= thread.cpu;
    known.waitReason ??= thread.waitReason;
    known.process ??= thread.process;
    this.threads.set(thread.address.value, known);
    this.lastThread = known;
  }

  /** Where the thread with this address is described. */
  placeOfThread(address: string | null): Located<string> | null {
    return this.threads.get(address ?? '')?.address ?? null;
  }

  setOwningProcess(image: string): void {
    if (this.lastThread) this.lastThread.process ??= image;
  }

  addLock(lock: LockReport): void {
    this.notedLocks.push(lock);
  }

  addFrame(frame: Frame): void {
    this.stacks.at(-1)?.frames.push(frame);
  }

  markCut(): void {
    this.damage.add('cut');
  }

  finish(): Crash {
    const bugCheck = this.bugCheck();
    const start = rangeOnLine(this.first.number, 0, 0);
    const nothing: Located<string> = { value: '', range: start };
    return {
      dialect: 'windbg',
      range: { start: start.start, end: rangeIn(this.last, 0, this.last.text.length).end },
      headline: this.headline ?? bugCheck?.code ?? this.command ?? nothing,
      system: this.system,
      bugCheck,
      panic: this.panic(),
      message: null,
      messages: [],
      registers: this.registers,
      cpus: [...this.cpus, ...this.processors.finish()],
      stacks: this.finishStacks(),
      keys: this.keys,
      commands: this.commands,
      modules: this.modules.finish(),
      locks: this.allLocks(),
      threads: [...this.threads.values()],
      irps: this.irps.finish(),
      dpcs: this.dpcs.finish(),
      damage: [...this.damage],
      unparsed: this.unparsed,
    };
  }

  private allLocks(): readonly LockReport[] {
    const blocks = [this.locks, this.deadlock, this.queuedLocks, this.runningLocks, this.resources];
    return [...blocks.flatMap((block) => block.finish()), ...this.notedLocks];
  }

  private finishStacks(): readonly Stack[] {
    return this.stacks
      .filter((stack) => stack.frames.length > 0)
      .map((stack, index) => ({ ...stack, id: `stack-${index}`, cpu: stack.cpu ?? null, reason: null }));
  }

  private key(name: string): Located<string> | null {
    return this.keys.find(({ key, value }) => key.value === name && value.value !== '')?.value ?? null;
  }

  private panic(): Panic | null {
    const process = this.key('PROCESS_NAME');
    return this.cpu || process ? { cpu: this.cpu, worldId: null, worldName: process } : null;
  }

  /** The line that names it, else the keys of `!analyze`, else the arguments of the frame that stopped the system. */
  private bugCheck(): BugCheck | null {
    if (this.code) return { code: this.code, name: this.name, parameters: this.parameters };
    return this.bugCheckFromKeys() ?? this.bugCheckFromFrame();
  }

  private bugCheckFromKeys(): BugCheck | null {
    for (const { name, form } of CODE_KEYS) {
      const key = this.key(name);
      const code = normaliseHex(form.exec(key?.value ?? '')?.groups?.code ?? '');
      if (key && code !== null)
        return { code: { value: code, range: key.range }, name: null, parameters: this.parametersFor(code) };
    }
    return null;
  }

  /** Those of the keys, else those of the frame that stopped the system, if that is for the same reason. */
  private parametersFor(code: string): BugCheck['parameters'] {
    const known = this.parametersFromKeys();
    const frame = this.bugCheckFromFrame();
    const isSame = frame && (frame.code.value === code || frame.code.value === CALLED_AS[code]);
    return isSame && known.every((parameter) => parameter === null) ? frame.parameters : known;
  }

  private parametersFromKeys(): BugCheck['parameters'] {
    return this.parameters.map((known, index) => {
      const key = this.key(`BUGCHECK_P${index + 1}`);
      const value = key && normaliseHex(key.value);
      return known ?? (key && value ? { value, range: key.range, text: '' } : null);
    });
  }

  private bugCheckFromFrame(): BugCheck | null {
    const frames = this.stacks.flatMap((stack) => stack.frames);
    const frame = frames.find(
      ({ symbol, words }) => symbol && /^KeBugCheck(?:2|Ex)?$/.test(symbol.value) && words.length >= 3,
    );
    const [code, ...rest] = frame?.words ?? [];
    // Arguments that were not kept are printed as zero; there is no bug check of that number.
    if (!code || code.value === '0x0') return null;
    const parameters = [0, 1, 2, 3].map((index) => {
      const word = rest[index];
      return word ? { value: word.value, range: word.range, text: '' } : null;
    });
    return { code, name: null, parameters };
  }
}

/** Bug checks that the kernel makes of another one, which alone stands in the frame's arguments. */
const CALLED_AS: Readonly<Record<string, string>> = { '0xd1': '0xa' };

const NUMBER = /^(?<code>(?:0x)?[\da-f]{1,8})$/i;
/** `0xD1_contosonic!Send`, `0x133_ISR_contosonic!Poll`. */
const BUCKET = /^(?<code>0x[\da-f]{1,3})_/i;

/** Keys of `!analyze` that tell the bug check, those first that hold nothing else. */
const CODE_KEYS: readonly { readonly name: string; readonly form: RegExp }[] = [
  { name: 'BUGCHECK_CODE', form: NUMBER },
  { name: 'BUGCHECK_STR', form: NUMBER },
  { name: 'Bugcheck.Code.KiBugCheckData', form: NUMBER },
  { name: 'Bugcheck.Code.TargetModel', form: NUMBER },
  { name: 'Bugcheck.Code.LegacyAPI', form: NUMBER },
  { name: 'Bugcheck.Code.DumpHeader', form: NUMBER },
  { name: 'FAILURE_BUCKET_ID', form: BUCKET },
  { name: 'Failure.Bucket', form: BUCKET },
];

/** Minidumps of some codes set bit 28: `1000007e` is 0x7E. */
function withoutMinidumpBit(code: string): bigint {
  return BigInt(code) & ~0x10000000n;
}
