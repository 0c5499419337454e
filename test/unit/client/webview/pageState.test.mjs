/** What becomes of the report page when it is drawn anew or loaded again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODEL } from './models.mjs';
import { openReport } from './openReport.mjs';

test('an edit elsewhere in the text leaves the page alone', async () => {
  const { page, show } = await openReport(MODEL);
  const main = await page.locator('main').elementHandle();
  await show({ ...MODEL, version: 2 });
  await show({ ...MODEL, version: 3, lead: 'Another verdict.' });
  await page.locator('.summary', { hasText: 'Another verdict.' }).waitFor();
  assert.equal(await main.evaluate((element) => element.isConnected), false);
  const redrawn = await page.locator('main').elementHandle();
  await show({ ...MODEL, version: 4, lead: 'Another verdict.' });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  assert.equal(await redrawn.evaluate((element) => element.isConnected), true);
  await page.close();
});

test('the keyboard focus and the place on the page survive an update', async () => {
  const { page, show } = await openReport(MODEL);
  await page.setViewportSize({ width: 900, height: 300 });
  await page.locator('.evidence .line-button').nth(1).focus();
  const scroll = await page.evaluate(() => window.scrollY);
  assert.ok(scroll > 0);
  await show({ ...MODEL, version: 2, category: 'another category' });
  await page.locator('.stats', { hasText: 'another category' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-focus-key')), 'evidence-1');
  assert.equal(await page.evaluate(() => window.scrollY), scroll);
  await page.close();
});

test('a reloaded page stands where it stood, with the same sections folded', async () => {
  const first = await openReport(MODEL);
  await first.page.setViewportSize({ width: 900, height: 300 });
  await first.page.locator('.evidence summary').click();
  await first.page.evaluate(() => window.scrollTo(0, 240));
  await first.page.waitForFunction('remembered().scroll === 240 && remembered().folds.length === 1');
  const remembered = /** @type {import('../../../../client/src/report/pageState.js').PageState} */ (
    await first.state()
  );
  assert.deepEqual(remembered, { uri: MODEL.uri, index: 0, scroll: 240, folds: ['evidence'] });
  await first.page.close();

  const { page, state } = await openReport(MODEL, 900, remembered);
  await page.waitForFunction(() => window.scrollY === 240);
  assert.equal(await page.locator('.evidence .line-button').first().isVisible(), false);
  assert.equal(await page.locator('.next-steps li').first().isVisible(), true);
  assert.deepEqual(await state(), remembered);
  await page.close();
});

test('a report that cannot be made for a moment does not lose the place', async () => {
  const remembered = { uri: MODEL.uri, index: 1, scroll: 120, folds: [] };
  const model = { ...MODEL, index: 1 };
  const { page, show, state } = await openReport(model, 900, remembered);
  await page.evaluate(
    (uri) => window.postMessage({ type: 'remark', uri, text: 'The report could not be made.' }),
    MODEL.uri,
  );
  await page.locator('.remark').waitFor();
  assert.deepEqual(await state(), remembered);
  await show(model);
  await page.locator('.summary').waitFor();
  await page.waitForFunction(() => window.scrollY === 120);
  await page.close();
});
