import { releaseWords } from '../triage/release.js';
import type { TriagedCrash, Wait } from '../triage/verdict.js';
import { leadToCommand } from './commandPlace.js';
import { timelineWords } from './timelineWords.js';
import {
  blamedWords,
  categoryWords,
  cpuRanges,
  headlineWords,
  ownerWords,
  panicWords,
  resourceWords,
  systemWords,
  uptimeWords,
} from './words.js';

/** Turns a piece of text into a coloured one; the identity where nothing is coloured. */
export interface Colours {
  readonly headline: (text: string) => string;
  readonly verdict: (text: string) => string;
  readonly label: (text: string) => string;
  readonly guess: (text: string) => string;
}

export const NO_COLOURS: Colours = {
  headline: (text) => text,
  verdict: (text) => text,
  label: (text) => text,
  guess: (text) => text,
};

const WIDTH = 100;
const INDENT = '    ';
const LABEL_WIDTH = 9;

/** Breaks a text at blanks so that no line is longer than `width`. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const open = lines.at(-1);
    if (open !== undefined && open.length + 1 + word.length <= width) lines[lines.length - 1] = `${open} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A label once, then its entries one below the other. */
function block(
  label: string,
  entries: readonly string[],
  colours: Colours,
  colour = (text: string): string => text,
): string[] {
  const lines = entries.flatMap((entry) => {
    const [first = '', ...rest] = wrap(entry, WIDTH - INDENT.length - LABEL_WIDTH);
    return [first, ...rest.map((line) => `  ${line}`)];
  });
  return lines.map((line, index) => {
    const head = (index === 0 ? label : '').padEnd(LABEL_WIDTH);
    return `${INDENT}${colours.label(head)}${colour(line)}`;
  });
}

/** Who, of what category, how sure: hardware as such is its own category. */
function blameLine(triaged: TriagedCrash): string {
  const { category, confidence, confidenceNote } = triaged.verdict;
  const who = new Set([blamedWords(triaged), categoryWords(category)]);
  return [...who, `confidence ${confidence}${confidenceNote ? `: ${confidenceNote}` : ''}`].join(' · ');
}

function waitLine(wait: Wait): string {
  const waiter = wait.waiters[0];
  const at = waiter?.line === null || waiter?.line === undefined ? '' : ` (line ${waiter.line + 1})`;
  const candidates = wait.owners.filter(({ basis }) => basis === 'candidate');
  const owner =
    wait.owners.length > 0 && candidates.length === wait.owners.length
      ? `${candidates.length > 1 ? 'one of ' : ''}${cpuRanges(candidates)} ?`
      : ownerWords(wait);
  return `${waiter?.name ?? '?'}${at} -> ${resourceWords(wait)} -> ${owner}`;
}

/** One crash for a terminal: headline, verdict, who waits for whom, why, what next. */
export function crashText(triaged: TriagedCrash, colours: Colours = NO_COLOURS): string {
  const { crash, verdict, waits } = triaged;
  const facts = [systemWords(crash), panicWords(crash), uptimeWords(crash) && `up ${uptimeWords(crash)}`].filter(
    Boolean,
  );
  const headline = headlineWords(triaged);
  const release = releaseWords(triaged.release, crash);
  const place = timelineWords(triaged.place);
  const references = verdict.references.map(({ id, title, url }) => [`${id}: ${title}`, url].filter(Boolean).join(' '));
  return [
    `  ${colours.headline(headline)}`,
    ...(facts.length > 0 ? [`  ${colours.label(facts.join(' · '))}`] : []),
    ...(place === '' ? [] : [`  ${colours.label(place)}`]),
    ...(release === '' ? [] : wrap(release, WIDTH).map((line) => `  ${colours.label(line)}`)),
    ...wrap(verdict.summary, WIDTH).map((line) => `  ${colours.verdict(line)}`),
    ...block('waits', waits.map(waitLine), colours),
    ...block('blamed', [blameLine(triaged)], colours),
    ...block(
      'because',
      verdict.evidence.map(({ line, why }) => `line ${line + 1}: ${why}`),
      colours,
    ),
    ...block(
      'next',
      verdict.nextSteps.map(({ title, command }) =>
        command ? `${leadToCommand(title, command, crash.dialect)} ${command}` : title,
      ),
      colours,
    ),
    ...block(
      'weighed',
      verdict.alternatives.map(({ title, why }) => `${title}: ${why}`),
      colours,
      colours.guess,
    ),
    ...block('see', references, colours),
  ].join('\n');
}
