import { Document, isScalar, visit } from 'yaml';
import type { KnownIssue } from '../knowledge/types.js';

/** What a person is told who is to finish an entry, above the fields that it is about. */
const HINTS: Readonly<Partial<Record<keyof KnownIssue, string>>> = {
  when: ' How the crash is known again: all of this must be there.\n Take out what belongs to this one crash only.',
  checkOnly: ' true: a thing to check, not a verdict',
  fix: ' What helps? null where nothing is known',
  references: ' - { id: TICKET-1, title: What it is called, url: "https://..." }',
  sample: ' Lines of the crash that the entry must fit.\n Look whether they still tell whose they are.',
};

const HEAD = [
  ' A known issue of your own. It counts as soon as it is saved as a .yaml file',
  ' in the folder .dumplens of your workspace.',
].join('\n');

/** Writes a pack with one known issue, for a person to finish. */
export function writeIssue(issue: KnownIssue): string {
  const { sample, ...rest } = issue;
  const entry = sample && sample.length > 0 ? { ...rest, sample } : rest;
  const document = new Document({ pack: 'known-issues', id: 'own-issues', system: 'any', entries: [entry] });
  document.commentBefore = HEAD;
  visit(document, {
    Pair: (_, { key }) => {
      const name = isScalar(key) ? (key.value as keyof KnownIssue) : null;
      const hint = name === null ? undefined : HINTS[name];
      if (isScalar(key) && hint !== undefined) key.commentBefore = hint;
    },
  });
  // Lines of a log are never broken.
  return document.toString({ lineWidth: 0, defaultStringType: 'PLAIN' });
}
