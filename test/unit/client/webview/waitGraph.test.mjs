/** The picture of who waits for whom, in the page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CROWD, MODEL, QUEUE } from './models.mjs';
import { openReport } from './openReport.mjs';

/** @typedef {import('../../../../server/src/report/reportModel.js').ReportModel} ReportModel */

test('63 candidates are one box, and a list on demand', async () => {
  const { page } = await openReport({ ...MODEL, graph: CROWD });
  assert.equal(await page.locator('svg.graph .node').count(), 3);
  await page.locator('.node.candidate').click();
  assert.equal(await page.locator('.members li:visible').count(), 63);
  await page.close();
});

test('where a page is too narrow for several waiters they are one box, and a list on demand', async () => {
  const { page } = await openReport({ ...MODEL, graph: QUEUE }, 1000);
  assert.equal(await page.locator('.node.waiter').count(), 3);
  assert.equal(await page.locator('.members:visible').count(), 0);
  await page.setViewportSize({ width: 300, height: 800 });
  await page.locator('.node.waiter', { hasText: '3 waiters' }).click();
  assert.equal(await page.locator('.members li:visible').count(), 3);
  const missing = await page.locator('graph-frame').evaluate((frame) => frame.scrollWidth - frame.clientWidth);
  assert.equal(missing, 0);
  await page.close();
});

test('the picture turns when the page becomes narrow', async () => {
  const { page } = await openReport(MODEL, 1000);
  const leftOf = async (/** @type {string} */ kind) =>
    (await page.locator(`.node.${kind}`).first().boundingBox())?.x ?? 0;
  assert.ok((await leftOf('candidate')) > (await leftOf('resource')) + 100);
  await page.setViewportSize({ width: 340, height: 800 });
  await page.waitForFunction(() => (document.querySelector('svg.graph')?.clientWidth ?? Infinity) < 340);
  assert.ok((await leftOf('candidate')) < (await leftOf('resource')) + 100);
  await page.close();
});

test('two that wait for each other are drawn as a ring', async () => {
  /** @type {ReportModel['graph']} */
  const ring = {
    description: 'PCPU 0 and PCPU 1 wait for each other.',
    nodes: [
      { id: 'one', kind: 'victim', label: 'PCPU 0', detail: null, line: 1 },
      { id: 'first', kind: 'resource', label: 'firstLock', detail: null, line: null },
      { id: 'two', kind: 'owner', label: 'PCPU 1', detail: null, line: 2 },
      { id: 'second', kind: 'resource', label: 'secondLock', detail: null, line: null },
    ],
    edges: [
      { from: 'one', to: 'first', label: 'waits for', style: 'cycle' },
      { from: 'first', to: 'two', label: 'held by', style: 'cycle' },
      { from: 'two', to: 'second', label: 'waits for', style: 'cycle' },
      { from: 'second', to: 'one', label: 'held by', style: 'cycle' },
    ],
  };
  const { page } = await openReport({ ...MODEL, graph: ring });
  assert.equal(await page.locator('svg.graph .link.cycle').count(), 4);
  assert.deepEqual(await page.locator('svg.graph .edge').allTextContents(), [
    'waits for',
    'held by',
    'waits for',
    'held by',
  ]);
  await page.close();
});
