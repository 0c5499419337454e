import assert from 'node:assert/strict';
import { test } from 'node:test';
import { branchPath, fanPath, linkPath, spinePath } from '../../../../../client/webview/graph/paths.js';
import type { PlacedLink, PlacedRow, PlacedShape } from '../../../../../client/webview/graph/layout.js';

function placed(left: number, top: number, width: number, height: number): PlacedShape {
  const shape = { id: '', form: 'box', kind: 'resource', label: '', detail: null, members: [] } as const;
  return { shape, left, top, width, height, texts: [], rows: [] };
}

const row: PlacedRow = { nodeIndex: 0, texts: [], anchor: { x: 220, y: 130 }, width: 50 };
const lock = placed(0, 0, 100, 40);

function linkThrough(points: PlacedLink['points']): PlacedLink {
  return { from: lock, to: lock, style: 'sure', points, label: null };
}

test('two points are a straight line', () => {
  const link = linkThrough([
    { x: 0, y: 5 },
    { x: 10, y: 5 },
  ]);
  assert.equal(linkPath(link), 'M0,5L10,5');
});

test('a corner is rounded, and the line ends straight, so that its arrow points the right way', () => {
  const link = linkThrough([
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 20, y: 10 },
  ]);
  assert.equal(linkPath(link), 'M0,0Q10,0 15,5L20,10');
});

test('a link that was given no place draws nothing', () => {
  assert.equal(linkPath(linkThrough([])), '');
});

test('a fan starts in the middle of the right side and ends at the label', () => {
  const path = fanPath(lock, row);
  assert.ok(path.startsWith('M100,20C'), path);
  assert.ok(path.endsWith(' 220,130'), path);
});

test('a spine leaves the lower side where it is flat, and ends at the last label', () => {
  const path = spinePath(lock, placed(-50, 80, 200, 100), row);
  assert.ok(path.startsWith('M20,40C'), path);
  assert.ok(path.endsWith('L220,130'), path);
});

test('a branch leaves the spine just above its label', () => {
  assert.equal(branchPath(placed(196, 80, 200, 100), row), 'M200,124Q200,130 206,130L220,130');
});
