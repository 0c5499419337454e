/**
 * Everything that Dump Lens can do with a text, in one place: read it, then ask it.
 * The language server, the command line and the browser worker all go through here.
 */
import { parseDocument } from './dialects/registry.js';
import { builtinKnowledge } from './knowledge/builtin.js';
import type { Knowledge } from './knowledge/store.js';
import type { Case } from './triage/case.js';
import { triage } from './triage/triage.js';
import { readLines } from './util/lines.js';

export type { Case } from './triage/case.js';

export { crashIndexAt } from './triage/case.js';
export { findCodeLenses } from './features/codeLens.js';
export { findDefinition } from './features/definition.js';
export { findHighlights } from './features/documentHighlight.js';
export { findDocumentSymbols } from './features/documentSymbol.js';
export { findFoldingRanges } from './features/foldingRange.js';
export { findHover } from './features/hover.js';
export { findReferences } from './features/references.js';
export { findSemanticTokens, SEMANTIC_TOKENS_LEGEND } from './features/semanticTokens.js';
export { buildReport } from './report/buildReport.js';

/** Reads a text to the end: every crash in it, with its verdict. Never throws; the same text gives the same case. */
export function openCase(text: string, knowledge: Knowledge = builtinKnowledge()): Case {
  const lines = readLines(text);
  const document = parseDocument(lines);
  return {
    lines: lines.map((line) => line.text),
    document,
    crashes: document.crashes.map((crash) => triage(crash, knowledge)),
    knowledge,
  };
}
