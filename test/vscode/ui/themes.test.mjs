/** The report takes its colours from the theme; nothing in it keeps a colour of its own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import axe from 'axe-core';
import { openWorkbench, THEMES } from '../harness.mjs';
import { openReport } from '../scenes.mjs';

/** All that axe knows: the guidelines in both levels that count in law, and what is good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The words of a box in the picture are several texts; this rule joins them without a space and misses them in its name. */
const EXCEPTIONS = { 'label-content-name-mismatch': { enabled: false } };

/** What a person needs at least to read a text (WCAG 2, level AA). */
const READABLE_CONTRAST = 4.5;

/**
 * Runs in the page: the red, green and blue of a text and of what lies behind it, from 0 to 255.
 * @param {Element} element
 */
function coloursOf(element) {
  const isClear = (/** @type {Element} */ one) => getComputedStyle(one).backgroundColor === 'rgba(0, 0, 0, 0)';
  let behind = element;
  while (isClear(behind) && behind.parentElement !== null) behind = behind.parentElement;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  return [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map((colour) => {
    if (canvas === null) throw new Error('This browser does not draw.');
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  });
}

/** @param {readonly number[]} colour */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {readonly number[]} one @param {readonly number[]} other */
function contrast(one, other) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * What axe finds in the page: barriers for those who use it by keyboard or hear it. The debugger's protocol puts axe
 * into the page, which itself allows no script but its own.
 * @param {import('playwright-core').FrameLocator} report
 */
async function findBarriers(report) {
  const main = await report.locator('main').elementHandle();
  const frame = await main.ownerFrame();
  if (!frame) throw new Error('The report is in no frame.');
  await frame.evaluate(axe.source);
  const violations = await frame.evaluate(
    async (options) => {
      const page = /** @type {{ axe: typeof axe }} */ (/** @type {unknown} */ (window));
      return (await page.axe.run(document, options)).violations;
    },
    { runOnly: RULES, rules: EXCEPTIONS },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
}

describe('the report', () => {
  for (const theme of /** @type {(keyof typeof THEMES)[]} */ (Object.keys(THEMES))) {
    it(`is readable in the ${theme} theme`, async () => {
      const workbench = await openWorkbench({ theme });
      try {
        const report = await openReport(workbench, 'psod-spin-count.psod');
        for (const text of ['.summary', '.verdict .guess', '.evidence .why', '.section h2', '.toolbar button']) {
          const [colour = [], behind = []] = await report.locator(text).first().evaluate(coloursOf);
          const reached = contrast(colour, behind);
          assert.ok(reached >= READABLE_CONTRAST, `${text}: ${String(colour)} on ${String(behind)} is ${reached}`);
        }
        assert.deepEqual(await findBarriers(report), []);
      } finally {
        await workbench.close();
      }
    });
  }
});
