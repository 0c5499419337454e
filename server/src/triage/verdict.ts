import type { Crash } from '../model/crash.js';
import type { Frame, Stack } from '../model/frame.js';
import type { FrameRole, ResourceType } from '../model/roles.js';
import type { Release } from '../knowledge/builds.js';
import type { Counterpart, Reference } from '../knowledge/types.js';
import type { MatchedIssue } from './knownIssues.js';
import type { PlaceInTime } from './timeline.js';

export type StackRole = 'panicking' | 'waiter' | 'owner' | 'stalled' | 'other';
export type Category =
  | 'lock-contention'
  | 'cpu-stall'
  | 'firmware'
  | 'hardware'
  | 'driver-bug'
  | 'memory-corruption'
  | 'resource-exhaustion'
  | 'storage'
  | 'power'
  | 'os-bug'
  | 'deliberate'
  | 'configuration'
  | 'unknown';
export type Confidence = 'high' | 'medium' | 'low';

/** Why a party is taken for the owner: the log names it, its stack shows it, it is the only one left, one of several. */
export type OwnerBasis = 'named' | 'stack' | 'exclusion' | 'candidate';

/** Why a printed symbol must not be taken for the function that ran. */
export interface Doubt {
  /** `nearest`: only the nearest symbol. `placeholder`: no name at all. `end`: printed by the unwinder behind the end. */
  readonly kind: 'nearest' | 'placeholder' | 'end';
  /** A phrase without a stop. */
  readonly text: string;
}

export interface ReadFrame {
  readonly frame: Frame;
  readonly role: FrameRole | null;
  readonly distrust: Doubt | null;
}

/** What one stretch of a stack tells. The five words of the product, plus what lies between them. */
export type PartName = 'noticed' | 'asking' | 'running' | 'interrupted';

/** A stretch of one stack with one story, newest first. */
export interface StackPart {
  readonly name: PartName;
  /** One sentence: what this stretch did. */
  readonly text: string;
  /** Index of the first frame and of the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Whether nothing but an idle loop is in it. */
  readonly idle: boolean;
}

export interface ReadStack {
  readonly stack: Stack;
  readonly role: StackRole;
  readonly frames: readonly ReadFrame[];
  readonly parts: readonly StackPart[];
  /** Index of the frame where the real story starts, below the plumbing; null where all of it is plumbing. */
  readonly start: number | null;
}

export interface Party {
  readonly cpu: number | null;
  readonly thread: string | null;
  /** Where a person should look: its stack, its row in the CPU list, the words that name it. */
  readonly line: number | null;
  readonly stack: string | null;
  /** A short name for people: `PCPU 3`, `platform firmware`. */
  readonly name: string;
}

export interface Waiter extends Party {
  readonly basis: 'named' | 'stack';
  readonly confidence: Confidence;
}

export interface Owner extends Party {
  readonly basis: OwnerBasis;
  readonly confidence: Confidence;
}

export interface Wait {
  readonly resource: {
    readonly type: ResourceType;
    readonly name: string | null;
    readonly address: string | null;
    /** The address was read from a stack word: a guess. */
    readonly addressIsGuess: boolean;
  };
  readonly waiters: readonly Waiter[];
  readonly owners: readonly Owner[];
}

export interface Blame {
  readonly module: string;
  readonly symbol: string | null;
  readonly line: number;
  readonly basis: OwnerBasis;
}

export interface Evidence {
  readonly line: number;
  readonly why: string;
}

export interface NextStep {
  readonly title: string;
  readonly command: string | null;
  readonly url: string | null;
}

/** Something the rule weighed and did not choose. */
export interface Alternative {
  readonly title: string;
  readonly why: string;
  readonly references: readonly Reference[];
}

export interface Verdict {
  readonly category: Category;
  /** The answer in one short sentence without a stop: what stands above the crash in the editor. */
  readonly brief: string;
  /** One or two sentences, the first answers what happened and who is to blame. */
  readonly summary: string;
  readonly confidence: Confidence;
  /** What the confidence is about, where one word is not enough: `for the victim; the owner is not known`. */
  readonly confidenceNote: string | null;
  readonly blamed: Blame | null;
  readonly evidence: readonly Evidence[];
  readonly nextSteps: readonly NextStep[];
  readonly references: readonly Reference[];
  readonly alternatives: readonly Alternative[];
  /** What would change this verdict, each a short phrase. */
  readonly wouldChange: readonly string[];
  readonly counterparts: readonly Counterpart[];
}

/** One crash, read to the end. */
export interface TriagedCrash {
  readonly crash: Crash;
  /** The contract's kind: for WinDbg the bug check's name. */
  readonly kind: string;
  /** The release of the system, told by its build; null where none is printed or known. */
  readonly release: Release | null;
  readonly stacks: readonly ReadStack[];
  readonly waits: readonly Wait[];
  /** The known issues that fit, the most specific first. */
  readonly issues: readonly MatchedIssue[];
  readonly verdict: Verdict;
  /** Where it stands among the crashes of its text. */
  readonly place: PlaceInTime;
  readonly signature: string;
}
