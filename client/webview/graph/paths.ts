/** SVG path data for the lines of the wait-for graph. */
import type { PlacedLink, PlacedRow, PlacedShape, Point } from './layout.js';

/** A line through the points that the layout chose, its corners rounded. */
export function linkPath(link: PlacedLink): string {
  const [first, ...rest] = link.points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return '';
  const corners = rest.slice(0, -1);
  const curves = corners.map((corner, index) => {
    const next = corners[index + 1];
    const end = next === undefined ? middle(corner, last) : middle(corner, next);
    return `Q${pair(corner)} ${pair(end)}`;
  });
  return [`M${pair(first)}`, ...curves, `L${pair(last)}`].join('');
}

/** From the right side of `from` to one label of a column beside it. */
export function fanPath(from: PlacedShape, row: PlacedRow): string {
  const start = { x: from.left + from.width, y: from.top + from.height / 2 };
  const end = row.anchor;
  const bend = (end.x - start.x) / 2;
  return `M${pair(start)}C${pair({ x: start.x + bend, y: start.y })} ${pair({ x: end.x - bend, y: end.y })} ${pair(end)}`;
}

/** From the lower side of `from` down a spine and round the last label of the column under it. */
export function spinePath(from: PlacedShape, column: PlacedShape, lastRow: PlacedRow): string {
  const spine = spineOf(column);
  const roundEnd = Math.min(from.height / 2, from.width / 2);
  const start = {
    x: Math.min(Math.max(spine, from.left + roundEnd), from.left + from.width - roundEnd),
    y: from.top + from.height,
  };
  const turn = start.y + 10;
  const bend = `C${pair({ x: start.x, y: turn })} ${pair({ x: spine, y: turn })} ${pair({ x: spine, y: turn + 10 })}`;
  return `M${pair(start)}${bend}L${pair({ x: spine, y: lastRow.anchor.y - BRANCH_RADIUS })}${branch(spine, lastRow)}`;
}

/** From the spine to one of the labels before the last. */
export function branchPath(column: PlacedShape, row: PlacedRow): string {
  const spine = spineOf(column);
  return `M${pair({ x: spine, y: row.anchor.y - BRANCH_RADIUS })}${branch(spine, row)}`;
}

const BRANCH_RADIUS = 6;

function spineOf(column: PlacedShape): number {
  return column.left + 4;
}

function branch(spine: number, { anchor }: PlacedRow): string {
  return `Q${pair({ x: spine, y: anchor.y })} ${pair({ x: spine + BRANCH_RADIUS, y: anchor.y })}L${pair(anchor)}`;
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function pair(point: Point): string {
  return `${round(point.x)},${round(point.y)}`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
