import type { Crash } from '../model/crash.js';
import type { Knowledge } from '../knowledge/store.js';
import type { KnownIssue, Reference } from '../knowledge/types.js';
import type { Facts, Judgement, Rule } from './facts.js';
import { step } from './facts.js';
import { compareWithAnalyze } from './analyzeComparison.js';
import type { CrashText } from './crashText.js';
import { textOfCrash } from './crashText.js';
import { withDocumentedCase } from './documentedCase.js';
import { tellDriverAge } from './driverAge.js';
import { tellFaultAddress } from './faultAddress.js';
import { kindOf } from './kinds.js';
import type { MatchedIssue } from './knownIssues.js';
import { documentedCases, matchKnownIssues } from './knownIssues.js';
import { chooseSteps } from './nextSteps.js';
import { readStack } from './readStack.js';
import { findRelease } from './release.js';
import { RULES } from './rules/index.js';
import { signatureOf } from './signature.js';
import { tellArguments } from './tellingArguments.js';
import { rolesOfStacks } from './stackRoles.js';
import type { PlaceInTime } from './timeline.js';
import { findTimeline } from './timeline.js';
import type { Alternative, Evidence, NextStep, TriagedCrash, Verdict } from './verdict.js';
import { findWaits } from './waits.js';

function gatherFacts(crash: Crash, text: CrashText, knowledge: Knowledge): Facts {
  const bugCheck = crash.bugCheck ? knowledge.bugCheck(crash.bugCheck.code.value) : null;
  const kind = kindOf(crash, bugCheck?.name ?? null);
  const roles = rolesOfStacks(crash);
  const stacks = crash.stacks.map((stack) => readStack(stack, crash.dialect, roles.get(stack) ?? 'other', knowledge));
  return {
    crash,
    kind,
    stacks,
    stack: stacks.find(({ role }) => role === 'panicking') ?? null,
    waits: findWaits({ crash, kind, stacks, knowledge }),
    issues: matchKnownIssues(crash, kind, text, knowledge),
    bugCheck,
    knowledge,
    text,
  };
}

/** What an issue refers to; one that has no article to read tells its cause itself. */
function referencesOf({ id, title, cause, references }: KnownIssue): readonly Reference[] {
  return references.length > 0 ? references : [{ id, title: `${title.replace(/\.$/, '')}. ${cause}`, url: null }];
}

/** Documented cases first, then general articles, then the bug check's own page; each once. */
function gatherReferences({ issues, bugCheck, crash }: Facts): readonly Reference[] {
  const ofIssues = issues.filter(({ issue }) => !issue.checkOnly).flatMap(({ issue }) => referencesOf(issue));
  const page =
    bugCheck?.url && crash.bugCheck
      ? [
          {
            id: crash.bugCheck.code.value,
            title: `Bug check ${crash.bugCheck.code.value}: ${bugCheck.name}`,
            url: bugCheck.url,
          },
        ]
      : [];
  const all = [...ofIssues, ...page];
  return all.filter(
    ({ id, url }, index) => all.findIndex((other) => other.id === id || (url !== null && other.url === url)) === index,
  );
}

/** Documented cases that a person has to check: never a verdict of their own. */
function thingsToCheck({ issues }: Facts): readonly Alternative[] {
  return issues
    .filter(({ issue }) => issue.checkOnly)
    .map(({ issue }) => ({ title: issue.title, why: issue.cause, references: issue.references }));
}

/** Whose advice it is. The page of the bug check itself is no article: its number would read like one. */
function sourceWords({ issue }: MatchedIssue): string {
  const source = issue.references[0]?.id ?? issue.id;
  return source.startsWith('0x') ? '' : `${source}: `;
}

/** What the articles on just this crash advise; where no fix is known, one may be in them by now. */
function documentedFixes(facts: Facts): readonly NextStep[] {
  return documentedCases(facts.issues).flatMap((matched) => {
    const { issue } = matched;
    const [article] = issue.references;
    if (issue.fix !== null) return [step(`${sourceWords(matched)}${issue.fix}`, null, article?.url ?? null)];
    return article ? [step(`${article.id}: read whether a fix is out; none is noted here`, null, article.url)] : [];
  });
}

