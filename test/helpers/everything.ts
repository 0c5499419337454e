/** Everything that the product can do with a text, done. */
import { fileJson } from '../../server/src/report/json.js';
import { crashMarkdown } from '../../server/src/report/markdown.js';
import { crashText } from '../../server/src/report/text.js';
import {
  buildReport,
  findCodeActions,
  findCodeLenses,
  findDefinition,
  findDiagnostics,
  findDocumentLinks,
  findDocumentSymbols,
  findFoldingRanges,
  findHighlights,
  findHover,
  findInlayHints,
  findReferences,
  findSelectionRanges,
  findSemanticTokens,
  findSourcePlaces,
  findWaitedFor,
  findWaitersOf,
  findWorkspaceSymbols,
  normalise,
  openCase,
  prepareCallHierarchy,
  resolveCodeLens,
} from '../../server/src/service.js';
import { ALL_COMMANDS, EVERYWHERE, URI } from './ask.js';
import { checkContract } from './contract.js';
import { linesOf } from './text.js';

/** Asks at so many places of a text at most. */
const MOST_PLACES = 40;

/** Runs every capability on a text and returns all in which the JSON departs from the contract. */
export function doEverything(text: string): readonly string[] {
  const opened = openCase(text);
  for (const lens of findCodeLenses(opened, URI)) resolveCodeLens(opened, lens);
  findDiagnostics(opened, null);
  findDocumentLinks(opened);
  findDocumentSymbols(opened);
  findFoldingRanges(opened);
  findInlayHints(opened, EVERYWHERE, { values: true, roles: true, lenses: false });
  findSemanticTokens(opened);
  findSourcePlaces(opened);
  findWorkspaceSymbols(opened, URI);
  normalise(text, opened);
  opened.crashes.forEach((crash, index) => {
    buildReport(opened, index, { uri: URI, version: 1 });
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
      findSelectionRanges(opened, [position]);
      const range = { start: position, end: position };
      findCodeActions(opened, URI, range, { commands: ALL_COMMANDS, only: undefined, automatic: false });
      for (const item of prepareCallHierarchy(opened, URI, position) ?? []) {
        findWaitersOf(opened, item);
        findWaitedFor(opened, item);
      }
    }
  }
  const json = JSON.parse(JSON.stringify(fileJson('crash.txt', opened.document, opened.crashes, null))) as unknown;
  return checkContract(json, lines);
}
