import type { Crash, KeyValue } from '../model/crash.js';
import type { Knowledge } from '../knowledge/store.js';
import type { BugCheckEntry } from '../knowledge/types.js';
import type { MatchedIssue } from './knownIssues.js';
import { systemOf } from './kinds.js';
import { entryOf, isPlumbing } from './readStack.js';
import type {
  Alternative,
  Blame,
  Category,
  Confidence,
  Evidence,
  NextStep,
  ReadFrame,
  ReadStack,
  Wait,
} from './verdict.js';

/** Everything that a rule may look at. */
export interface Facts {
  readonly crash: Crash;
  readonly kind: string;
  readonly stacks: readonly ReadStack[];
  /** The stack of the CPU that stopped the system; null where the text has none. */
  readonly stack: ReadStack | null;
  readonly waits: readonly Wait[];
  readonly issues: readonly MatchedIssue[];
  readonly bugCheck: BugCheckEntry | null;
  readonly knowledge: Knowledge;
}

/** What a rule says; references and counterparts' texts are added by the caller. */
export interface Judgement {
  readonly category: Category;
  readonly brief: string;
  readonly summary: string;
  readonly confidence: Confidence;
  readonly confidenceNote?: string;
  readonly blamed: Blame | null;
  readonly evidence: readonly Evidence[];
  readonly nextSteps: readonly NextStep[];
  readonly alternatives?: readonly Alternative[];
  readonly wouldChange: readonly string[];
  /** Ids of counterpart rows. */
  readonly counterparts: readonly string[];
}

/** One way to a verdict. The first rule in the table that applies speaks. */
export interface Rule {
  readonly id: string;
  applies(facts: Facts): boolean;
  judge(facts: Facts): Judgement;
}

/** A step without a command or address. */
export function step(title: string, command: string | null = null, url: string | null = null): NextStep {
  return { title, command, url };
}

/** `SP_WaitLock`, `netkvm!Send`, or the bare module or address of a frame. */
export function nameOf({ frame }: ReadFrame): string {
  if (frame.symbol) return frame.symbol.value;
  return (
    [frame.module?.value, frame.offset?.value].filter(Boolean).join('+') ||
    (frame.address?.value ?? 'an unnamed address')
  );
}

/** Who ships a module, as far as the packs and its name tell. */
function isThirdParty(facts: Pick<Facts, 'crash' | 'knowledge'>, module: string): boolean {
  const known = facts.knowledge.module(systemOf(facts.crash.dialect), module);
  return known ? !known.inbox : !/^(?:nt|hal|vmkernel|esx|com\.vmware\.)/i.test(module);
}

function isMessenger({ crash, knowledge }: Facts, module: string): boolean {
  return knowledge.module(systemOf(crash.dialect), module)?.messenger ?? false;
}

/** A frame that may be to blame, and how it was chosen. */
export interface Suspect {
  readonly frame: ReadFrame;
  readonly module: string;
  readonly thirdParty: boolean;
  /** A framework or port driver, chosen because nothing else is there. */
  readonly messenger: boolean;
  /** Nothing but the kernel and frameworks lies above it. */
  readonly direct: boolean;
}

/** The kernels themselves: to name one of them names nobody. */
const KERNEL_MODULES: ReadonlySet<string> = new Set(['nt', 'hal', 'vmkernel']);

/** Where the kernel was entered: what lies below is the program that called it, which cannot crash the kernel by itself. */
function endOfKernel(stack: ReadStack, from: number, to: number): number {
  const entry = stack.frames.findIndex(
    ({ frame, role }, index) =>
      index >= from && role === 'syscall-entry' && (frame.symbol?.value ?? '').startsWith('Ki'),
  );
  return entry < 0 ? to : Math.min(entry, to);
}

/**
 * The first module below the plumbing that is nobody's messenger: a third party's if there is one,
 * else one that the system's vendor ships, else a messenger that is not the kernel itself. Frames whose names cannot be trusted accuse nobody.
 */
export function findSuspect(facts: Facts, stack: ReadStack, from: number, to = stack.frames.length): Suspect | null {
  const usable = stack.frames
    .slice(from, endOfKernel(stack, from, to))
    .filter((frame) => frame.frame.module && !isPlumbing(frame) && (frame.distrust === null || !frame.frame.symbol));
  const moduleOf = (frame: ReadFrame): string => frame.frame.module?.value ?? '';
  const third = usable.find((frame) => isThirdParty(facts, moduleOf(frame)) && !isMessenger(facts, moduleOf(frame)));
  const inbox = usable.find((frame) => !isMessenger(facts, moduleOf(frame)));
  const messenger = usable.find((frame) => !KERNEL_MODULES.has(moduleOf(frame)));
  const chosen = third ?? inbox ?? messenger;
  if (!chosen) return null;
  const above = usable.slice(0, usable.indexOf(chosen));
  return {
    frame: chosen,
    module: moduleOf(chosen),
    thirdParty: third !== undefined,
    messenger: third === undefined && inbox === undefined,
    direct: above.every((frame) => isMessenger(facts, moduleOf(frame))),
  };
}

/** A suspect as the contract's blame. */
export function blame({ frame, module }: Suspect): Blame {
  return { module, symbol: frame.frame.symbol?.value ?? null, line: frame.frame.line, basis: 'stack' };
}

/** A key of `!analyze` with a value, null where the text has none. */
export function keyOf(crash: Crash, name: string): KeyValue | null {
  return crash.keys.find(({ key, value }) => key.value === name && value.value !== '') ?? null;
}

/** `1,234`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}

/** `RxRing_Refill of contosonic`, `fabrikamusb+0x3d2c`, `DLM_free`. */
export function placeOf(frame: ReadFrame): string {
  const module = frame.frame.module?.value;
  return module && frame.frame.symbol ? `${nameOf(frame)} of ${module}` : nameOf(frame);
}

/** Evidence for the frames of the story whose printed name is only the nearest symbol. */
export function doubtfulFrames(stack: ReadStack | null): readonly Evidence[] {
  const story = stack?.parts.find(({ name }) => name !== 'noticed');
  const doubtful = stack?.frames.slice(story?.from ?? 0).filter(({ distrust }) => distrust?.kind === 'nearest') ?? [];
  return doubtful.slice(0, 3).map((frame) => ({
    line: frame.frame.line,
    why: `${nameOf(frame)}${frame.frame.offset ? `+${frame.frame.offset.value}` : ''} is only the nearest symbol: ${frame.distrust?.text ?? ''}`,
  }));
}

/** `A. B.` becomes `A`. */
export function firstSentence(text: string): string {
  return /^.*?[.;](?=\s|$)/.exec(text)?.[0].slice(0, -1) ?? text;
}

/**
 * What a stack did, oldest first, in the packs' words: `Windows polled for corrected machine checks, ... and ...`.
 * `most`: so many of the newest deeds.
 */
export function tellStory({ crash, knowledge }: Facts, stack: ReadStack, most = Infinity): string {
  const deeds = stack.frames.flatMap(({ frame }) => entryOf(frame, crash.dialect, knowledge)?.does ?? []);
  const told = [...new Set(deeds)].slice(0, most).reverse();
  const last = told.pop() ?? 'was at work';
  const subject = crash.dialect === 'windbg' ? 'Windows' : 'The kernel';
  return `${subject} ${told.length > 0 ? `${told.join(', ')} and ` : ''}${last}`;
}
