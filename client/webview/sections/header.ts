import type { ReportModel } from '../../../server/src/report/reportModel.js';
import { button, element } from '../dom.js';
import { copyButton, type Post } from './section.js';

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
      { class: 'toolbar' },
      model.count > 1 ? drawSwitcher(model, post) : null,
      element(
        'div',
        { class: 'toolbar-end' },
        copyButton('copy-markdown', 'Copy as Markdown', 'Copy this verdict as Markdown', () => {
          post({ type: 'copyVerdict', format: 'markdown' });
        }),
        copyButton('copy-json', 'Copy as JSON', 'Copy this verdict as JSON', () => {
          post({ type: 'copyVerdict', format: 'json' });
        }),
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
    model.release === '' ? null : element('p', { class: 'release' }, model.release),
  );
}

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
    made.disabled = index < 0 || index >= model.count;
    return made;
  };
  return element(
    'nav',
    { class: 'switcher', 'aria-label': 'Crashes in this document' },
    step('previous', 'Previous crash', '‹', model.index - 1),
    element('span', { 'aria-live': 'polite' }, `Crash ${String(model.index + 1)} of ${String(model.count)}`),
    step('next', 'Next crash', '›', model.index + 1),
  );
}
