import type { ReportGraph } from '../../../server/src/report/reportModel.js';
import { button, element } from '../dom.js';
import { arrangeGraph, type Arrangement, type Shape } from '../graph/arrange.js';
import { drawGraph, type GraphActions } from '../graph/draw.js';
import { fitGraph, type PlacedGraph } from '../graph/layout.js';
import { measureWith } from '../graph/measure.js';
import { section, type Post } from './section.js';

/** The picture of who waits for whom, and below it the members of what it shows as one box. */
export function drawWaitGraph(graph: ReportGraph, post: Post): HTMLElement | null {
  if (graph.nodes.length === 0) return null;
  const usual = arrangeGraph(graph);
  const narrow = arrangeGraph(graph, 1);
  const crowds = new Map(
    [...usual.shapes, ...narrow.shapes]
      .filter(({ form }) => form === 'crowd')
      .map((crowd) => [crowd.id, drawMembers(crowd, post)]),
  );
  const picture = new GraphFrame(usual, narrow, graph.description, crowds, (line) => {
    post({ type: 'revealLine', line });
  });
  return section('wait-graph', 'Who waits for whom', [picture, ...crowds.values()]);
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
    private readonly usual: Arrangement,
    /** The same with fewer boxes, for where the usual one does not fit. */
    private readonly narrow: Arrangement,
    private readonly description: string,
    /** The lists below the picture, by the box that each belongs to. */
    private readonly crowds: ReadonlyMap<string, HTMLDetailsElement>,
    private readonly revealLine: GraphActions['revealLine'],
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
    const placed = this.fit(available);
    const drawnIds = new Set(placed.shapes.map(({ shape }) => shape.id));
    for (const [id, list] of this.crowds) list.hidden = !drawnIds.has(id);
    const { revealLine } = this;
    this.replaceChildren(
      drawGraph(placed, this.description, { revealLine, showMembers: (crowdId) => this.showMembers(crowdId) }),
    );
  }

  private fit(available: number): PlacedGraph {
    const measure = measureWith(this);
    const placed = fitGraph(this.usual, measure, available);
    return placed.width <= available ? placed : fitGraph(this.narrow, measure, available);
  }

  private showMembers(crowdId: string): void {
    const list = this.crowds.get(crowdId);
    if (list === undefined) return;
    list.open = true;
    list.querySelector('summary')?.focus();
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
    { class: 'members', 'data-fold': crowd.id },
    element('summary', {}, crowd.label),
    element('ul', {}, ...items),
  );
}
