/** What the report page shows, and what it asks the extension for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE, MODEL, NO_WORDS, changeTexts } from './models.mjs';
import { openReport } from './openReport.mjs';

/** @typedef {import('../../../../server/src/report/reportModel.js').ReportModel} ReportModel */
/** @typedef {import('../../../../client/src/report/messages.js').PageRequest} PageRequest */

test('the page says that it is ready, and shows what it is sent', async () => {
  const { page, requests } = await openReport(MODEL);
  assert.deepEqual(requests, [{ type: 'ready' }]);
  assert.equal(await page.locator('h1').innerText(), MODEL.headline);
  assert.equal(await page.locator('.summary').innerText(), MODEL.lead);
  assert.deepEqual(await page.locator('.header-note').allInnerTexts(), [MODEL.release, MODEL.timeline]);
  assert.equal(await page.locator('.rest').innerText(), MODEL.rest);
  assert.equal(await page.locator('svg.graph .node').count(), MODEL.graph.nodes.length);
  await page.close();
});

test('a system whose release is unknown, and a crash that is the only one, leave no empty line', async () => {
  const { page } = await openReport({ ...MODEL, release: '', timeline: '' });
  assert.equal(await page.locator('.facts').count(), 1);
  assert.equal(await page.locator('.header-note').count(), 0);
  await page.close();
});

test('hostile words of a log stay words', async () => {
  const hostile = /** @type {ReportModel} */ (
    changeTexts(MODEL, (text, key) => (NO_WORDS.includes(key) ? text : `${HOSTILE} ${text}`))
  );
  const { page } = await openReport(hostile);
  assert.equal(await page.locator('main img, main script').count(), 0);
  assert.equal(await page.title(), '');
  assert.equal(await page.locator('.summary').innerText(), hostile.lead);
  await page.close();
});

test('only an address of the web is a link, and the extension opens it', async () => {
  const { page, requests } = await openReport(MODEL);
  assert.deepEqual(await page.locator('a').allInnerTexts(), ['KB 1020105']);
  await page.locator('a').click();
  assert.deepEqual(requests.at(-1), { type: 'openLink', url: 'https://kb.example.org/1020105' });
  assert.equal(page.url(), 'about:blank');
  await page.close();
});

/** What is pressed, and what the extension is asked for then. @type {readonly [string, PageRequest][]} */
const PRESSES = [
  ['.evidence .line-button >> nth=1', { type: 'revealLine', line: 11 }],
  ['.headline', { type: 'revealLine', line: 1 }],
  ['.node.victim', { type: 'revealLine', line: 11 }],
  ['.node.candidate >> nth=0', { type: 'revealLine', line: 7 }],
  ['.frame-note.link', { type: 'goToDefinition', line: 11, label: 'SP_WaitLock+0x1b6' }],
  ['.command button', { type: 'copyText', text: 'vmkdump_extract /root/vmkernel-zdump-*' }],
  ['[aria-label="Next crash"]', { type: 'chooseCrash', index: 1 }],
  ['text=Copy for a ticket', { type: 'copyVerdict', format: 'ticket' }],
  ['text=Copy as Markdown', { type: 'copyVerdict', format: 'markdown' }],
  ['text=Save as HTML', { type: 'saveReport' }],
  ['.similar .line-button', { type: 'openSimilar', uri: 'file:///cases/host13.psod', line: 4 }],
];

for (const [selector, request] of PRESSES) {
  test(`${selector} works by mouse and by keyboard`, async () => {
    const { page, requests } = await openReport(MODEL);
    await page.locator(selector).click();
    assert.deepEqual(requests.slice(1), [request]);
    await page.locator(selector).press('Enter');
    await page.locator(selector).press('Space');
    assert.deepEqual(requests.slice(1), [request, request, request]);
    await page.close();
  });
}

