/** The report page in a real browser, with the extension's side of the conversation played by the test. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../../../scripts/lib/browser.mjs';

/** @typedef {import('../../../../server/src/report/reportModel.js').ReportModel} ReportModel */
/** @typedef {import('../../../../client/src/report/messages.js').PageRequest} PageRequest */

const HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=1</script>';

/** @type {ReportModel} */
const MODEL = {
  uri: 'file:///host12.psod',
  version: 1,
  index: 0,
  crashes: [
    { headline: 'Spin count exceeded (pathListLock) - possible deadlock', line: 1 },
    { headline: 'Lost heartbeat', line: 40 },
  ],
  dialectLabel: 'PSOD',
  headline: 'Spin count exceeded (pathListLock) - possible deadlock',
  headlineLine: 1,
  facts: ['VMware ESX Server, build 153875', 'up 12 d 4 h 51 min'],
  release: 'ESX 3.5 Update 4, released 30 March 2009; supported until 21 May 2010',
  timeline: 'first of 2 crashes in this log',
  lead: 'PCPU 0 is the victim. The owner is not named on this screen.',
  rest: 'A timer asked for the lock.',
  category: 'lock contention',
  blamed: { label: 'nobody on this screen', line: null },
  owner: { label: '2 candidates', known: false },
  confidence: { level: 'high', note: 'for the victim; the owner is not known' },
  graph: {
    description: 'PCPU 0 waits for pathListLock.',
    nodes: [
      { id: 'waiter', kind: 'victim', label: 'PCPU 0', detail: 'panicked in SP_WaitLock', line: 11 },
      { id: 'lock', kind: 'resource', label: 'pathListLock', detail: 'spinlock', line: null },
      { id: 'first', kind: 'candidate', label: 'PCPU 1', detail: null, line: 7 },
      { id: 'second', kind: 'candidate', label: 'PCPU 2', detail: null, line: 7 },
    ],
    edges: [
      { from: 'waiter', to: 'lock', label: 'waits for', style: 'sure' },
      { from: 'lock', to: 'first', label: 'held by?', style: 'candidate' },
      { from: 'lock', to: 'second', label: 'held by?', style: 'candidate' },
    ],
  },
  stories: [
    {
      title: 'What happened on PCPU 0',
      subject: null,
      parts: [
        {
          name: 'noticed',
          label: 'Noticed',
          text: 'It waited for a lock that was not released in time.',
          frames: [{ line: 11, label: 'SP_WaitLock+0x1b6', note: 'owner hints', noteKind: 'link' }],
          more: null,
        },
      ],
    },
  ],
  evidence: [
    { line: 1, why: 'the message names the lock and no PCPU' },
    { line: 11, why: 'SP_WaitLock is where a CPU spins for a lock' },
  ],
  alternatives: [],
  wouldChange: ['a saved backtrace'],
  nextSteps: [{ title: 'Get the core', command: 'vmkdump_extract /root/vmkernel-zdump-*', url: null }],
  references: [
    { id: 'KB 1020105', title: 'Spin counts', url: 'https://kb.example.org/1020105' },
    { id: 'A trap', title: 'not of the web', url: 'javascript:document.title=1' },
  ],
  counterparts: [{ idea: 'spinlock held too long', esxi: 'panics', windows: 'hangs', linux: 'reports a lockup' }],
  signature: 'psod:spin-count:pathListLock',
  similar: [
    {
      uri: 'file:///cases/host13.psod',
      index: 0,
      document: 'host13.psod',
      headline: 'Spin count exceeded (pathListLock)',
      line: 4,
    },
  ],
};

/** A lock that one of 63 CPUs holds. @type {ReportModel['graph']} */
const CROWD = {
  description: 'PCPU 0 waits for pathListLock.',
  nodes: [
    ...MODEL.graph.nodes.slice(0, 2),
    ...Array.from({ length: 63 }, (_, number) => ({
      id: `candidate-${number}`,
      kind: /** @type {const} */ ('candidate'),
      label: `PCPU ${number + 1}`,
      detail: null,
      line: 7,
    })),
  ],
  edges: [
    ...MODEL.graph.edges.slice(0, 1),
    ...Array.from({ length: 63 }, (_, number) => ({
      from: 'lock',
      to: `candidate-${number}`,
      label: 'held by?',
      style: /** @type {const} */ ('candidate'),
    })),
  ],
};

