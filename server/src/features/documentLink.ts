import type { DocumentLink } from 'vscode-languageserver-types';
import { rangeOnLine } from '../model/position.js';
import type { Case } from '../triage/case.js';

/** `KB 1020105`, `KB-2877237`, `KB#318955`. */
const ARTICLE = /\bKB[ #-]{0,2}(?<number>\d{5,8})\b/g;

/** An article has the number under which it is known, and perhaps one from before it was moved. */
function articleAddresses({ knowledge }: Case): ReadonlyMap<string, { readonly title: string; readonly url: string }> {
  const references = knowledge.knownIssues.flatMap((issue) => issue.references);
  return new Map(
    references.flatMap(({ id, title, url }) =>
      url !== null && id.startsWith('KB')
        ? [...id.matchAll(/\d{5,8}/g)].map(([number]) => [number, { title, url }] as const)
        : [],
    ),
  );
}

function articleLinks(opened: Case): DocumentLink[] {
  const found = opened.lines.flatMap((text, line) =>
    text.includes('KB') ? [...text.matchAll(ARTICLE)].map((match) => ({ match, line })) : [],
  );
  if (found.length === 0) return [];
  const addresses = articleAddresses(opened);
  return found.flatMap(({ match, line }) => {
    const article = addresses.get(match.groups?.number ?? '');
    const range = rangeOnLine(line, match.index, match.index + match[0].length);
    return article ? [{ range, target: article.url, tooltip: article.title }] : [];
  });
}

/** The code of each bug check leads to its page. */
function bugCheckLinks({ crashes, knowledge }: Case): DocumentLink[] {
  return crashes.flatMap(({ crash: { bugCheck } }) => {
    const entry = bugCheck && knowledge.bugCheck(bugCheck.code.value);
    return bugCheck && entry?.url
      ? [{ range: bugCheck.code.range, target: entry.url, tooltip: `Documentation of ${entry.name}` }]
      : [];
  });
}

/** Words that lead to a page: numbers of articles that the packs know, and the codes of bug checks. */
export function findDocumentLinks(opened: Case): DocumentLink[] {
  return [...bugCheckLinks(opened), ...articleLinks(opened)];
}
