import type { Basis } from '../../knowledge/types.js';

/** A line, and the CPU whose row is meant where several stand on it. */
export interface Place {
  readonly line: number;
  readonly cpu: number | null;
}

/** Where the parties of a wait are to be found. */
export function placesOf(
  parties: readonly { readonly line: number | null; readonly cpu: number | null }[],
): readonly Place[] {
  return parties.flatMap(({ line, cpu }) => (line === null ? [] : [{ line, cpu }]));
}

/** One paragraph: what a thing is, what it means in this crash, a guess, or the same idea elsewhere. */
export interface Paragraph {
  readonly kind: 'meaning' | 'here' | 'guess' | 'elsewhere';
  readonly text: string;
  /** Places of the log that the words speak of, to be offered as a jump: `7 candidates`. */
  readonly jump?: { readonly label: string; readonly places: readonly Place[] };
}

/** What is known of a word in a log, in plain text: whoever shows it escapes it. */
export interface Explanation {
  readonly title: string;
  /** Short labels behind the title: module, role. */
  readonly tags: readonly string[];
  readonly paragraphs: readonly Paragraph[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
  readonly basis: Basis | null;
}

const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  documented: 'documented',
  seen: 'seen in real logs',
  recalled: 'not verified',
  'inferred-from-name': 'inferred from the name',
};

/** How well a fact is founded, in words. */
export function basisWords(basis: Basis): string {
  return BASIS_WORDS[basis];
}

/** Takes out what is not there. */
export function present<T>(...parts: readonly (T | null | undefined | false)[]): readonly T[] {
  return parts.filter((part): part is T => part !== null && part !== undefined && part !== false);
}

/** A link to where more is written; null where no address is known. */
export function linkTo(title: string, url: string | null): Explanation['links'][number] | null {
  return url === null ? null : { title, url };
}

/** `stack` for one of them, `stacks` for more. */
export function plural(one: string, count: number): string {
  return count === 1 ? one : `${one}s`;
}

/** The first sentences of a text, with their stops. */
export function firstSentences(text: string, count: number): string {
  const ends = [...text.matchAll(/[.](?=\s+\p{Lu})/gu)].map(({ index }) => index + 1);
  return text.slice(0, ends[count - 1]);
}
