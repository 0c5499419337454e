/**
 * Everything that Dump Lens can do with a text, in one place: read it, then ask it.
 * The language server, the command line and the browser worker all go through here.
 */
import { normaliseText } from './dialects/normalise.js';
import { parseDocument } from './dialects/registry.js';
import { builtinKnowledge, DEFAULT_LANGUAGE, knowledgeWith } from './knowledge/builtin.js';
import type { Knowledge } from './knowledge/store.js';
import type { PackFile, ReadPack } from './packs/readPack.js';
import { readPack } from './packs/readPack.js';
import { trySamples } from './packs/trySamples.js';
import { writeIssue } from './packs/writeIssue.js';
import type { Case } from './triage/case.js';
import { draftIssues } from './triage/draftIssue.js';
import { triageCrashes } from './triage/triage.js';
import { readLines } from './util/lines.js';

export type { Knowledge } from './knowledge/store.js';
export type { PackFile, ReadPack } from './packs/readPack.js';
export type { Case } from './triage/case.js';

export { crashIndexAt } from './triage/case.js';
export { findWaitedFor, findWaitersOf, prepareCallHierarchy } from './features/callHierarchy.js';
export { CODE_ACTION_KINDS, findCodeActions } from './features/codeAction.js';
export { documentOfLens, findCodeLenses, resolveCodeLens } from './features/codeLens.js';
export { findDefinition } from './features/definition.js';
export { DIAGNOSTIC_CODES, findDiagnostics } from './features/diagnostics.js';
export { findHighlights } from './features/documentHighlight.js';
export { findDocumentLinks } from './features/documentLink.js';
export { findDocumentSymbols } from './features/documentSymbol.js';
export { findFoldingRanges } from './features/foldingRange.js';
export { findHover } from './features/hover.js';
export { findInlayHints } from './features/inlayHint.js';
export { completePack, type CompletionAbilities, type WrittenPack } from './features/packCompletion.js';
export type { PackHoverForm } from './features/packHover.js';
export { findPackHover } from './features/packHover.js';
export { flattenSymbols, toLocations } from './features/olderForms.js';
export { findReferences } from './features/references.js';
export { findSelectionRanges } from './features/selectionRange.js';
export { findSemanticTokens, SEMANTIC_TOKENS_LEGEND } from './features/semanticTokens.js';
export { findSourcePlaces } from './features/sourcePlaces.js';
export { findWorkspaceSymbols, selectSymbols } from './features/workspaceSymbol.js';
export { buildReport } from './report/buildReport.js';
export { findSimilar, type OpenedDocument } from './report/similar.js';

/** Reads a text to the end: every crash in it, with its verdict. Never throws; the same text gives the same case. */
export function openCase(text: string, knowledge: Knowledge = builtinKnowledge()): Case {
  const sourceLines = readLines(text);
  const lines = sourceLines.map((line) => line.text);
  const document = parseDocument(sourceLines);
  return {
    lines,
    document,
    crashes: triageCrashes(document.crashes, lines, knowledge),
    knowledge,
  };
}

/** A text with each crash in it as it was printed: without quote marks, log prefixes and what pages do to lines. */
export function normalise(text: string, { document }: Case = openCase(text)): string {
  return normaliseText(text, document);
}

/** What packs that people wrote come to: what is known with them, and what is wrong with each. */
export interface OwnKnowledge {
  readonly knowledge: Knowledge;
  readonly packs: readonly ReadPack[];
}

/** What is known with some packs, later ones counting more. */
function knowledgeOf(packs: readonly ReadPack[], language: string): Knowledge {
  const own = packs.flatMap(({ pack }) => pack ?? []);
  return own.length > 0 || language !== DEFAULT_LANGUAGE ? knowledgeWith(own, language) : builtinKnowledge();
}

/** Everything that is wrong with a pack; its known issues are compared with their samples. */
function findProblems(read: ReadPack, knowledge: Knowledge): ReadPack['problems'] {
  const find = (text: string): ReadonlySet<string> =>
    new Set(openCase(text, knowledge).crashes.flatMap(({ issues }) => issues.map(({ issue }) => issue.id)));
  return [...read.problems, ...trySamples(read, find)];
}

/** Reads packs that people wrote, later ones counting more, and tries the samples of their known issues. */
export function readOwnPacks(files: readonly PackFile[], language: string = DEFAULT_LANGUAGE): OwnKnowledge {
  const packs = files.map(readPack);
  const knowledge = knowledgeOf(packs, language);
  return { knowledge, packs: packs.map((read) => ({ ...read, problems: findProblems(read, knowledge) })) };
}

/** What is wrong with a pack that is being written, were it read in its place among others. */
export function checkPack(
  file: PackFile,
  others: readonly ReadPack[],
  language: string = DEFAULT_LANGUAGE,
): ReadPack['problems'] {
  const read = readPack(file);
  const at = others.findIndex(({ uri }) => uri === file.uri);
  const packs = at < 0 ? [...others, read] : others.with(at, read);
  return findProblems(read, knowledgeOf(packs, language));
}

/** A pack with one entry, for a person to finish. */
export interface Draft {
  /** The id of the entry. */
  readonly id: string;
  readonly text: string;
}

/**
 * Drafts an entry for one crash of a text, with a sample where one can be cut out that the entry fits; null where there
 * is no such crash.
 */
export function draftKnownIssue({ crashes, lines, knowledge }: Case, index: number): Draft | null {
  const triaged = crashes[index];
  if (!triaged) return null;
  const drafts = draftIssues(triaged, lines, knowledge).map((issue) => ({ id: issue.id, text: writeIssue(issue) }));
  const isRight = ({ text }: Draft): boolean =>
    readOwnPacks([{ uri: '', text }]).packs.every(({ problems }) =>
      problems.every(({ severity }) => severity === 'hint'),
    );
  return drafts.find(isRight) ?? null;
}
