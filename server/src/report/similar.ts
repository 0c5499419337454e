import type { Case } from '../triage/case.js';
import type { SimilarCrash } from './reportModel.js';
import { headlineWords } from './words.js';

/** A text that was read, and where it is. */
export interface OpenedDocument {
  readonly uri: string;
  readonly opened: Case;
}

/** So many are listed; a document of hundreds of equal crashes needs no list of them all. */
const MOST_SIMILAR = 20;

/** The crashes with the signature of this one, itself left out; those of its own document come first. */
export function findSimilar(
  document: OpenedDocument,
  index: number,
  others: Iterable<OpenedDocument>,
): readonly SimilarCrash[] {
  const signature = document.opened.crashes[index]?.signature ?? '';
  if (signature === '') return [];
  const found: SimilarCrash[] = [];
  for (const each of [document, ...others]) {
    if (each !== document && each.uri === document.uri) continue;
    each.opened.crashes.forEach((triaged, at) => {
      const isItself = each === document && at === index;
      if (isItself || triaged.signature !== signature || found.length === MOST_SIMILAR) return;
      const { line } = triaged.crash.range.start;
      found.push({ uri: each.uri, index: at, document: nameOf(each.uri), headline: headlineWords(triaged), line });
    });
  }
  return found;
}

function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1).replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
