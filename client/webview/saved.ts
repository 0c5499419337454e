/** The report as markup that stands on its own: the same drawing, as wide as paper and with nothing to press. */
import type { ReportModel } from '../../server/src/report/reportModel.js';
import { element } from './dom.js';
import { drawReport } from './page.js';

/** Only means something to the page's own script. */
const INERT_ATTRIBUTES = ['data-focus-key', 'data-fold', 'tabindex', 'title', 'type'];

export function serialiseReport(model: ReportModel): string {
  const paper = element(
    'div',
    { class: 'paper unseen' },
    drawReport(model, () => undefined),
  );
  // The picture is measured and drawn while it is in the page.
  document.body.append(paper);
  try {
    fixTextLengths(paper);
    makeInert(paper);
    // eslint-disable-next-line no-restricted-properties -- Markup is read from the page here, and never written into it.
    return paper.innerHTML;
  } finally {
    paper.remove();
  }
}

/** Words keep the width for which their boxes were made, whatever the fonts of the next reader are. */
function fixTextLengths(paper: HTMLElement): void {
  for (const text of paper.querySelectorAll('text')) {
    text.setAttribute('textLength', text.getComputedTextLength().toFixed(1));
    text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
}

function makeInert(paper: HTMLElement): void {
  for (const each of paper.querySelectorAll('.screen-only, [hidden]')) each.remove();
  // Who gets the page has one system, and asks about this crash.
  paper.querySelector('.counterparts')?.remove();
  for (const button of paper.querySelectorAll('button')) {
    button.replaceWith(element('span', { class: button.className }, ...button.childNodes));
  }
  for (const frame of paper.querySelectorAll('graph-frame')) {
    frame.replaceWith(element('div', { class: 'graph-frame' }, ...frame.childNodes));
  }
  for (const group of paper.querySelectorAll('[role=button]')) group.setAttribute('role', 'img');
  for (const fold of paper.querySelectorAll('details')) fold.open = true;
  for (const each of paper.querySelectorAll('*')) {
    for (const name of INERT_ATTRIBUTES) each.removeAttribute(name);
  }
}
