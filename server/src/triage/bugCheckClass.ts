import type { Facts, Judgement, Rule } from './facts.js';
import { capitalise, codeOf, doubtfulFrames, nameOf, placeOf, step } from './facts.js';
import { contextSteps, driverSteps, packSteps, symbolSteps } from './nextSteps.js';
import type { Suspect } from './suspects.js';
import { blame, suspectOfStory } from './suspects.js';
import { findTellingArguments, tellArgument } from './tellingArguments.js';
import type { Alternative, Category, Confidence, Evidence, NextStep } from './verdict.js';

/**
 * Who can be guilty in a class of bug checks.
 * - `runner`: whoever ran, third parties first; parts of Windows where nothing else is there.
 * - `third-party`: whoever ran, if it is a third party; the system itself is not named.
 * - `caller`: a third party, if nothing but the kernel itself lies above it: it made the call that failed.
 * - `nobody`: who is on the stack only found it.
 */
export type Accused = 'runner' | 'third-party' | 'caller' | 'nobody';

/** One class of bug checks: what it means by itself, before any stack is read. */
export interface BugCheckClass {
  /** Bug check codes. */
  readonly codes: readonly string[];
  /** Only where argument 1 has one of these values. */
  readonly firstArgument?: readonly string[];
  readonly category: Category;
  /** The category where no third party is accused; without it `os-bug` for parts of Windows, and `unknown`. */
  readonly otherwise?: Category;
  readonly accused: Accused;
  /** How sure the blame is where the accused stands directly below the plumbing. */
  readonly confidence: Confidence;
  /** What happened: a sentence without a stop. */
  readonly says: string;
  /** The same for the line above the crash, where `says` would push whoever is accused out of sight. */
  readonly briefly?: string;
  /** What a third party that is accused did: `{who}` stands for it. */
  readonly accuses: string;
  /** What a third party on the stack has to do with it where it is not accused; without it, that it only found it. */
  readonly clears?: string;
  /** What helps more than the pack's general commands: taken before them. */
  readonly steps?: readonly NextStep[];
  readonly wouldChange: readonly string[];
  readonly counterparts?: readonly string[];
}

function classOf(classes: readonly BugCheckClass[], facts: Facts): BugCheckClass | undefined {
  const code = codeOf(facts);
  const first = facts.crash.bugCheck?.parameters[0]?.value;
  return classes.find(
    ({ codes, firstArgument }) =>
      code !== null &&
      codes.includes(code) &&
      (firstArgument === undefined || (first !== undefined && firstArgument.includes(first))),
  );
}

/** Whether the suspect may be accused in this class. */
function accuse({ accused }: BugCheckClass, suspect: Suspect | null): Suspect | null {
  if (!suspect) return null;
  const may: Readonly<Record<Accused, boolean>> = {
    runner: true,
    'third-party': suspect.thirdParty,
    caller: suspect.thirdParty && suspect.called,
    nobody: false,
  };
  return may[accused] ? suspect : null;
}

const RANKS: readonly Confidence[] = ['low', 'medium', 'high'];

/** A suspect that is further down is one rank less sure; one that the system's vendor ships is a lead and no more. */
function confidenceIn({ confidence }: BugCheckClass, guilty: Suspect | null): Confidence {
  if (!guilty?.thirdParty) return 'low';
  return guilty.direct ? confidence : (RANKS[RANKS.indexOf(confidence) - 1] ?? 'low');
}

function categoryOf({ category, otherwise }: BugCheckClass, guilty: Suspect | null): Category {
  if (category !== 'driver-bug' || guilty?.thirdParty) return category;
  return otherwise ?? (guilty ? 'os-bug' : 'unknown');
}

const ONLY_FOUND = '{who} only found it; who caused it is not shown by this stack.';

function describeWho(row: BugCheckClass, suspect: Suspect | null, guilty: Suspect | null): string {
  if (guilty?.thirdParty) return row.accuses.replace('{who}', placeOf(guilty.frame));
  if (guilty) return `Only parts of Windows are on the stack, first of them ${placeOf(guilty.frame)}.`;
  if (suspect?.thirdParty) return (row.clears ?? ONLY_FOUND).replace('{who}', placeOf(suspect.frame));
  return 'The text does not show who is to blame.';
}

