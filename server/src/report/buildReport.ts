import type { Case } from '../triage/case.js';
import { releaseWords } from '../triage/release.js';
import type { Evidence, TriagedCrash } from '../triage/verdict.js';
import { commandPlace } from './commandPlace.js';
import { buildGraph } from './graph.js';
import type { ReportModel, SimilarCrash } from './reportModel.js';
import { buildStories } from './stories.js';
import { timelineWords } from './timelineWords.js';
import {
  blamedWords,
  categoryWords,
  headlineWords,
  mainWait,
  ownerWords,
  panicWords,
  systemWords,
  uptimeWords,
} from './words.js';

const DIALECT_LABELS: Readonly<Record<string, string>> = { psod: 'PSOD', windbg: 'WinDbg', linux: 'Linux' };

function factsOf({ crash }: TriagedCrash): readonly string[] {
  const cpus = crash.cpus.length > 1 && crash.dialect === 'psod' ? `${crash.cpus.length} PCPUs` : '';
  const uptime = uptimeWords(crash);
  const time = crash.system.time?.value ?? '';
  return [systemWords(crash), uptime && `up ${uptime}`, panicWords(crash), cpus, time].filter((fact) => fact !== '');
}

function ownerOf(triaged: TriagedCrash): ReportModel['owner'] {
  const wait = mainWait(triaged);
  if (!wait) return null;
  const candidates = wait.owners.filter(({ basis }) => basis === 'candidate').length;
  const known = wait.owners.length > candidates;
  if (!known && candidates > 0)
    return { label: candidates === 1 ? '1 candidate' : `${candidates} candidates`, known: false };
  return { label: ownerWords(wait), known };
}

/** Sentences that fit on two lines are the answer; the rest explains it. */
const LONGEST_LEAD = 120;

function splitSummary(summary: string): Pick<ReportModel, 'lead' | 'rest'> {
  const sentences = summary.split(/(?<=\.)\s+(?=[A-Z])/);
  let lead = sentences[0] ?? '';
  let taken = 1;
  while (taken < sentences.length && `${lead} ${sentences[taken] ?? ''}`.length <= LONGEST_LEAD) {
    lead = `${lead} ${sentences[taken] ?? ''}`;
    taken += 1;
  }
  return { lead, rest: sentences.slice(taken).join(' ') };
}

/** Several lines may say the same: the words stand at the first of them. */
function withoutEchoes(evidence: readonly Evidence[]): readonly Evidence[] {
  const firstLine = new Map<string, number>();
  return evidence.map(({ line, why }) => {
    const first = firstLine.get(why);
    if (first === undefined) firstLine.set(why, line);
    return { line, why: first === undefined ? why : `the same as line ${first + 1}` };
  });
}

/**
 * The report of one crash as plain data: everything that the page shows, nothing left to decide. `similar` comes from
 * whoever knows what else is open.
 */
export function buildReport(
  opened: Case,
  index: number,
  { uri, version, similar = [] }: { uri: string; version: number; similar?: readonly SimilarCrash[] },
): ReportModel | null {
  const triaged = opened.crashes[index];
  if (!triaged) return null;
  const { crash, verdict } = triaged;
  return {
    uri,
    version,
    index,
    crashes: opened.crashes.map((each) => ({ headline: headlineWords(each), line: each.crash.range.start.line })),
    dialectLabel: DIALECT_LABELS[crash.dialect] ?? crash.dialect,
    headline: headlineWords(triaged),
    headlineLine: crash.headline.range.start.line,
    facts: factsOf(triaged),
    release: releaseWords(triaged.release, crash),
    timeline: timelineWords(triaged.place),
    ...splitSummary(verdict.summary),
    category: categoryWords(verdict.category),
    blamed: { label: blamedWords(triaged), line: verdict.blamed?.line ?? null },
    owner: ownerOf(triaged),
    confidence: { level: verdict.confidence, note: verdict.confidenceNote },
    graph: buildGraph(triaged),
    stories: buildStories(triaged),
    evidence: withoutEchoes(verdict.evidence),
    alternatives: verdict.alternatives.map(({ title, why, references }) => ({ title, why, links: references })),
    wouldChange: verdict.wouldChange,
    nextSteps: verdict.nextSteps.map(({ title, command, url }) => ({
      title,
      command,
      place: command === null ? null : commandPlace(command, crash.dialect),
      url,
    })),
    references: verdict.references,
    counterparts: verdict.counterparts.map(({ idea, esxi, windows, linux }) => ({ idea, esxi, windows, linux })),
    signature: triaged.signature,
    similar,
  };
}
