/** Places the shapes of the wait-for graph: sizes from the texts, positions from dagre. */
import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import { shorten, wrap } from '../text.js';
import type { Arrangement, Shape } from './arrange.js';

/** `LR`: waiter on the left, owner on the right. `TB`: the same from top to bottom, for a narrow page. */
export type Direction = 'LR' | 'TB';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A text of a shape, its first letter at `x`, its base line at `y`. */
export interface PlacedText {
  readonly text: string;
  readonly style: TextStyle;
  readonly x: number;
  readonly y: number;
}

/** One label of a column: the place of its text and the point that its line leads to. */
export interface PlacedRow {
  readonly nodeIndex: number;
  readonly texts: readonly PlacedText[];
  readonly anchor: Point;
  readonly width: number;
}

export interface PlacedShape {
  readonly shape: Shape;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PlacedText[];
  readonly rows: readonly PlacedRow[];
}

export interface PlacedLink {
  readonly from: PlacedShape;
  readonly to: PlacedShape;
  readonly style: 'sure' | 'candidate';
  /** Where the line runs; empty for a link into a column, which has a line for each row. */
  readonly points: readonly Point[];
  readonly label: { readonly text: string; readonly center: Point } | null;
}

export interface PlacedGraph {
  readonly direction: Direction;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly PlacedShape[];
  readonly links: readonly PlacedLink[];
}

export type TextStyle = 'label' | 'detail' | 'row' | 'edge';

/** Width of a text in pixels; the page measures with its own fonts. */
export type Measure = (text: string, style: TextStyle) => number;

export const ROW_HEIGHT = 26;
const MARGIN = 2;
const BOX_PADDING = 14;
/** A resource is drawn as a pill: its round ends need room. */
const PILL_PADDING = 26;
const LONGEST_LABEL = 36;
const LONGEST_DETAIL = 34;
const MAX_DETAIL_LINES = 3;
const LABEL_BASELINE = 24;
const DETAIL_LINE_HEIGHT = 17;
/** Between the label and the first line of the detail. */
const DETAIL_GAP = 3;
const BOX_HEIGHT = 38;
/** Room around the words on a line. */
const EDGE_PADDING = 10;
/** In a column the first line says what the labels are: `held by one of?`. */
const COLUMN_INDENT = { LR: 10, TB: 22 } as const;
const SEPARATION = { LR: { nodesep: 22, ranksep: 22 }, TB: { nodesep: 26, ranksep: 26 } } as const;
/** Room between a resource and its column, for the fan of lines. */
const FAN_LENGTH = { LR: 90, TB: 16 } as const;

interface Content {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PlacedText[];
  readonly rows: readonly PlacedRow[];
}

/** From left to right where that fits into `available` pixels, else from top to bottom. */
export function fitGraph(arrangement: Arrangement, measure: Measure, available: number): PlacedGraph {
  const wide = placeGraph(arrangement, measure, 'LR');
  return wide.width <= available ? wide : placeGraph(arrangement, measure, 'TB');
}

/** The whole graph in one direction; all coordinates start at the top left corner. */
export function placeGraph(arrangement: Arrangement, measure: Measure, direction: Direction): PlacedGraph {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({ rankdir: direction, ...SEPARATION[direction], marginx: MARGIN, marginy: MARGIN });
  const contents = new Map<string, Content>();
  for (const shape of arrangement.shapes) {
    const heading = columnHeading(shape, arrangement);
    const content =
      shape.form === 'column' ? columnContent(shape, heading, measure, direction) : boxContent(shape, measure);
    contents.set(shape.id, content);
    graph.setNode(shape.id, { width: content.width, height: content.height });
  }
  const columns = new Set(arrangement.shapes.filter((shape) => shape.form === 'column').map((shape) => shape.id));
  arrangement.links.forEach((link, index) => {
    graph.setEdge(link.from, link.to, edgeRoom(columns.has(link.to), link.label, measure, direction), String(index));
  });
  layout(graph);
  return collect(graph, arrangement, contents, columns, direction);
}