/**
 * Every text of a value replaced.
 * @param {unknown} value
 * @param {(text: string, key: string) => string} change
 * @returns {unknown}
 */
function changeTexts(value, change, key = '') {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => changeTexts(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  /** @type {Record<string, unknown>} */
  const changed = {};
  for (const [name, item] of Object.entries(value)) changed[name] = changeTexts(item, change, name);
  return changed;
}

/** What never comes from a log: names that the page looks up, and addresses. */
const NO_WORDS = ['dialectLabel', 'kind', 'style', 'level', 'name', 'noteKind', 'from', 'to', 'url', 'uri', 'id'];

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {string} */
let script;
/** @type {string} */
let style;

before(async () => {
  const entryPoints = ['client/webview/report.ts', 'client/webview/report.css'];
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'iife', outdir: 'out' });
  const contentOf = (/** @type {string} */ ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  script = contentOf('.js');
  style = contentOf('.css');
  browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox'] });
});

after(() => browser.close());

/**
 * Opens the page, shows a report, and collects what the page asks for.
 * @param {ReportModel} model
 * @param {number} [width]
 * @param {import('../../../../client/src/report/pageState.js').PageState} [remembered]  by VS Code, of the page before
 */
async function openReport(model, width = 900, remembered) {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  /** @type {PageRequest[]} */
  const requests = [];
  await page.exposeFunction('send', (/** @type {PageRequest} */ request) => requests.push(request));
  await page.setContent(`<!DOCTYPE html><meta http-equiv="Content-Security-Policy"
    content="default-src 'none'; style-src 'nonce-n'; script-src 'nonce-n'"><style nonce="n">${style}</style><body>
    <script nonce="n">
      let state = ${JSON.stringify(remembered)};
      const remembered = () => state;
      const acquireVsCodeApi = () =>
        ({ postMessage: (request) => send(request), getState: () => state, setState: (next) => (state = next) });
    </script>
    <script nonce="n">${script}</script>`);
  const show = (/** @type {ReportModel} */ shown) =>
    page.evaluate((update) => {
      window.postMessage(update);
    }, /** @type {const} */ ({ type: 'report', model: shown }));
  await show(model);
  await page.locator('main.report').waitFor();
  /** What the page would find again after a reload. */
  const state = () => page.evaluate('remembered()');
  return { page, requests, show, state };
}

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

test('63 candidates are one box, and a list on demand', async () => {
  const { page } = await openReport({ ...MODEL, graph: CROWD });
  assert.equal(await page.locator('svg.graph .node').count(), 3);
  await page.locator('.node.candidate').click();
  assert.equal(await page.locator('.members li:visible').count(), 63);
  await page.close();
});

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

/** A lock for which three threads wait, each with a name as long as an address. @type {ReportModel['graph']} */
const QUEUE = {
  description: 'Three threads wait for a resource.',
  nodes: [
    { id: 'lock', kind: 'resource', label: 'a resource', detail: '0xffffb40bc8deb908', line: null },
    ...[1, 2, 3].map((number) => ({
      id: `waiter-${number}`,
      kind: /** @type {const} */ ('waiter'),
      label: `thread 0xffffb40bade9e08${number}`,
      detail: 'waits, line 10',
      line: 9,
    })),
  ],
  edges: [1, 2, 3].map((number) => ({
    from: `waiter-${number}`,
    to: 'lock',
    label: 'waits for',
    style: /** @type {const} */ ('sure'),
  })),
};

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

/** The markup of a report, as the page gives it away to be saved. @param {ReportModel} model */
async function serialise(model) {
  const { page, requests } = await openReport(model);
  await page.evaluate(() => window.postMessage({ type: 'serialise' }));
  for (;;) {
    const answer = requests.find((request) => request.type === 'serialised');
    if (answer === undefined) await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    else return await page.close().then(() => answer.content);
  }
}

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
