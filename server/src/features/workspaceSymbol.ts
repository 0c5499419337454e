import type { WorkspaceSymbol } from 'vscode-languageserver-types';
import { SymbolKind } from 'vscode-languageserver-types';
import { rangeOnLine } from '../model/position.js';
import { categoryWords } from '../report/words.js';
import type { Case } from '../triage/case.js';
import type { TriagedCrash } from '../triage/verdict.js';
import { rangeAtLine } from './places.js';

/** Whether the letters of `query` stand in `name` in this order: what editors take for a match. */
function matches(name: string, query: string): boolean {
  const letters = query.toLowerCase().replaceAll(' ', '');
  let next = 0;
  for (const letter of name.toLowerCase()) if (letter === letters[next]) next++;
  return next === letters.length;
}

function crashSymbol({ crash, kind, verdict }: TriagedCrash, uri: string): WorkspaceSymbol {
  const { value, range } = crash.headline;
  const { line } = crash.range.start;
  return {
    name: value === '' ? kind : value,
    kind: SymbolKind.Event,
    containerName: categoryWords(verdict.category),
    location: { uri, range: value === '' ? rangeOnLine(line, 0, 0) : range },
  };
}

/** The function or module that is to blame. */
function blamedSymbol(triaged: TriagedCrash, uri: string): WorkspaceSymbol[] {
  const { blamed, category } = triaged.verdict;
  if (!blamed) return [];
  return [
    {
      name: [blamed.module, blamed.symbol].filter(Boolean).join('!'),
      kind: blamed.symbol ? SymbolKind.Function : SymbolKind.Module,
      containerName: `blamed, ${categoryWords(category)}`,
      location: { uri, range: rangeAtLine(triaged, blamed.line) },
    },
  ];
}

/** The crashes of a text and whom they blame. */
export function findWorkspaceSymbols({ crashes }: Case, uri: string): WorkspaceSymbol[] {
  return crashes.flatMap((triaged) => [crashSymbol(triaged, uri), ...blamedSymbol(triaged, uri)]);
}

/** Those whose names fit `query`. */
export function selectSymbols(symbols: readonly WorkspaceSymbol[], query: string): WorkspaceSymbol[] {
  return symbols.filter(({ name }) => matches(name, query));
}