/** What the headline's line is worth by itself. */
const GENERAL: ReadonlySet<string> = new Set(['the panic message', 'the bug check']);

/** The lines of which something more is told than that they are the headline. */
function particularLines(evidence: readonly Evidence[]): ReadonlySet<number> {
  return new Set(evidence.filter(({ why }) => !GENERAL.has(why)).map(({ line }) => line));
}

/** In file order, each reason of a line once; where a line has a particular one, that it is the headline says nothing. */
function sortEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  const particular = particularLines(evidence);
  return [...evidence]
    .filter(({ line, why }) => !GENERAL.has(why) || !particular.has(line))
    .sort((left, right) => left.line - right.line)
    .filter(
      ({ line, why }, index, all) => all.findIndex((other) => other.line === line && other.why === why) === index,
    );
}

/** What is said where no rule speaks. */
const CANNOT_TELL: Judgement = {
  category: 'unknown',
  brief: 'Cannot tell what happened',
  summary: 'Dump Lens cannot tell what happened here.',
  confidence: 'low',
  blamed: null,
  evidence: [],
  nextSteps: [],
  wouldChange: [],
  counterparts: [],
};

/** What the text tells beside the verdict: what the address was, how old the driver is, and what the debugger named. */
function withSideLights(judgement: Judgement, facts: Facts): Judgement {
  const age = judgement.blamed ? tellDriverAge(facts.crash, judgement.blamed.module) : null;
  const told = [...tellFaultAddress(facts), ...judgement.evidence];
  const particular = particularLines(told);
  // What a rule says of an argument is what it means in this crash: its general meaning would only say it again.
  const others = tellArguments(facts).filter(({ line }) => !particular.has(line));
  const evidence = [...told, ...others, ...(age ? [age] : [])];
  return compareWithAnalyze({ ...judgement, evidence }, facts);
}

function judge(facts: Facts, rules: readonly Rule[]): Verdict {
  const rule = rules.find((candidate) => candidate.applies(facts));
  const judgement = withSideLights(withDocumentedCase(rule?.judge(facts) ?? CANNOT_TELL, facts), facts);
  const { category, brief, summary, confidence, blamed, wouldChange } = judgement;
  return {
    category,
    brief,
    summary,
    confidence,
    confidenceNote: judgement.confidenceNote ?? null,
    blamed,
    evidence: sortEvidence(judgement.evidence),
    nextSteps: chooseSteps([...documentedFixes(facts), ...judgement.nextSteps]),
    references: gatherReferences(facts),
    alternatives: [...(judgement.alternatives ?? []), ...thingsToCheck(facts)],
    wouldChange,
    counterparts: judgement.counterparts.flatMap((id) => facts.knowledge.counterpart(id) ?? []),
  };
}

/** Reads one crash to the end: roles, waits, blame, next steps. */
function triage(facts: Facts, place: PlaceInTime, rules: readonly Rule[]): TriagedCrash {
  return {
    crash: facts.crash,
    kind: facts.kind,
    release: findRelease(facts.crash, facts.knowledge),
    stacks: facts.stacks,
    waits: facts.waits,
    issues: facts.issues,
    verdict: judge(facts, rules),
    place,
    signature: signatureOf(facts),
  };
}

/**
 * Reads the crashes of a text to the end. Pure: the same text and packs give the same verdicts. `rules`: those that may
 * speak, in their order.
 */
export function triageCrashes(
  crashes: readonly Crash[],
  lines: readonly string[],
  knowledge: Knowledge,
  rules: readonly Rule[] = RULES,
): readonly TriagedCrash[] {
  return findTimeline(crashes).flatMap((place, index) => {
    const crash = crashes[index];
    if (!crash) return [];
    return [triage(gatherFacts(crash, textOfCrash(lines, crashes, index), knowledge), place, rules)];
  });
}
