/** Places the shapes of the wait-for graph: sizes from the texts, positions from dagre. */
import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import type { GraphEdge } from '../../../server/src/report/reportModel.js';
import type { Arrangement, Shape } from './arrange.js';
import { boxContent, columnContent, edgeText, LONGEST_LINE, PILL_PADDING, type Content } from './content.js';
import { flow, linkedParts } from './parts.js';

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
  readonly style: GraphEdge['style'];
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

const MARGIN = 2;
/** Room around the words on a line. */
const EDGE_PADDING = 10;
const SEPARATION = { LR: { nodesep: 22, ranksep: 22 }, TB: { nodesep: 26, ranksep: 26 } } as const;
/** Room between a resource and its column, for the fan of lines. */
const FAN_LENGTH = { LR: 90, TB: 1 } as const;
/** So short may the lines of a box become for a narrow page, in characters. */
const SHORTEST_LINE = 20;
/** So wide is a letter of a label at most, as a rule. */
const LETTER_WIDTH = 8;

/**
 * From left to right where that fits into `available` pixels, else from top to bottom, else with shorter lines, too.
 * Parts that nothing links stand beside each other where there is room.
 */
export function fitGraph(arrangement: Arrangement, measure: Measure, available: number): PlacedGraph {
  const parts = linkedParts(arrangement);
  const fits = ({ width }: PlacedGraph): boolean => width <= available;
  const narrow = Math.floor((available - 2 * PILL_PADDING - 2 * MARGIN) / LETTER_WIDTH);
  const attempts = [
    { direction: 'LR', longest: LONGEST_LINE },
    { direction: 'TB', longest: LONGEST_LINE },
    { direction: 'TB', longest: Math.min(Math.max(narrow, SHORTEST_LINE), LONGEST_LINE) },
    { direction: 'TB', longest: SHORTEST_LINE },
  ] as const;
  let placed: readonly PlacedGraph[] = [];
  for (const { direction, longest } of attempts) {
    placed = parts.map((part) => placeGraph(part, measure, direction, longest));
    if (placed.every(fits)) break;
  }
  return flow(placed, available);
}

/** The whole graph in one direction; all coordinates start at the top left corner. */
export function placeGraph(
  arrangement: Arrangement,
  measure: Measure,
  direction: Direction,
  longest = LONGEST_LINE,
): PlacedGraph {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  graph.setGraph({ rankdir: direction, ...SEPARATION[direction], marginx: MARGIN, marginy: MARGIN });
  const contents = new Map<string, Content>();
  for (const shape of arrangement.shapes) {
    const heading = columnHeading(shape, arrangement);
    const content =
      shape.form === 'column'
        ? columnContent(shape, heading, measure, direction, longest)
        : boxContent(shape, measure, longest);
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
      shapes.set(shape.id, placeAt(shape, content, x - content.width / 2, y - content.height / 2));
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

/** The shape with its texts moved from its own corner to the place that it was given. */
function placeAt(shape: Shape, content: Content, left: number, top: number): PlacedShape {
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
