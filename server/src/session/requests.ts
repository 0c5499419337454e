import type { CaseParams, ExportParams, ExportResult, ReportParams, ReportResult } from '../protocol.js';
import { crashJson } from '../report/json.js';
import { crashMarkdown } from '../report/markdown.js';
import type { Case } from '../service.js';
import { buildReport, crashIndexAt } from '../service.js';

/** Which crash is meant; a text that lost some since then answers with its last one. */
function chooseCrash({ crashes }: Case, { index, line }: Pick<ReportParams, 'index' | 'line'>): number {
  const wanted = index ?? (line === undefined ? 0 : crashIndexAt(crashes, line));
  return Math.min(Math.max(wanted, 0), crashes.length - 1);
}

/** Answers the request for a report. */
export function answerReport(opened: Case, params: ReportParams, version: number): ReportResult {
  return {
    model: buildReport(opened, chooseCrash(opened, params), params.uri, version),
    remark: opened.document.remark ?? '',
    dialect: opened.crashes[0]?.crash.dialect ?? null,
  };
}

/** Answers the request for a verdict to copy; empty where there is no crash. */
export function answerExport(opened: Case, { index, format }: ExportParams): ExportResult {
  const triaged = opened.crashes[chooseCrash(opened, { index })];
  if (!triaged) return { text: '' };
  return { text: format === 'markdown' ? crashMarkdown(triaged) : `${JSON.stringify(crashJson(triaged), null, 2)}\n` };
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
    duration,
  };
}
