import { releaseWords } from '../triage/release.js';
import type { TriagedCrash, Wait } from '../triage/verdict.js';
import { leadToCommand } from './commandPlace.js';
import { escapeMarkdown, inlineCode } from './escape.js';
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

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? ['', `### ${title}`, '', ...lines] : [];
}

function waitLine(wait: Wait): string {
  const candidates = wait.owners.filter(({ basis }) => basis === 'candidate');
  const list = candidates.length > 0 ? ` (${cpuRanges(candidates)})` : '';
  const waiters = wait.waiters.map(({ name }) => name).join(', ');
  return `- ${escapeMarkdown(waiters)} waits for ${inlineCode(resourceWords(wait))}; owner: ${escapeMarkdown(ownerWords(wait))}${escapeMarkdown(list)}`;
}

function link(id: string, title: string, url: string | null): string {
  const name = escapeMarkdown(`${id}: ${title}`);
  return url ? `- [${name}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)` : `- ${name}`;
}

/** One crash as Markdown, for a ticket or a chat. Lines count from one. */
export function crashMarkdown(triaged: TriagedCrash): string {
  const { crash, verdict, waits } = triaged;
  const facts = [systemWords(crash), panicWords(crash), uptimeWords(crash) && `up ${uptimeWords(crash)}`].filter(
    Boolean,
  );
  const release = releaseWords(triaged.release, crash);
  const place = timelineWords(triaged.place);
  const note = verdict.confidenceNote ? ` (${verdict.confidenceNote})` : '';
  return [
    `## ${inlineCode(headlineWords(triaged))}`,
    '',
    ...(facts.length > 0 ? [escapeMarkdown(facts.join(' · ')), ''] : []),
    ...(place === '' ? [] : [escapeMarkdown(place), '']),
    ...(release === '' ? [] : [escapeMarkdown(release), '']),
    `**${escapeMarkdown(verdict.summary)}**`,
    '',
    `- Category: ${categoryWords(verdict.category)}`,
    `- Blamed: ${escapeMarkdown(blamedWords(triaged))}`,
    `- Confidence: ${verdict.confidence}${escapeMarkdown(note)}`,
    ...section('Who waits for whom', waits.map(waitLine)),
    ...section(
      'Evidence',
      verdict.evidence.map(({ line, why }) => `- line ${line + 1}: ${escapeMarkdown(why)}`),
    ),
    ...section(
      'Next steps',
      verdict.nextSteps.map(
        ({ title, command }, index) =>
          `${index + 1}. ${command ? `${escapeMarkdown(leadToCommand(title, command, crash.dialect))} ${inlineCode(command)}` : escapeMarkdown(title)}`,
      ),
    ),
    ...section(
      'Also considered',
      verdict.alternatives.map(({ title, why }) => `- ${escapeMarkdown(title)}: ${escapeMarkdown(why)}`),
    ),
    ...section(
      'References',
      verdict.references.map(({ id, title, url }) => link(id, title, url)),
    ),
    '',
    `Signature: ${inlineCode(triaged.signature)}`,
    '',
  ].join('\n');
}
