import type { Knowledge } from '../knowledge/store.js';
import type { FixedIn, KnownIssue } from '../knowledge/types.js';
import type { Crash } from '../model/crash.js';
import { matchesGlob } from '../util/glob.js';
import type { CrashText } from './crashText.js';
import type { IssueSubject } from './issueSubject.js';
import { gatherSubject } from './issueSubject.js';

/** An issue that fits, and how much of the crash it speaks of. */
export interface MatchedIssue {
  readonly issue: KnownIssue;
  /** Whether it speaks of just this crash, not of its kind or bug check alone. */
  readonly specific: boolean;
  /** A module that it asks for is in no frame: the debugger alone names it, whose word accuses nobody. */
  readonly onlyNamed: boolean;
  /** Where the text shows it: the first of its functions, else the headline. */
  readonly line: number;
}

const orAll = <T>(wanted: readonly T[] | undefined, test: (each: T) => boolean): boolean => wanted?.every(test) ?? true;
const orAny = <T>(wanted: readonly T[] | undefined, test: (each: T) => boolean): boolean => wanted?.some(test) ?? true;

const has = (text: string, piece: string): boolean => text.includes(piece.toLowerCase());

/** Whether the printed release is one of a version: what the text does not print speaks against nothing. */
const isOf = (version: string, { version: printed }: IssueSubject): boolean => printed?.startsWith(version) ?? true;

/** Whether the crashed build already has a repair; versions of which none is printed cannot be told apart. */
function hasRepair(subject: IssueSubject, { version, build }: FixedIn): boolean {
  return subject.build !== null && subject.build >= build && (subject.version?.startsWith(version) ?? version === '');
}

function hasParameters({ parameters }: IssueSubject, wanted: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(wanted).every(([number, values]) => {
    const value = parameters[Number(number) - 1];
    return typeof value === 'string' && values.includes(value);
  });
}

/** Whether all that a signature asks for is there: the cheap questions first, the crash's whole text last. */
function matches({ when, dialect }: KnownIssue, subject: IssueSubject): boolean {
  return (
    dialect === subject.dialect &&
    orAny(when.bugChecks, (code) => subject.bugChecks.includes(code.toLowerCase())) &&
    hasParameters(subject, when.parameters ?? {}) &&
    orAny(when.kinds, (kind) => kind === subject.kind) &&
    orAny(when.builds, (build) => Number(build) === subject.build) &&
    orAny(when.versions, (version) => isOf(version, subject)) &&
    orAll(when.fixedIn, (fix) => !hasRepair(subject, fix)) &&
    orAll(when.modules, (module) => subject.modules.has(module.toLowerCase())) &&
    orAll(when.message, (piece) => has(subject.message, piece)) &&
    orAll(when.frames, (pattern) => hasFrame(pattern, subject)) &&
    orAll(when.text, (piece) => has(subject.text(), piece)) &&
    orAny(when.anyText, (piece) => has(subject.text(), piece))
  );
}

function hasFrame(pattern: string, { symbols }: IssueSubject): boolean {
  if (!pattern.includes('*')) return symbols.has(pattern);
  return [...symbols].some((symbol) => matchesGlob(pattern, symbol));
}

/** The line of the first function that a signature asks for; null where it asks for none. */
function lineOf({ when }: KnownIssue, { lineOfSymbol }: IssueSubject): number | null {
  const [pattern] = when.frames ?? [];
  if (pattern === undefined) return null;
  const [, line = null] = [...lineOfSymbol].find(([symbol]) => matchesGlob(pattern, symbol)) ?? [];
  return line;
}

/** Whether a signature says more than what sort of crash it is. */
function isSpecific({ when, general }: KnownIssue): boolean {
  return !general && [when.frames, when.modules, when.message, when.text, when.parameters].some((wanted) => wanted);
}

const lengthOf = (pieces: readonly string[] | undefined): number => pieces?.join('').length ?? 0;

/** How much of the crash a signature speaks of: frames and modules count most, then words. */
function weigh({ when }: KnownIssue): number {
  return (
    4 * ((when.frames?.length ?? 0) + (when.modules?.length ?? 0)) +
    Object.keys(when.parameters ?? {}).length +
    (lengthOf(when.message) + lengthOf(when.text)) / 40 +
    (when.builds ? 1 : 0)
  );
}

/**
 * The known issues whose signature fits, the most specific first. What only explains a class of crashes is left out
 * where an issue of just this crash is known.
 */
export function matchKnownIssues(
  crash: Crash,
  kind: string,
  around: CrashText,
  knowledge: Knowledge,
): readonly MatchedIssue[] {
  const subject = gatherSubject(crash, kind, around);
  const fitting = knowledge
    .issuesThatMayFit(subject)
    .filter((issue) => matches(issue, subject))
    .map((issue) => ({
      issue,
      specific: isSpecific(issue),
      onlyNamed: issue.when.modules?.some((module) => subject.modulesOnlyNamed.has(module.toLowerCase())) ?? false,
      line: lineOf(issue, subject) ?? crash.headline.range.start.line,
    }));
  const isKnown = fitting.some(({ issue, specific }) => specific && !issue.checkOnly);
  return fitting
    .filter(({ issue }) => !(isKnown && issue.general))
    .sort((left, right) => weigh(right.issue) - weigh(left.issue));
}

/** The cases documented for just this crash, without those that a person has to check first. */
export function documentedCases(issues: readonly MatchedIssue[]): readonly MatchedIssue[] {
  return issues.filter(({ issue, specific }) => specific && !issue.checkOnly);
}
