import type {
  CaseParams,
  CrashResult,
  DraftResult,
  ExportParams,
  ExportResult,
  NormaliseResult,
  ReportParams,
  ReportResult,
} from '../protocol.js';
import { crashJson } from '../report/json.js';
import { crashMarkdown } from '../report/markdown.js';
import { searchQuery } from '../report/search.js';
import { crashText } from '../report/text.js';
import type { Case, OpenedDocument } from '../service.js';
import { buildReport, crashIndexAt, draftKnownIssue, findSimilar, normalise } from '../service.js';

/** Which crash is meant; a text that lost some since then answers with its last one. */
function chooseCrash({ crashes }: Case, { index, line }: Pick<ReportParams, 'index' | 'line'>): number {
  const wanted = index ?? (line === undefined ? 0 : crashIndexAt(crashes, line));
  return Math.min(Math.max(wanted, 0), crashes.length - 1);
}

/** Answers the request for a report. `others`: what is open besides. */
export function answerReport(
  opened: Case,
  params: ReportParams,
  version: number,
  others: Iterable<OpenedDocument> = [],
): ReportResult {
  const { uri } = params;
  const index = chooseCrash(opened, params);
  const similar = findSimilar({ uri, opened }, index, others);
  return {
    model: buildReport(opened, index, { uri, version, similar }),
    remark: opened.document.remark ?? '',
    dialect: opened.crashes[0]?.crash.dialect ?? null,
  };
}

/** The forms in which a verdict is copied. A ticket needs no margin: that is for lists on a terminal. */
const FORMATS: Readonly<Record<ExportParams['format'], (triaged: Case['crashes'][number]) => string>> = {
  markdown: crashMarkdown,
  ticket: (triaged) => `${crashText(triaged).replace(/^ {2}/gm, '')}\n`,
  json: (triaged) => `${JSON.stringify(crashJson(triaged), null, 2)}\n`,
};

/** Answers the request for a verdict to copy; empty where there is no crash. */
export function answerExport(opened: Case, { index, format }: ExportParams): ExportResult {
  const triaged = opened.crashes[chooseCrash(opened, { index })];
  return { text: triaged ? FORMATS[format](triaged) : '' };
}

/** Answers the request for a crash's place and signature. */
export function answerCrash(opened: Case, params: ReportParams): CrashResult {
  const index = chooseCrash(opened, params);
  const triaged = opened.crashes[index];
  const remark = opened.document.remark ?? '';
  if (!triaged) return { crash: null, remark };
  const { crash, kind, signature } = triaged;
  const { range, headline, dialect } = crash;
  const query = searchQuery(triaged);
  return { crash: { index, range, headline: headline.value || kind, dialect, signature, query }, remark };
}

/** Answers the request for an entry for a crash. */
export function answerDraft(opened: Case, params: ReportParams): DraftResult {
  return { draft: draftKnownIssue(opened, chooseCrash(opened, params)), remark: opened.document.remark ?? '' };
}

/** Answers the request for the text as it was printed; null where it is so already. */
export function answerNormalise(text: string, opened: Case): NormaliseResult {
  const normalised = normalise(text, opened);
  return { text: normalised === text ? null : normalised };
}

/** What the client's status item shows of a case. */
export function describeCase(opened: Case, uri: string, version: number, duration: number): CaseParams {
  return {
    uri,
    version,
    dialect: opened.document.dialect,
    crashes: opened.crashes.map(({ crash, kind }) => ({
      line: crash.range.start.line,
      headline: crash.headline.value === '' ? kind : crash.headline.value,
    })),
    remark: opened.document.remark,
    cut: opened.crashes.filter(({ crash }) => crash.damage.includes('cut')).length,
    duration,
  };
}
