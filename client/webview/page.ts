/** The whole report as one element, in the order in which an engineer asks. */
import type { ReportModel } from '../../server/src/report/reportModel.js';
import { element } from './dom.js';
import { drawCounterparts } from './sections/counterparts.js';
import { drawHeader } from './sections/header.js';
import { drawNextSteps, drawReferences } from './sections/nextSteps.js';
import { drawAlternatives, drawEvidence, drawWouldChange } from './sections/reasons.js';
import { copyButton, type Post } from './sections/section.js';
import { drawSimilar } from './sections/similar.js';
import { drawStories } from './sections/stories.js';
import { drawVerdict } from './sections/verdict.js';
import { drawWaitGraph } from './sections/waitGraph.js';

export function drawReport(model: ReportModel, post: Post): HTMLElement {
  return element(
    'main',
    { class: 'report' },
    drawHeader(model, post),
    drawVerdict(model, post),
    drawWaitGraph(model.graph, post),
    ...drawStories(model.stories, post),
    element('div', { class: 'pair' }, drawEvidence(model.evidence, post), drawWouldChange(model.wouldChange)),
    drawNextSteps(model.nextSteps, post),
    element(
      'div',
      { class: 'pair' },
      drawAlternatives(model.alternatives, post),
      drawReferences(model.references, post),
    ),
    drawCounterparts(model.counterparts),
    drawSimilar(model.similar, post),
    drawSignature(model.signature, post),
  );
}

/** The page of a document without a crash. */
export function drawRemark(text: string): HTMLElement {
  return element('main', { class: 'report' }, element('p', { class: 'remark', role: 'status' }, text));
}

function drawSignature(signature: string, post: Post): HTMLElement | null {
  if (signature === '') return null;
  return element(
    'footer',
    { class: 'signature' },
    element('span', { title: 'The same crash on another host has the same signature' }, 'Signature'),
    element('code', {}, signature),
    copyButton('signature', 'Copy', 'Copy the signature', () => {
      post({ type: 'copyText', text: signature });
    }),
  );
}
