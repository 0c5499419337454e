import type { ReportModel } from '../../../server/src/report/reportModel.js';
import { breakable, button, element, type Child } from '../dom.js';
import { lineNumber } from '../text.js';
import type { Post } from './section.js';

const CONFIDENCE_BARS = { low: 1, medium: 2, high: 3 } as const;

/** The answer in one or two sentences, and how sure it is. */
export function drawVerdict(model: ReportModel, post: Post): HTMLElement {
  const { owner } = model;
  return element(
    'section',
    { class: 'verdict', 'aria-label': 'Verdict' },
    element('p', { class: 'summary' }, model.lead),
    model.rest === '' ? null : element('p', { class: 'rest' }, model.rest),
    element(
      'dl',
      { class: 'stats' },
      stat('Category', model.category),
      stat('Blamed', blamedParty(model, post)),
      owner && stat('Owner', element('span', { class: owner.known ? 'known' : 'guess' }, owner.label)),
      drawConfidence(model),
    ),
    drawNextHint(model.nextSteps),
  );
}

/** What to do first, and the way to the rest: the steps themselves stand below all that explains them. */
function drawNextHint(steps: ReportModel['nextSteps']): HTMLElement | null {
  const [first, ...others] = steps;
  if (first === undefined) return null;
  const label = others.length === 0 ? 'Next step' : `First of ${String(steps.length)} next steps`;
  return element(
    'div',
    { class: 'next-hint screen-only' },
    element('span', {}, label),
    button('next-hint', { class: 'text-button', title: 'Go to the next steps' }, goToNextSteps, first.title),
  );
}

function goToNextSteps(): void {
  const fold = document.querySelector<HTMLDetailsElement>('.next-steps details');
  if (fold === null) return;
  fold.open = true;
  fold.scrollIntoView({ block: 'start' });
  fold.querySelector('summary')?.focus({ preventScroll: true });
}

function stat(name: string, ...values: readonly Child[]): HTMLElement {
  return element('div', { class: 'stat' }, element('dt', {}, name), element('dd', {}, ...values));
}

function blamedParty(model: ReportModel, post: Post): Child {
  const { label, line } = model.blamed;
  if (line === null) return label;
  const title = `Go to line ${lineNumber(line)}`;
  return button(
    'blamed',
    { class: 'text-button', title },
    () => {
      post({ type: 'revealLine', line });
    },
    ...breakable(label),
  );
}

/** Bars say how sure it is who did it: where nobody is blamed, full ones would say the contrary. */
function drawConfidence({ confidence: { level, note }, blamed }: ReportModel): HTMLElement {
  const bars = [1, 2, 3].map((bar) => element('span', { class: bar <= CONFIDENCE_BARS[level] ? 'bar filled' : 'bar' }));
  const drawn = stat(
    'Confidence',
    level,
    blamed.line === null ? null : element('span', { class: 'bars', 'aria-hidden': 'true' }, ...bars),
    note === null ? null : element('span', { class: 'note' }, note),
  );
  drawn.classList.add('confidence');
  return drawn;
}
