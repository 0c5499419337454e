import type { ReportModel } from '../../../server/src/report/reportModel.js';
import { element, type Child } from '../dom.js';
import { lineButton, section, webLink, type Post } from './section.js';

/** The lines that the verdict rests on. */
export function drawEvidence(evidence: ReportModel['evidence'], post: Post): HTMLElement | null {
  const items = evidence.map(({ line, why }, index) =>
    element('li', {}, lineButton(`evidence-${String(index)}`, line, element('span', { class: 'why' }, why), post)),
  );
  return section('evidence', 'Evidence', items.length === 0 ? [] : [element('ul', { class: 'plain-list' }, ...items)]);
}

/** What else in the log or the core would turn the verdict round. */
export function drawWouldChange(wouldChange: readonly string[]): HTMLElement | null {
  const items = wouldChange.map((change) => element('li', {}, change));
  return section(
    'would-change',
    'What would change this',
    items.length === 0 ? [] : [element('ul', { class: 'plain-list' }, ...items)],
  );
}

/** What was weighed and not chosen. */
export function drawAlternatives(alternatives: ReportModel['alternatives'], post: Post): HTMLElement | null {
  const items = alternatives.map(({ title, why, links }) =>
    element('li', {}, element('strong', {}, title), element('p', {}, why, ...linksBehind(links, post))),
  );
  return section(
    'alternatives',
    'Also considered',
    items.length === 0 ? [] : [element('ul', { class: 'plain-list' }, ...items)],
  );
}

function linksBehind(links: ReportModel['references'], post: Post): readonly Child[] {
  return links.flatMap(({ id, url }) => [' · ', webLink(id, url, post)]);
}
