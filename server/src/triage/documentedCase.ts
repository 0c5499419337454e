import type { Facts, Judgement } from './facts.js';
import type { MatchedIssue } from './knownIssues.js';
import { isThirdParty } from './suspects.js';
import type { Category } from './verdict.js';

const NOT_PROVEN = 'for the documented case; this text alone does not prove it';

/** `KB 318512`, or the case's title where nobody has written an article. */
function articleOf({ issue }: MatchedIssue): string {
  return issue.references[0]?.id ?? issue.title;
}

const isSure = ({ issue }: MatchedIssue): boolean => !issue.checkOnly;

/** A case that shows itself by what stands in this text, not by the arguments of a bug check alone. */
function findCase({ issues }: Facts): MatchedIssue | undefined {
  return issues.find(
    (matched) =>
      isSure(matched) &&
      matched.specific &&
      [matched.issue.when.frames, matched.issue.when.message, matched.issue.when.text].some((wanted) => wanted),
  );
}

/** Categories that say of no cause that it was this one. */
const OPEN: ReadonlySet<Category> = new Set(['unknown', 'os-bug', 'driver-bug']);

/** A category that the guilty decides: whoever the article holds responsible, it was no bug of the system. */
function categoryOf(module: string, { category }: Judgement, facts: Facts): Category {
  if (!OPEN.has(category)) return category;
  if (module === 'hardware' || module === 'firmware') return module;
  return isThirdParty(facts, module) ? 'driver-bug' : category;
}

function withBlame(judgement: Judgement, matched: MatchedIssue, module: string, facts: Facts): Judgement {
  const article = articleOf(matched);
  const { line, issue } = matched;
  return {
    ...judgement,
    category: categoryOf(module, judgement, facts),
    summary: `${judgement.summary} A documented case fits and holds ${module} responsible (${article}).`,
    confidence: 'medium',
    confidenceNote: NOT_PROVEN,
    blamed: { module, symbol: null, line, basis: 'named' },
    evidence: [...judgement.evidence, { line, why: `the signature of ${article}: ${issue.title}` }],
  };
}

/** The article as an answer, where the text alone has none. */
function withArticle(judgement: Judgement, matched: MatchedIssue): Judgement {
  const article = articleOf(matched);
  const title = matched.issue.title.replace(/\.$/, '');
  const words =
    article === matched.issue.title ? `A documented case fits: ${title}.` : `${article} describes it: ${title}.`;
  const isOpen = judgement.blamed === null && judgement.confidence === 'low' && !judgement.confidenceNote;
  return {
    ...judgement,
    summary: `${judgement.summary} ${words}`,
    ...(isOpen && { confidence: 'medium', confidenceNote: NOT_PROVEN }),
    evidence: [...judgement.evidence, { line: matched.line, why: `the signature of ${article}: ${title}` }],
  };
}

/** A part of the system that was only named as the place: an article knows better whose mistake it was. */
function isLead({ blamed, confidence }: Judgement, facts: Facts): boolean {
  return (
    blamed !== null && confidence === 'low' && facts.crash.dialect === 'psod' && !isThirdParty(facts, blamed.module)
  );
}

/**
 * Where the stack accuses nobody, a documented case may name the guilty, or at least tell what happened: its author saw
 * more than this text shows.
 */
export function withDocumentedCase(judgement: Judgement, facts: Facts): Judgement {
  const matched = findCase(facts);
  if (judgement.blamed && !isLead(judgement, facts)) {
    // What the hardware says of itself needs no article.
    const agrees =
      judgement.category !== 'hardware' && [undefined, judgement.blamed.module].includes(matched?.issue.blames);
    return matched && agrees ? withArticle(judgement, matched) : judgement;
  }
  const blaming = facts.issues.find(
    (matched) => isSure(matched) && !matched.onlyNamed && matched.issue.blames !== undefined,
  );
  if (blaming?.issue.blames !== undefined) return withBlame(judgement, blaming, blaming.issue.blames, facts);
  return matched ? withArticle(judgement, matched) : judgement;
}