function collect(
  graph: InstanceType<typeof Graph<GraphLabel, NodeLabel, EdgeLabel>>,
  arrangement: Arrangement,
  contents: ReadonlyMap<string, Content>,
  columns: ReadonlySet<string>,
  direction: Direction,
): PlacedGraph {
  const shapes = new Map<string, PlacedShape>();
  for (const shape of arrangement.shapes) {
    const content = contents.get(shape.id);
    const { x = 0, y = 0 } = graph.node(shape.id);
    if (content !== undefined)
      shapes.set(shape.id, moveTo(shape, content, x - content.width / 2, y - content.height / 2));
  }
  const links = arrangement.links.flatMap((link, index): PlacedLink[] => {
    const from = shapes.get(link.from);
    const to = shapes.get(link.to);
    if (from === undefined || to === undefined) return [];
    if (columns.has(link.to)) return [{ from, to, style: link.style, points: [], label: null }];
    const { points = [], x, y } = graph.edge(link.from, link.to, String(index));
    const center = x === undefined || y === undefined || link.label === '' ? null : { x, y };
    return [{ from, to, style: link.style, points, label: center && { text: edgeText(link.label), center } }];
  });
  const { width = 0, height = 0 } = graph.graph();
  return { direction, width, height, shapes: [...shapes.values()], links };
}

/** What the lines into a column say; written above its labels. */
function columnHeading(shape: Shape, arrangement: Arrangement): string {
  return arrangement.links.find((link) => link.to === shape.id)?.label ?? '';
}

function edgeRoom(intoColumn: boolean, label: string, measure: Measure, direction: Direction): EdgeLabel {
  if (intoColumn) {
    const length = FAN_LENGTH[direction];
    return direction === 'LR' ? { width: length, height: 1 } : { width: 1, height: length };
  }
  if (label === '') return {};
  const width = measure(edgeText(label), 'edge') + EDGE_PADDING;
  return { width, height: 18, labelpos: 'c' };
}

function edgeText(label: string): string {
  return shorten(label, LONGEST_LABEL);
}

function boxContent(shape: Shape, measure: Measure): Content {
  const isPill = shape.kind === 'resource';
  const padding = isPill ? PILL_PADDING : BOX_PADDING;
  const details = shape.detail === null ? [] : wrap(shape.detail, LONGEST_DETAIL, MAX_DETAIL_LINES);
  const lines = [
    { text: shorten(shape.label, LONGEST_LABEL), style: 'label' as const },
    ...details.map((text) => ({ text, style: 'detail' as const })),
  ].map((line) => ({ ...line, width: measure(line.text, line.style) }));
  const inner = Math.max(...lines.map((line) => line.width));
  const texts = lines.map(({ text, style, width }, index) => ({
    text,
    style,
    x: padding + (isPill ? (inner - width) / 2 : 0),
    y: LABEL_BASELINE + (index === 0 ? 0 : DETAIL_GAP + index * DETAIL_LINE_HEIGHT),
  }));
  const height = BOX_HEIGHT + (details.length === 0 ? 0 : DETAIL_GAP + details.length * DETAIL_LINE_HEIGHT);
  return { width: inner + 2 * padding, height, texts, rows: [] };
}

function columnContent(shape: Shape, heading: string, measure: Measure, direction: Direction): Content {
  const indent = COLUMN_INDENT[direction];
  const headingHeight = heading === '' ? 0 : ROW_HEIGHT;
  const headingText = edgeText(heading);
  const rows = shape.members.map((member, nodeIndex): PlacedRow => {
    const middle = headingHeight + (nodeIndex + 0.5) * ROW_HEIGHT;
    const label = shorten(member.label, LONGEST_LABEL);
    const labelWidth = measure(label, 'row');
    const texts: PlacedText[] = [{ text: label, style: 'row', x: indent, y: middle + 4 }];
    if (member.detail === null) return { nodeIndex, texts, anchor: { x: indent - 7, y: middle }, width: labelWidth };
    const detail = shorten(member.detail, LONGEST_DETAIL);
    const gap = 8;
    texts.push({ text: detail, style: 'detail', x: indent + labelWidth + gap, y: middle + 4 });
    const width = labelWidth + gap + measure(detail, 'detail');
    return { nodeIndex, texts, anchor: { x: indent - 7, y: middle }, width };
  });
  const inner = Math.max(measure(headingText, 'edge'), ...rows.map((row) => row.width));
  return {
    width: indent + inner + 6,
    height: headingHeight + rows.length * ROW_HEIGHT,
    texts: heading === '' ? [] : [{ text: headingText, style: 'edge', x: indent, y: ROW_HEIGHT / 2 + 4 }],
    rows,
  };
}

/** The shape with its texts moved from its own corner to the place that it was given. */
function moveTo(shape: Shape, content: Content, left: number, top: number): PlacedShape {
  const moveText = (text: PlacedText): PlacedText => ({ ...text, x: text.x + left, y: text.y + top });
  return {
    shape,
    left,
    top,
    width: content.width,
    height: content.height,
    texts: content.texts.map(moveText),
    rows: content.rows.map((row) => ({
      ...row,
      texts: row.texts.map(moveText),
      anchor: { x: row.anchor.x + left, y: row.anchor.y + top },
    })),
  };
}
