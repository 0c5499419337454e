import type { Frame, Stack, StackOrigin } from '../../model/frame.js';
import type { Located } from '../../model/position.js';
import type { CurrentBacktrace, SavedBacktrace } from './backtraces.js';

interface StackDraft {
  readonly title: string;
  readonly heading: Located<string> | null;
  readonly origin: StackOrigin;
  readonly cpu: number | null;
  readonly reason: string | null;
  /** Each of its frames bears a tag that names its CPU. */
  isTagged: boolean;
  /** The CPU whose log lines carry the frames; null where they carry none. */
  writer: number | null;
  readonly frames: Frame[];
}

const draftOf = (parts: Partial<StackDraft>): StackDraft => ({
  title: 'Panicking CPU',
  heading: null,
  origin: 'panicking',
  cpu: null,
  reason: null,
  isTagged: false,
  writer: null,
  frames: [],
  ...parts,
});

/** Words above a stack do not say yet whether a tag stands before each of its frames. */
const mayBeTagged = ({ isTagged, origin, frames }: StackDraft): boolean =>
  isTagged || (origin === 'saved' && frames.length === 0);

/** No host has more; a text with more stacks is not searched further back. */
const MOST_CPUS = 1024;

/** The stacks of a crash while its frames are collected: one for each CPU, though their lines may alternate. */
export class StackCollector {
  private readonly stacks: StackDraft[] = [];
  /** Stacks before this one are complete: the screen has begun anew below them. */
  private firstOpen = 0;
  private open: StackDraft | null = null;
  private anyFrames = false;
  private anyOwnFrames = false;

  get hasFrames(): boolean {
    return this.anyFrames;
  }

  /** Whether the panicking CPU's own frames have begun. */
  get hasOwnFrames(): boolean {
    return this.anyOwnFrames;
  }

  /** Whether the frames that come belong to another CPU's backtrace, by the words above it, and some are there. */
  get isInSaved(): boolean {
    return this.open !== null && this.open.origin === 'saved' && !this.open.isTagged && this.open.frames.length > 0;
  }

  /** Begins the stack of the panicking CPU under the kernel's words for it. */
  beginCurrent({ heading }: CurrentBacktrace): void {
    this.begin(draftOf({ heading }));
  }

  /** Begins the stack of another CPU, or goes on with it where the words are a tag. */
  beginSaved({ heading, cpu, reason, isTag }: SavedBacktrace): void {
    const same = isTag
      ? this.find((stack) => mayBeTagged(stack) && stack.cpu === cpu && stack.reason === reason)
      : null;
    const stack =
      same ?? this.begin(draftOf({ title: heading.value, heading, origin: 'saved', cpu, reason, isTagged: isTag }));
    stack.isTagged ||= isTag;
    this.open = stack;
  }

  /**
   * Adds the frames of one line, which `writer` logged.
   * Returns whether they go on with a stack that has frames.
   */
  add(frames: readonly Frame[], writer: number | null, isTagged: boolean): boolean {
    const stack = this.stackFor(writer, isTagged);
    const goesOn = stack.frames.length > 0;
    stack.writer ??= writer;
    this.anyFrames = true;
    this.anyOwnFrames ||= stack.origin === 'panicking';
    for (const frame of frames) stack.frames.push(frame);
    return goesOn;
  }

  /** Frames that follow belong to the screen's own stack. */
  closeStack(): void {
    this.firstOpen = this.stacks.length;
    this.open = null;
  }

  /** Puts another frame in place of the last one. */
  replaceLast(change: (frame: Frame) => Frame): void {
    const frame = this.open?.frames.pop();
    if (frame) this.open?.frames.push(change(frame));
  }

  /** `cpu`: the one that panicked. */
  finish(cpu: number | null): readonly Stack[] {
    const own = this.stacks.filter(({ origin }) => origin === 'panicking');
    const writers = own.flatMap(({ writer }) => writer ?? []);
    const writer = cpu !== null && writers.includes(cpu) ? cpu : (writers[0] ?? null);
    const isAnothers = (stack: StackDraft): boolean =>
      stack.origin === 'panicking' && stack.writer !== null && stack.writer !== writer;
    return this.stacks
      .filter(({ frames }) => frames.length > 0)
      .map((stack, index) => ({
        id: `stack-${index}`,
        thread: null,
        title: stack.title,
        heading: stack.heading,
        origin: stack.origin,
        reason: stack.reason,
        frames: stack.frames,
        cpu: stack.origin === 'panicking' ? cpu : stack.cpu,
        ...(isAnothers(stack) && { title: `Logged by PCPU ${stack.writer}`, origin: 'saved', cpu: stack.writer }),
      }));
  }

  private begin(stack: StackDraft): StackDraft {
    this.stacks.push(stack);
    this.open = stack;
    return stack;
  }

  private find(fits: (stack: StackDraft) => boolean): StackDraft | null {
    const from = Math.max(this.firstOpen, this.stacks.length - MOST_CPUS);
    return this.stacks.slice(from).findLast(fits) ?? null;
  }

  private stackFor(writer: number | null, isTagged: boolean): StackDraft {
    if (isTagged) return this.open ?? this.begin(draftOf({}));
    const open = this.open?.isTagged ? this.find((stack) => !stack.isTagged) : this.open;
    if (!open) return this.begin(draftOf({}));
    const isOthers = writer !== null && open.writer !== null && open.writer !== writer && open.frames.length > 0;
    if (!isOthers) return (this.open = open);
    const same = this.find((stack) => !stack.isTagged && stack.writer === writer);
    if (!same) return this.begin(draftOf({}));
    return (this.open = same);
  }
}
