import type { Crash, KeyValue } from '../model/crash.js';
import type { Knowledge } from '../knowledge/store.js';
import type { BugCheckEntry } from '../knowledge/types.js';
import { withoutMinidumpBit } from '../util/hex.js';
import type { CrashText } from './crashText.js';
import type { MatchedIssue } from './knownIssues.js';
import { entryOf } from './readStack.js';
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
  /** The lines that speak of the crash, log lines before it included. */
  readonly text: CrashText;
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
  readonly name: string;
  applies(facts: Facts): boolean;
  judge(facts: Facts): Judgement;
}

/** The bug check's code without the bit that marks a minidump's variant of it. */
export function codeOf({ crash }: Pick<Facts, 'crash'>): string | null {
  const code = crash.bugCheck?.code.value;
  return code === undefined ? null : withoutMinidumpBit(code);
}

/** A step without a command or address. */
export function step(title: string, command: string | null = null, url: string | null = null): NextStep {
  return { title, command, url };
}

/** `SP_WaitLock`, `netkvm+0x3d2c`, or the bare address of a frame whose name is lost. */
export function nameOf({ frame }: ReadFrame): string {
  if (frame.symbol) return frame.symbol.value;
  if (frame.module) return [frame.module.value, frame.offset?.value].filter(Boolean).join('+');
  return frame.address?.value ?? 'an unnamed address';
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
  if (module && frame.distrust !== null) return module;
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

/** A sentence begins with a capital, also where it begins with a name of ours. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
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