/** Whom the class accuses, as the second half of a sentence; empty where nobody. */
function briefWho({ accuses }: BugCheckClass, guilty: Suspect | null): string {
  if (!guilty) return '';
  const place = placeOf(guilty.frame);
  const who = guilty.thirdParty ? accuses.replace('{who}', place) : `only Windows is on the stack, first ${place}`;
  return `; ${who.replace(/\.$/, '')}`;
}

function suspectEvidence(suspect: Suspect | null): readonly Evidence[] {
  if (!suspect) return [];
  const why = suspect.messenger
    ? 'a part of Windows that works for others, and nobody else is below the plumbing'
    : suspect.direct
      ? 'the first code below the plumbing that is no framework'
      : suspect.thirdParty
        ? 'the first third-party code; parts of Windows lie above it'
        : 'the first part of Windows below the plumbing that is no framework';
  return [{ line: suspect.frame.frame.line, why: `${placeOf(suspect.frame)}: ${why}` }];
}

/** Other third parties on the stack, and why they were not chosen. */
export function otherSuspects(suspect: Suspect | null): readonly Alternative[] {
  return (suspect?.others ?? []).slice(0, 3).map((frame) => ({
    title: `${frame.frame.module?.value ?? nameOf(frame)} (line ${frame.frame.line + 1})`,
    why: 'also on the stack, but further from the fault or only in the path of the request.',
    references: [],
  }));
}

/** What the first telling argument says, as a sentence with a blank behind it; empty where none does. */
function argumentSentence(facts: Facts): string {
  const [first] = findTellingArguments(facts);
  return first ? `${capitalise(tellArgument(first))}. ` : '';
}

/** What happened, without a stop: the bug check by its name, or the class alone where the text has none. */
function nameWhat(says: string, { kind }: Facts): string {
  return kind === 'none' ? capitalise(says) : `${kind}: ${says}`;
}

/** What the class, the arguments and the stack say together. */
export function judgeClass(row: BugCheckClass, facts: Facts): Judgement {
  const { crash, stack } = facts;
  const suspect = suspectOfStory(facts, stack);
  const guilty = accuse(row, suspect);
  const who = describeWho(row, suspect, guilty);
  const headline = { line: crash.headline.range.start.line, why: 'the bug check' };
  const what = nameWhat(row.says, facts);
  return {
    category: categoryOf(row, guilty),
    brief: `${nameWhat(row.briefly ?? row.says, facts)}${briefWho(row, guilty)}`,
    summary: `${what}. ${argumentSentence(facts)}${who}`,
    confidence: confidenceIn(row, guilty),
    blamed: guilty ? blame(guilty) : null,
    evidence: [...(crash.bugCheck ? [headline] : []), ...suspectEvidence(suspect), ...doubtfulFrames(stack)],
    nextSteps: [
      ...symbolSteps(facts),
      ...contextSteps(facts),
      ...(row.steps ?? []),
      ...(guilty ? driverSteps(facts, guilty.module) : []),
      ...packSteps(facts, guilty?.thirdParty ? guilty.module : null),
      ...(stack ? [] : [step('Get the stack and the arguments', '!analyze -v')]),
    ],
    alternatives: otherSuspects(suspect),
    wouldChange: row.wouldChange,
    counterparts: row.counterparts ?? [],
  };
}

/** A rule for classes of bug checks that differ only in what their table says. */
export function ruleOfClasses(name: string, classes: readonly BugCheckClass[]): Rule {
  return {
    name,
    applies: (facts) => facts.crash.dialect === 'windbg' && classOf(classes, facts) !== undefined,
    judge: (facts) => judgeClass(classOf(classes, facts) ?? UNKNOWN_CLASS, facts),
  };
}

/** What is known of a bug check without a class, and of a transcript without a bug check. */
export const UNKNOWN_CLASS: BugCheckClass = {
  codes: [],
  category: 'driver-bug',
  accused: 'runner',
  confidence: 'medium',
  says: 'the system stopped itself',
  accuses: '{who} was running when the system stopped.',
  wouldChange: ['a second dump with another stack'],
};
