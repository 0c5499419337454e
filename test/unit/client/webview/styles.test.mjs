/** The report has light, dark and high contrast because the editor has: no colour is fixed in its style sheets. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inProject } from '../../../../scripts/lib/project.mjs';

const FOLDER = inProject('client/webview/styles');
const FIXED =
  /#[\da-f]{3,8}\b(?!\s*\w*\s*\{)|\b(?:rgba?|hsla?|lab|lch|oklab|oklch)\(|:\s*(?:white|black|red|green|blue|yellow|orange|gr[ae]y)\b/gi;

const sheets = readdirSync(FOLDER).filter((file) => file.endsWith('.css'));

for (const sheet of sheets) {
  test(`${sheet} names no colour of its own`, () => {
    const rules = readFileSync(path.join(FOLDER, sheet), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    assert.deepEqual(rules.match(FIXED) ?? [], []);
  });
}

test('a colour that is fixed would be found', () => {
  for (const rule of ['color: #fff;', 'fill: rgb(1 2 3);', 'background: white;'])
    assert.equal(rule.match(FIXED)?.length, 1);
});
