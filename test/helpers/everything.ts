/** Everything that the product can do with a text, done. */
import { fileJson } from '../../server/src/report/json.js';
import { crashMarkdown } from '../../server/src/report/markdown.js';
import { crashText } from '../../server/src/report/text.js';
import {
  buildReport,
  findCodeLenses,
  findDefinition,
  findDocumentSymbols,
  findFoldingRanges,
  findHighlights,
  findHover,
  findReferences,
  openCase,
} from '../../server/src/service.js';
import { URI } from './ask.js';
import { checkContract } from './contract.js';
import { linesOf } from './text.js';

/** Asks at so many places of a text at most. */
const MOST_PLACES = 40;

/** Runs every capability on a text and returns all in which the JSON departs from the contract. */
export function doEverything(text: string): readonly string[] {
  const opened = openCase(text);
  findCodeLenses(opened, URI);
  findDocumentSymbols(opened);
  findFoldingRanges(opened);
  opened.crashes.forEach((crash, index) => {
    buildReport(opened, index, URI, 1);
    crashMarkdown(crash);
    crashText(crash);
  });
  const lines = linesOf(text);
  const stride = Math.max(1, Math.floor(lines.length / MOST_PLACES));
  for (let line = 0; line < lines.length; line += stride) {
    for (const character of [0, Math.floor((lines[line] ?? '').length / 2)]) {
      const position = { line, character };
      findHover(opened, URI, position);
      findDefinition(opened, URI, position);
      findReferences(opened, URI, position);
      findHighlights(opened, position);
    }
  }
  const json = JSON.parse(JSON.stringify(fileJson('crash.txt', opened.document, opened.crashes, null))) as unknown;
  return checkContract(json, lines);
}
