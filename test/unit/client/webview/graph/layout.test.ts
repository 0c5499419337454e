import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrangeGraph } from '../../../../../client/webview/graph/arrange.js';
import {
  fitGraph,
  placeGraph,
  type PlacedGraph,
  type PlacedShape,
} from '../../../../../client/webview/graph/layout.js';
import { edge, graphOf, lockHeldByOneOf, node } from './graphs.js';

/** Every letter is seven pixels wide. */
const measure = (text: string): number => text.length * 7;

const deadlock = graphOf(
  [node('PCPU 0', 'victim'), node('a', 'resource'), node('PCPU 1', 'owner'), node('b', 'resource')],
  [edge('PCPU 0', 'a'), edge('a', 'PCPU 1'), edge('PCPU 1', 'b'), edge('b', 'PCPU 0')],
);

function shapeOf(placed: PlacedGraph, nodeId: string): PlacedShape {
  const found = placed.shapes.find(({ shape }) => shape.members.some(({ id }) => id === nodeId));
  assert.ok(found, `${nodeId} is placed`);
  return found;
}

function overlap(a: PlacedShape, b: PlacedShape): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

test('from left to right: victim, lock, candidates', () => {
  const placed = placeGraph(arrangeGraph(lockHeldByOneOf(7)), measure, 'LR');
  const [victim, lock, column] = ['PCPU 0', 'iplLock', 'PCPU 7'].map((id) => shapeOf(placed, id));
  assert.ok(victim && lock && column);
  assert.ok(victim.left + victim.width < lock.left);
  assert.ok(lock.left + lock.width < column.left);
});

test('from top to bottom: the same, one under the other', () => {
  const placed = placeGraph(arrangeGraph(lockHeldByOneOf(7)), measure, 'TB');
  const [victim, lock, column] = ['PCPU 0', 'iplLock', 'PCPU 7'].map((id) => shapeOf(placed, id));
  assert.ok(victim && lock && column);
  assert.ok(victim.top + victim.height < lock.top);
  assert.ok(lock.top + lock.height < column.top);
});

for (const [name, graph] of Object.entries({ candidates: lockHeldByOneOf(12), crowd: lockHeldByOneOf(63), deadlock })) {
  for (const direction of ['LR', 'TB'] as const) {
    test(`${name} ${direction}: nothing overlaps, and everything lies inside of the picture`, () => {
      const placed = placeGraph(arrangeGraph(graph), measure, direction);
      placed.shapes.forEach((shape, index) => {
        assert.ok(shape.left >= 0 && shape.left + shape.width <= placed.width, 'width');
        assert.ok(shape.top >= 0 && shape.top + shape.height <= placed.height, 'height');
        for (const other of placed.shapes.slice(index + 1)) assert.equal(overlap(shape, other), false);
      });
    });
  }
}

test('the labels of a column stand under each other, in the order of the log, inside of the column', () => {
  const placed = placeGraph(arrangeGraph(lockHeldByOneOf(7)), measure, 'LR');
  const column = shapeOf(placed, 'PCPU 1');
  const heights = column.rows.map(({ anchor }) => anchor.y);
  assert.equal(heights.length, 7);
  assert.deepEqual(
    heights,
    [...heights].sort((a, b) => a - b),
  );
  assert.ok(heights.every((y) => y > column.top && y < column.top + column.height));
  assert.deepEqual(
    column.texts.map(({ text }) => text),
    ['held by one of?'],
  );
});

test('a box is as wide as its longest words need', () => {
  const graph = graphOf([node('PCPU 0', 'victim', 'panicked in SP_WaitLock, line 12')], []);
  const box = shapeOf(placeGraph(arrangeGraph(graph), measure, 'LR'), 'PCPU 0');
  for (const text of box.texts) {
    assert.ok(text.x >= box.left && text.x + measure(text.text) <= box.left + box.width, text.text);
    assert.ok(text.y > box.top && text.y < box.top + box.height, text.text);
  }
});

test('words without an end do not make the picture endless', () => {
  const graph = graphOf([node('L'.repeat(5000), 'resource', 'x'.repeat(5000))], []);
  assert.ok(placeGraph(arrangeGraph(graph), measure, 'LR').width < 400);
});

test('a wide page gets the picture from left to right, a narrow one from top to bottom', () => {
  const arrangement = arrangeGraph(deadlock);
  assert.equal(fitGraph(arrangement, measure, 2000).direction, 'LR');
  assert.equal(fitGraph(arrangement, measure, 300).direction, 'TB');
});

test('the line of a deadlock leads back, and each link has its label', () => {
  const placed = placeGraph(arrangeGraph(deadlock), measure, 'LR');
  assert.equal(placed.links.length, 4);
  for (const { points, label } of placed.links) {
    assert.ok(points.length >= 2);
    assert.equal(label?.text, 'waits for');
  }
});

test('no graph is a picture without anything', () => {
  const placed = placeGraph(arrangeGraph(graphOf([], [])), measure, 'LR');
  assert.deepEqual([placed.shapes, placed.links], [[], []]);
});
