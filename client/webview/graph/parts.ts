/** The parts of a graph that nothing links: each is placed by itself, then they share the room. */
import type { Arrangement } from './arrange.js';
import type { PlacedGraph, PlacedLink, PlacedShape, Point } from './layout.js';

/** Between two parts. */
const GAP = 28;

/** The graph in parts, each with all that its shapes are linked to, in the order of their first shapes. */
export function linkedParts({ shapes, links }: Arrangement): readonly Arrangement[] {
  const neighbours = new Map<string, string[]>(shapes.map(({ id }) => [id, []]));
  for (const { from, to } of links) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  const partOf = new Map<string, number>();
  let count = 0;
  for (const { id } of shapes) {
    if (partOf.has(id)) continue;
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (partOf.has(next)) continue;
      partOf.set(next, count);
      open.push(...(neighbours.get(next) ?? []));
    }
    count += 1;
  }
  return Array.from({ length: count }, (_, part) => ({
    shapes: shapes.filter(({ id }) => partOf.get(id) === part),
    links: links.filter(({ from }) => partOf.get(from) === part),
  }));
}

/** One picture of them all: beside each other while there is room, then in a new row. */
export function flow(parts: readonly PlacedGraph[], available: number): PlacedGraph {
  let [left, top, rowHeight, width] = [0, 0, 0, 0];
  const moved = parts.map((part) => {
    if (left > 0 && left + part.width > available) {
      top += rowHeight + GAP;
      [left, rowHeight] = [0, 0];
    }
    const placed = moveGraph(part, left, top);
    width = Math.max(width, left + part.width);
    rowHeight = Math.max(rowHeight, part.height);
    left += part.width + GAP;
    return placed;
  });
  return {
    direction: parts[0]?.direction ?? 'LR',
    width,
    height: top + rowHeight,
    shapes: moved.flatMap(({ shapes }) => shapes),
    links: moved.flatMap(({ links }) => links),
  };
}

function moveGraph(graph: PlacedGraph, left: number, top: number): PlacedGraph {
  const move = <T extends Point>(point: T): T => ({ ...point, x: point.x + left, y: point.y + top });
  const shapes = new Map<PlacedShape, PlacedShape>();
  for (const shape of graph.shapes) {
    shapes.set(shape, {
      ...shape,
      left: shape.left + left,
      top: shape.top + top,
      texts: shape.texts.map(move),
      rows: shape.rows.map((row) => ({ ...row, texts: row.texts.map(move), anchor: move(row.anchor) })),
    });
  }
  const links = graph.links.map((link): PlacedLink => {
    const { from, to, points, label } = link;
    return {
      ...link,
      from: shapes.get(from) ?? from,
      to: shapes.get(to) ?? to,
      points: points.map(move),
      label: label && { ...label, center: move(label.center) },
    };
  });
  return { ...graph, shapes: [...shapes.values()], links };
}
