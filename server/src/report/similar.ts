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
  const elsewhere = [...others].filter(({ uri }) => uri !== document.uri);
  const found = [document, ...elsewhere].flatMap(({ uri, opened }) =>
    opened.crashes.flatMap((triaged, at): SimilarCrash[] => {
      const isItself = opened === document.opened && at === index;
      if (isItself || triaged.signature !== signature) return [];
      const { line } = triaged.crash.range.start;
      return [{ uri, index: at, document: nameOf(uri), headline: headlineWords(triaged), line }];
    }),
  );
  return found.slice(0, MOST_SIMILAR);
}

function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1).replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
