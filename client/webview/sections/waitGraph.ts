import type { ReportGraph } from '../../../server/src/report/reportModel.js';
import { button, element } from '../dom.js';
import { arrangeGraph, type Arrangement, type Shape } from '../graph/arrange.js';
import { drawGraph, type GraphActions } from '../graph/draw.js';
import { fitGraph } from '../graph/layout.js';
import { measureWith } from '../graph/measure.js';
import { section, type Post } from './section.js';

/** The picture of who waits for whom, and below it the members of what it shows as one box. */
export function drawWaitGraph(graph: ReportGraph, post: Post): HTMLElement | null {
  if (graph.nodes.length === 0) return null;
  const arrangement = arrangeGraph(graph);
  const crowds = arrangement.shapes.filter((shape) => shape.form === 'crowd').map((crowd) => drawMembers(crowd, post));
  const picture = new GraphFrame(arrangement, graph.description, {
    revealLine: (line) => {
      post({ type: 'revealLine', line });
    },
    showMembers: (crowdId) => {
      const list = crowds.find((crowd) => crowd.dataset.crowd === crowdId);
      if (list === undefined) return;
      list.open = true;
      list.querySelector('summary')?.focus();
    },
  });
  return section('wait-graph', 'Who waits for whom', [picture, ...crowds]);
}

/**
 * Holds the picture and draws it anew whenever its own width changes.
 * An element of its own, so that the picture is there in the moment in which the page is put in place.
 */
class GraphFrame extends HTMLElement {
  private readonly observer = new ResizeObserver(() => {
    this.redraw();
  });
  private drawnWidth = 0;

  constructor(
    private readonly arrangement: Arrangement,
    private readonly description: string,
    private readonly actions: GraphActions,
  ) {
    super();
  }

  connectedCallback(): void {
    this.redraw();
    this.observer.observe(this);
  }

  disconnectedCallback(): void {
    this.observer.disconnect();
  }

  private redraw(): void {
    const available = this.clientWidth;
    if (available === this.drawnWidth) return;
    this.drawnWidth = available;
    const placed = fitGraph(this.arrangement, measureWith(this), available);
    this.replaceChildren(drawGraph(placed, this.description, this.actions));
  }
}

customElements.define('graph-frame', GraphFrame);

/** The nodes behind one box, as a list that opens below the picture. */
function drawMembers(crowd: Shape, post: Post): HTMLDetailsElement {
  const items = crowd.members.map((member) => {
    const words = member.detail === null ? member.label : `${member.label} · ${member.detail}`;
    const { line } = member;
    if (line === null) return element('li', {}, words);
    const reveal = (): void => {
      post({ type: 'revealLine', line });
    };
    return element('li', {}, button(`member:${member.id}`, { class: 'text-button' }, reveal, words));
  });
  return element(
    'details',
    { class: 'members', 'data-crowd': crowd.id, 'data-fold': crowd.id },
    element('summary', {}, crowd.label),
    element('ul', {}, ...items),
  );
}
