import type { KnownIssue } from '../knowledge/types.js';
import type { Problem } from './problem.js';
import { quote } from './reasons.js';
import type { ReadPack } from './readPack.js';

/** The ids of the known issues that a text shows. */
export type FindIssues = (text: string) => ReadonlySet<string>;

function tryIssue({ id, sample, counterSample }: KnownIssue, read: ReadPack, find: FindIssues): readonly Problem[] {
  const shows = (lines: readonly string[] | undefined): boolean => find(lines?.join('\n') ?? '').has(id);
  const problems: Problem[] = [];
  if (!sample) {
    const message = 'A sample would keep this entry true: some lines of a crash that it must fit.';
    problems.push({ range: read.rangeOfEntry(id), severity: 'hint', code: 'no-sample', message });
  } else if (!shows(sample)) {
    const message = `${quote(id)} does not fit its own sample.`;
    problems.push({ range: read.rangeOfEntry(id, 'sample'), severity: 'warning', code: 'sample', message });
  }
  if (counterSample && shows(counterSample)) {
    const message = `${quote(id)} fits its counter-sample, which it should leave alone.`;
    problems.push({ range: read.rangeOfEntry(id, 'counterSample'), severity: 'warning', code: 'sample', message });
  }
  return problems;
}

/** Compares each known issue of a pack with the crashes that it must and must not fit. */
export function trySamples(read: ReadPack, find: FindIssues): readonly Problem[] {
  if (read.pack?.pack !== 'known-issues') return [];
  return read.pack.entries.flatMap((issue) => tryIssue(issue, read, find));
}
