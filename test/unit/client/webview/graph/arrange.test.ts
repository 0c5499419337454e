import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arrangeGraph,
  MAX_LISTED,
  MAX_WAITER_BOXES,
  type Arrangement,
} from '../../../../../client/webview/graph/arrange.js';
import { edge, graphOf, lockHeldByOneOf, node } from './graphs.js';

/** Each shape as `form: members`. */
function outline({ shapes }: Arrangement): readonly string[] {
  return shapes.map(({ form, members }) => `${form}: ${members.map(({ id }) => id).join(', ')}`);
}

test('a chain of waiter, lock and owner keeps its boxes and links', () => {
  const graph = graphOf(
    [node('PCPU 0', 'victim'), node('lock', 'resource'), node('PCPU 3', 'owner')],
    [edge('PCPU 0', 'lock'), edge('lock', 'PCPU 3')],
  );
  const arrangement = arrangeGraph(graph);
  assert.deepEqual(outline(arrangement), ['box: PCPU 0', 'box: lock', 'box: PCPU 3']);
  assert.deepEqual(
    arrangement.links.map(({ from, to }) => [from, to]),
    [
      ['box:PCPU 0', 'box:lock'],
      ['box:lock', 'box:PCPU 3'],
    ],
  );
});

test('candidates for the same lock share a column, and one link leads to it', () => {
  const arrangement = arrangeGraph(lockHeldByOneOf(3));
  assert.deepEqual(outline(arrangement), ['box: PCPU 0', 'box: iplLock', 'column: PCPU 1, PCPU 2, PCPU 3']);
  assert.equal(arrangement.links.length, 2);
});

test('a single candidate is a box', () => {
  assert.deepEqual(outline(arrangeGraph(lockHeldByOneOf(1))), ['box: PCPU 0', 'box: iplLock', 'box: PCPU 1']);
});

test('63 candidates are one box that says how many there are', () => {
  const { shapes } = arrangeGraph(lockHeldByOneOf(63));
  const crowd = shapes.at(-1);
  assert.equal(shapes.length, 3);
  assert.equal(crowd?.form, 'crowd');
  assert.equal(crowd.label, '63 candidates');
  assert.equal(crowd.members.length, 63);
});

test('the longest column has as many labels as are allowed', () => {
  assert.equal(arrangeGraph(lockHeldByOneOf(MAX_LISTED)).shapes.at(-1)?.form, 'column');
  assert.equal(arrangeGraph(lockHeldByOneOf(MAX_LISTED + 1)).shapes.at(-1)?.form, 'crowd');
});

test('candidates for different locks stay apart', () => {
  const graph = graphOf(
    [node('a', 'resource'), node('b', 'resource'), node('1', 'candidate'), node('2', 'candidate')],
    [edge('a', '1', 'candidate'), edge('b', '2', 'candidate')],
  );
  assert.deepEqual(outline(arrangeGraph(graph)), ['box: a', 'box: b', 'box: 1', 'box: 2']);
});

test('a candidate that waits itself is part of the chain and keeps its box', () => {
  const graph = graphOf(
    [
      node('a', 'resource'),
      node('1', 'candidate'),
      node('2', 'candidate'),
      node('3', 'candidate'),
      node('b', 'resource'),
    ],
    [edge('a', '1', 'candidate'), edge('a', '2', 'candidate'), edge('a', '3', 'candidate'), edge('1', 'b')],
  );
  assert.deepEqual(outline(arrangeGraph(graph)), ['box: a', 'box: 1', 'column: 2, 3', 'box: b']);
});

test('many waiters for one lock are one box, the victim stays visible', () => {
  const waiters = Array.from({ length: MAX_WAITER_BOXES + 1 }, (_, index) => node(`PCPU ${index + 1}`, 'waiter'));
  const graph = graphOf(
    [node('PCPU 0', 'victim'), ...waiters, node('lock', 'resource')],
    [edge('PCPU 0', 'lock'), ...waiters.map(({ id }) => edge(id, 'lock'))],
  );
  const { shapes, links } = arrangeGraph(graph);
  assert.deepEqual(
    shapes.map(({ label }) => label),
    ['PCPU 0', `${MAX_WAITER_BOXES + 1} waiters`, 'lock'],
  );
  assert.equal(links.length, 2);
});

test('two owners have a box each, more share a column', () => {
  const heldBy = (count: number) => {
    const owners = Array.from({ length: count }, (_, index) => node(`PCPU ${index + 1}`, 'owner'));
    return graphOf(
      [node('lock', 'resource'), ...owners],
      owners.map(({ id }) => edge('lock', id)),
    );
  };
  assert.deepEqual(outline(arrangeGraph(heldBy(2))), ['box: lock', 'box: PCPU 1', 'box: PCPU 2']);
  assert.deepEqual(outline(arrangeGraph(heldBy(3))), ['box: lock', 'column: PCPU 1, PCPU 2, PCPU 3']);
  assert.deepEqual(
    arrangeGraph(heldBy(MAX_LISTED + 1)).shapes.map(({ label }) => label),
    ['lock', `${MAX_LISTED + 1} owners`],
  );
});

test('an edge to a node that is not there is left out', () => {
  assert.deepEqual(arrangeGraph(graphOf([node('a', 'victim')], [edge('a', 'nowhere')])).links, []);
});