test('the Tab key goes through all that can be pressed, in the order of the page, and shows where it is', async () => {
  const { page } = await openReport(MODEL);
  const keys = await page
    .locator('[data-focus-key]:not(:disabled)')
    .evaluateAll((all) => all.map((each) => each.getAttribute('data-focus-key')));
  assert.ok(keys.length > 20);
  await page.evaluate(() => document.documentElement.style.setProperty('--vscode-focusBorder', 'blue'));
  for (const key of keys) {
    await page.keyboard.press('Tab');
    const { reached, isShown } = await page.evaluate(() => {
      const focused = document.activeElement ?? document.body;
      const outline = getComputedStyle(focused).outlineStyle;
      const shape = focused.querySelector('.shape');
      const stroke =
        shape === null ? '' : getComputedStyle(shape).strokeDasharray + getComputedStyle(shape).strokeWidth;
      return {
        reached: focused.getAttribute('data-focus-key'),
        isShown: outline === 'solid' || stroke === 'none2px',
      };
    });
    assert.equal(reached, key);
    assert.equal(isShown, true, `${String(key)} does not show that it has the focus`);
  }
  await page.close();
});

for (const width of [300, 480, 900, 1600]) {
  test(`at ${width} pixels nothing sticks out, not even words without an end`, async () => {
    const long = /** @type {ReportModel} */ (
      changeTexts(MODEL, (text, key) => (NO_WORDS.includes(key) ? text : `${text} ${'x'.repeat(400)}`))
    );
    const { page } = await openReport(long, width);
    const missing = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(missing, 0);
    await page.close();
  });
}

test('any crash of the document can be chosen from a list', async () => {
  const crashes = Array.from({ length: 300 }, (_, number) => ({
    headline: `Crash of day ${number}`,
    line: number * 40,
  }));
  const { page, requests } = await openReport({ ...MODEL, crashes, index: 7 });
  const choice = page.getByRole('combobox', { name: 'Crash' });
  assert.equal(await choice.inputValue(), '7');
  await choice.selectOption({ label: '291 · Crash of day 290 · line 11601' });
  assert.deepEqual(requests.at(-1), { type: 'chooseCrash', index: 290 });
  await page.close();
});

test('what was copied, and which crash is shown now, is said to those who do not see it', async () => {
  const { page, show } = await openReport(MODEL);
  const said = page.getByRole('status');
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await said.filter({ hasText: 'Copied' }).waitFor();
  await show({ ...MODEL, index: 1, headline: 'Lost heartbeat' });
  await said.filter({ hasText: 'Crash 2: Lost heartbeat' }).waitFor();
  await page.close();
});

test('what to do first stands under the verdict, and leads to all steps', async () => {
  const [step] = MODEL.nextSteps;
  assert.ok(step);
  const { page } = await openReport({ ...MODEL, nextSteps: [step, { ...step, title: 'Ask support' }] });
  assert.equal(await page.locator('.next-hint').innerText(), 'First of 2 next steps\nGet the core');
  await page.locator('.next-steps summary').click();
  await page.locator('.next-hint button').click();
  await page.locator('.next-steps li').first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-focus-key')), 'fold:next-steps');
  await page.close();
});

test('a command says where it is typed', async () => {
  const { page } = await openReport(MODEL);
  assert.equal(await page.locator('.command').innerText(), 'on the host\nvmkdump_extract /root/vmkernel-zdump-*\nCopy');
  await page.close();
});

test('bars stand only beside somebody who is blamed', async () => {
  const { page, show } = await openReport({ ...MODEL, blamed: { label: 'contosonic', line: 4 } });
  assert.equal(await page.locator('.bar').count(), 3);
  await show({ ...MODEL, version: 2, blamed: { label: 'nobody on this screen', line: null } });
  await page.locator('.stats', { hasText: 'nobody on this screen' }).waitFor();
  assert.equal(await page.locator('.bar').count(), 0);
  await page.close();
});

test('other systems are for who wants to know', async () => {
  const { page } = await openReport(MODEL);
  assert.equal(await page.locator('.counterparts td').first().isVisible(), false);
  await page.locator('.counterparts summary').click();
  assert.equal(await page.locator('.counterparts td').first().isVisible(), true);
  await page.close();
});
