import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrangeGraph } from '../../../../../client/webview/graph/arrange.js';
import { fitGraph } from '../../../../../client/webview/graph/layout.js';
import { linkedParts } from '../../../../../client/webview/graph/parts.js';
import { edge, graphOf, node } from './graphs.js';

/** Every letter is seven pixels wide. */
const measure = (text: string): number => text.length * 7;

/** `count` threads, each of which waits for a lock of its own. */
const waitsApart = (count: number) => {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return arrangeGraph(
    graphOf(
      numbers.flatMap((number) => [node(`thread ${number}`, 'waiter'), node(`lock ${number}`, 'resource')]),
      numbers.map((number) => edge(`thread ${number}`, `lock ${number}`)),
    ),
  );
};

test('what nothing links is a part of its own', () => {
  assert.deepEqual(
    linkedParts(waitsApart(3)).map(({ shapes }) => shapes.map(({ label }) => label)),
    [0, 1, 2].map((number) => [`thread ${number}`, `lock ${number}`]),
  );
  assert.equal(linkedParts(arrangeGraph(graphOf([], []))).length, 0);
});

for (const available of [250, 600, 1600]) {
  test(`many parts fit into ${available} pixels, none over another`, () => {
    const { shapes, width, height } = fitGraph(waitsApart(7), measure, available);
    assert.ok(width <= available);
    shapes.forEach((one, index) => {
      assert.ok(one.left + one.width <= width && one.top + one.height <= height);
      for (const other of shapes.slice(index + 1)) {
        const isBeside = one.left + one.width <= other.left || other.left + other.width <= one.left;
        const isAbove = one.top + one.height <= other.top || other.top + other.height <= one.top;
        assert.ok(isBeside || isAbove, `${one.shape.label} and ${other.shape.label}`);
      }
    });
  });
}

test('the lines and their words move with their part', () => {
  const { shapes, links } = fitGraph(waitsApart(4), measure, 250);
  for (const { from, to, points, label } of links) {
    assert.ok(shapes.includes(from) && shapes.includes(to));
    for (const point of [...points, ...(label ? [label.center] : [])]) {
      assert.ok(point.y >= from.top && point.y <= to.top + to.height);
    }
  }
});

test('a narrow page breaks long names into lines, and the picture stays in it', () => {
  const arrangement = arrangeGraph(
    graphOf(
      [node('thread 0xffff9b84 of System', 'victim', 'waits in ExAcquirePushLock, line 30'), node('lock', 'resource')],
      [edge('thread 0xffff9b84 of System', 'lock')],
    ),
  );
  const placed = fitGraph(arrangement, measure, 200);
  assert.ok(placed.width <= 200);
  const labels = placed.shapes[0]?.texts.filter(({ style }) => style === 'label').map(({ text }) => text);
  assert.deepEqual(labels, ['thread 0xffff9b84 of', 'System']);
});
