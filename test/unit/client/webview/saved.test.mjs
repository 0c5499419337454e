/** The report as markup to save. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CROWD, HOSTILE, MODEL, NO_WORDS, QUEUE, changeTexts } from './models.mjs';
import { browser, serialise } from './openReport.mjs';

/** @typedef {import('../../../../server/src/report/reportModel.js').ReportModel} ReportModel */

test('a report to save holds the picture and every word, and nothing to press', async () => {
  const content = await serialise(MODEL);
  const page = await browser.newPage();
  await page.setContent(content);
  assert.equal(await page.locator('h1').innerText(), MODEL.headline);
  assert.equal(await page.locator('svg.graph .node').count(), MODEL.graph.nodes.length);
  assert.equal(await page.locator('.evidence li:visible').count(), MODEL.evidence.length);
  assert.equal(await page.locator('button, select, [role=button], [tabindex], script, graph-frame').count(), 0);
  await page.close();
});

test('a report to save lists only what its picture does not show', async () => {
  const page = await browser.newPage();
  await page.setContent(await serialise({ ...MODEL, graph: QUEUE }));
  assert.equal(await page.locator('.node.waiter').count(), 3);
  assert.equal(await page.locator('.members').count(), 0);
  await page.setContent(await serialise({ ...MODEL, graph: CROWD }));
  assert.equal(await page.locator('.members li:visible').count(), 63);
  await page.close();
});

test('a report to save names no other document and no place of this machine', async () => {
  const content = await serialise(MODEL);
  for (const secret of ['host13', 'file:', 'cases']) assert.equal(content.includes(secret), false, secret);
});

test('hostile words stay words in a report to save', async () => {
  const hostile = /** @type {ReportModel} */ (
    changeTexts(MODEL, (text, key) => (NO_WORDS.includes(key) ? text : `${HOSTILE} ${text}`))
  );
  const page = await browser.newPage();
  await page.setContent(await serialise(hostile));
  assert.equal(await page.locator('img, script').count(), 0);
  assert.equal(await page.title(), '');
  await page.close();
});

test('a report to save is about this crash alone: no other system, no pointer to what stands below', async () => {
  const page = await browser.newPage();
  await page.setContent(await serialise(MODEL));
  assert.equal(await page.locator('.counterparts, .next-hint').count(), 0);
  assert.equal(await page.locator('.next-steps .command-place').innerText(), 'on the host');
  await page.close();
});
