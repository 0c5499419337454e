import type { ReportModel } from '../../../server/src/report/reportModel.js';
import { button, element } from '../dom.js';
import { lineNumber, shorten } from '../text.js';
import { copyButton, type Post } from './section.js';

const LONGEST_OPTION = 60;

/** Which crash this is, where it happened, and what can be done with the whole report. */
export function drawHeader(model: ReportModel, post: Post): HTMLElement {
  const headline = button(
    'headline',
    { class: 'headline', title: 'Go to this crash in the log' },
    () => {
      post({ type: 'revealLine', line: model.headlineLine });
    },
    model.headline === '' ? 'Crash without a headline' : model.headline,
  );
  return element(
    'header',
    { class: 'header' },
    element(
      'div',
      { class: 'toolbar screen-only' },
      model.crashes.length > 1 ? drawSwitcher(model, post) : null,
      element(
        'div',
        { class: 'toolbar-end' },
        copyButton(
          'copy-ticket',
          'Copy for a ticket',
          'Copy this verdict as plain text, for a ticket or a mail',
          () => {
            post({ type: 'copyVerdict', format: 'ticket' });
          },
        ),
        copyButton('copy-markdown', 'Copy as Markdown', 'Copy this verdict as Markdown', () => {
          post({ type: 'copyVerdict', format: 'markdown' });
        }),
        button(
          'save',
          { class: 'quiet-button', title: 'Save this report as a page of its own' },
          () => {
            post({ type: 'saveReport' });
          },
          'Save as HTML',
        ),
      ),
    ),
    element(
      'div',
      { class: 'title' },
      element('span', { class: 'badge' }, model.dialectLabel),
      element('h1', {}, headline),
    ),
    model.facts.length === 0
      ? null
      : element('ul', { class: 'facts' }, ...model.facts.map((fact) => element('li', {}, fact))),
    ...[model.release, model.timeline].map((words) =>
      words === '' ? null : element('p', { class: 'header-note' }, words),
    ),
  );
}

/** The crashes of the document: one step to either side, or any of them from a list. */
function drawSwitcher(model: ReportModel, post: Post): HTMLElement {
  const step = (name: string, label: string, sign: string, index: number): HTMLButtonElement => {
    const made = button(
      `crash-${name}`,
      { class: 'quiet-button', 'aria-label': label, title: label },
      () => {
        post({ type: 'chooseCrash', index });
      },
      sign,
    );
    made.disabled = index < 0 || index >= model.crashes.length;
    return made;
  };
  return element(
    'nav',
    { class: 'switcher', 'aria-label': 'Crashes in this document' },
    step('previous', 'Previous crash', '‹', model.index - 1),
    drawChoice(model, post),
    step('next', 'Next crash', '›', model.index + 1),
    element('span', {}, `of ${String(model.crashes.length)}`),
  );
}

function drawChoice(model: ReportModel, post: Post): HTMLSelectElement {
  const options = model.crashes.map(({ headline, line }, index) => {
    const words = `${String(index + 1)} · ${shorten(headline, LONGEST_OPTION)} · line ${lineNumber(line)}`;
    return element('option', { value: String(index), selected: index === model.index ? '' : undefined }, words);
  });
  const choice = element('select', { 'aria-label': 'Crash', 'data-focus-key': 'crash-choice' }, ...options);
  choice.addEventListener('change', () => {
    post({ type: 'chooseCrash', index: Number(choice.value) });
  });
  return choice;
}
