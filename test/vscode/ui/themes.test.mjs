/** The report takes its colours from the theme; nothing in it keeps a colour of its own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openWorkbench, THEMES } from '../harness.mjs';
import { openReport } from '../scenes.mjs';

/** What a person needs at least to read a text (WCAG 2, level AA). */
const READABLE_CONTRAST = 4.5;

/** Runs in the page: the colours of a text and of what lies behind it. @param {Element} element */
function coloursOf(element) {
  const { color } = getComputedStyle(element);
  let behind = element;
  while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)' && behind.parentElement !== null) {
    behind = behind.parentElement;
  }
  return { color, background: getComputedStyle(behind).backgroundColor };
}

/** @param {string} colour */
function luminance(colour) {
  const channels = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((value) => {
    const part = Number(value) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} one @param {string} other */
function contrast(one, other) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

describe('the report', () => {
  for (const theme of /** @type {(keyof typeof THEMES)[]} */ (Object.keys(THEMES))) {
    it(`is readable in the ${theme} theme`, async () => {
      const workbench = await openWorkbench({ theme });
      try {
        const report = await openReport(workbench, 'psod-spin-count.psod');
        for (const text of ['.summary', '.verdict .guess', '.evidence .why', '.section h2']) {
          const { color, background } = await report.locator(text).first().evaluate(coloursOf);
          const reached = contrast(color, background);
          assert.ok(reached >= READABLE_CONTRAST, `${text}: ${color} on ${background} is ${reached.toFixed(1)}`);
        }
      } finally {
        await workbench.close();
      }
    });
  }
});
