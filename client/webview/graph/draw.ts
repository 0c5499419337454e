/** Draws a placed wait-for graph as SVG. */
import type { GraphNode } from '../../../server/src/report/reportModel.js';
import { pressable, svgElement } from '../dom.js';
import { lineNumber } from '../text.js';
import type { PlacedGraph, PlacedLink, PlacedShape, PlacedText } from './layout.js';
import { ROW_HEIGHT } from './content.js';
import { branchPath, fanPath, linkPath, spinePath } from './paths.js';

export interface GraphActions {
  readonly revealLine: (line: number) => void;
  /** Shows the members of a crowd. */
  readonly showMembers: (crowdId: string) => void;
}

/** A line and its arrow have one colour. */
const ARROWS = { sure: 'arrow', candidate: 'arrow', cycle: 'arrow-cycle' } as const;

/** The picture; its lines lie under its shapes. */
export function drawGraph(placed: PlacedGraph, description: string, actions: GraphActions): SVGSVGElement {
  const picture = svgElement('svg', {
    class: 'graph',
    role: 'group',
    'aria-label': description,
    width: String(Math.ceil(placed.width)),
    height: String(Math.ceil(placed.height)),
    viewBox: `0 0 ${String(Math.ceil(placed.width))} ${String(Math.ceil(placed.height))}`,
  });
  picture.append(
    arrowHeads(),
    ...placed.links.flatMap((link) => drawLink(link, placed.direction)),
    ...placed.shapes.flatMap((shape) => drawShape(shape, actions)),
  );
  return picture;
}

function arrowHeads(): SVGDefsElement {
  const size = {
    viewBox: '0 0 8 8',
    refX: '7',
    refY: '4',
    markerUnits: 'userSpaceOnUse',
    markerWidth: '9',
    markerHeight: '9',
  };
  const heads = [...new Set(Object.values(ARROWS))].map((id) =>
    svgElement(
      'marker',
      { id, class: id, orient: 'auto-start-reverse', ...size },
      svgElement('path', { d: 'M0,0.5L8,4L0,7.5z' }),
    ),
  );
  return svgElement('defs', {}, ...heads);
}

function drawLink(link: PlacedLink, direction: PlacedGraph['direction']): readonly SVGElement[] {
  const style = `link ${link.style}`;
  if (link.to.shape.form === 'column') {
    return columnPaths(link, direction).map((d) => svgElement('path', { class: style, d }));
  }
  const line = svgElement('path', { class: style, d: linkPath(link), 'marker-end': `url(#${ARROWS[link.style]})` });
  if (link.label === null) return [line];
  const { text, center } = link.label;
  // Beside a line that runs to the right a label stands above it; one that runs down goes through its label.
  const lift = direction === 'LR' ? 7 : -4;
  const label = svgElement(
    'text',
    { class: 'text edge', x: String(center.x), y: String(center.y - lift), 'text-anchor': 'middle' },
    text,
  );
  return [line, label];
}

function columnPaths({ from, to }: PlacedLink, direction: PlacedGraph['direction']): readonly string[] {
  if (direction === 'LR') return to.rows.map((row) => fanPath(from, row));
  const last = to.rows.at(-1);
  if (last === undefined) return [];
  return [spinePath(from, to, last), ...to.rows.slice(0, -1).map((row) => branchPath(to, row))];
}

function drawShape(placed: PlacedShape, actions: GraphActions): readonly SVGElement[] {
  if (placed.shape.form === 'column') return drawColumn(placed, actions);
  const { shape, left, top, width, height } = placed;
  const radius = shape.kind === 'resource' ? height / 2 : 5;
  const group = svgElement(
    'g',
    { class: `node ${shape.kind}` },
    fullText(shape.label, shape.detail),
    svgElement('rect', {
      class: 'shape',
      x: String(left),
      y: String(top),
      width: String(width),
      height: String(height),
      rx: String(radius),
    }),
    ...placed.texts.map(drawText),
  );
  const [only] = shape.members;
  if (shape.form === 'crowd') {
    describe(group, `${shape.label}, ${shape.detail ?? ''}`, shape.id);
    return [
      pressable(group, () => {
        actions.showMembers(shape.id);
      }),
    ];
  }
  return [only === undefined ? group : makeReveal(group, only, actions)];
}

function drawColumn(placed: PlacedShape, actions: GraphActions): readonly SVGElement[] {
  const rows = placed.rows.flatMap((row) => {
    const member = placed.shape.members[row.nodeIndex];
    if (member === undefined) return [];
    const group = svgElement(
      'g',
      { class: `node ${member.kind} row` },
      fullText(member.label, member.detail),
      svgElement('rect', {
        class: 'shape',
        x: String(row.anchor.x + 2),
        y: String(row.anchor.y - ROW_HEIGHT / 2 + 2),
        width: String(row.width + 10),
        height: String(ROW_HEIGHT - 4),
        rx: '3',
      }),
      ...row.texts.map(drawText),
    );
    return [makeReveal(group, member, actions)];
  });
  return [...placed.texts.map(drawText), ...rows];
}

function makeReveal(group: SVGGElement, node: GraphNode, actions: GraphActions): SVGGElement {
  const { line } = node;
  const words = node.detail === null ? node.label : `${node.label}, ${node.detail}`;
  if (line === null) return group;
  const place = `line ${lineNumber(line)}`;
  describe(group, words.endsWith(place) ? words : `${words}, ${place}`, `node:${node.id}`);
  return pressable(group, () => {
    actions.revealLine(line);
  });
}

function describe(group: SVGGElement, words: string, focusKey: string): void {
  group.setAttribute('aria-label', words);
  group.setAttribute('data-focus-key', focusKey);
}

/** The words of a shape in full, for the pointer that rests on it: the picture itself may shorten them. */
function fullText(label: string, detail: string | null): SVGTitleElement {
  return svgElement('title', {}, detail === null ? label : `${label}\n${detail}`);
}

function drawText(text: PlacedText): SVGTextElement {
  return svgElement('text', { class: `text ${text.style}`, x: String(text.x), y: String(text.y) }, text.text);
}
