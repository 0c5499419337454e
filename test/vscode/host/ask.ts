/** How VS Code asks an extension for each feature, and the answer in words: one line for each of its parts. */
import * as vscode from 'vscode';
import type { Question } from '../features.js';

/** A document and the words in it that the question is about. */
export interface Place {
  readonly document: vscode.TextDocument;
  readonly position: vscode.Position;
  readonly words: string;
}

type Ask = (place: Place) => Promise<readonly string[]>;

const MOST_RESOLVED = 100;

/** The answer of one of VS Code's own commands; nothing is an empty answer. */
async function run<T>(command: string, ...args: readonly unknown[]): Promise<readonly T[]> {
  return (await vscode.commands.executeCommand<readonly T[] | undefined>(command, ...args)) ?? [];
}

const numbered = (document: vscode.TextDocument, range: vscode.Range): string =>
  `${range.start.line + 1}: ${document.getText(range)}`;

const goFrom =
  (command: string): Ask =>
  async ({ document, position }) => {
    const targets = await run<vscode.Location | vscode.LocationLink>(command, document.uri, position);
    return targets.map((target) => numbered(document, 'targetRange' in target ? target.targetRange : target.range));
  };

async function prepareHierarchy({ document, position }: Place): Promise<readonly vscode.CallHierarchyItem[]> {
  return run<vscode.CallHierarchyItem>('vscode.prepareCallHierarchy', document.uri, position);
}

const outgoing = (item: vscode.CallHierarchyItem): Promise<readonly vscode.CallHierarchyOutgoingCall[]> =>
  run<vscode.CallHierarchyOutgoingCall>('vscode.provideOutgoingCalls', item);

/** What is waited for, and whom that waits for in turn. */
const askWaitsFor: Ask = async (place) => {
  const [waiter] = await prepareHierarchy(place);
  const lines: string[] = [];
  for (const { to } of waiter ? await outgoing(waiter) : []) {
    lines.push(to.name, ...(await outgoing(to)).map((next) => `  ${next.to.name}`));
  }
  return lines;
};

const askWaitedForBy: Ask = async (place) => {
  const [item] = await prepareHierarchy(place);
  if (!item) return [];
  const calls = await run<vscode.CallHierarchyIncomingCall>('vscode.provideIncomingCalls', item);
  return calls.map(({ from }) => from.name);
};

function outlineOf(symbols: readonly vscode.DocumentSymbol[], indent = ''): readonly string[] {
  return symbols.flatMap(({ name, children }) => [`${indent}${name}`, ...outlineOf(children, `${indent}  `)]);
}

const askTokens =
  (command: string, rangeOf: (place: Place) => readonly vscode.Range[]): Ask =>
  async (place) => {
    const { uri } = place.document;
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
      'vscode.provideDocumentSemanticTokensLegend',
      uri,
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
      command,
      uri,
      ...rangeOf(place),
    );
    return legend && tokens ? readTokens(place.document, legend, tokens.data) : [];
  };

/** Five numbers a token: lines and columns behind the token before, length, type, a bit for each modifier. */
function readTokens(
  document: vscode.TextDocument,
  { tokenTypes, tokenModifiers }: vscode.SemanticTokensLegend,
  data: Uint32Array,
): readonly string[] {
  const lines: string[] = [];
  let position = new vscode.Position(0, 0);
  for (let index = 0; index + 4 < data.length; index += 5) {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.slice(index, index + 5);
    position = new vscode.Position(position.line + down, down > 0 ? right : position.character + right);
    const words = tokenModifiers.filter((_, bit) => (modifiers >> bit) & 1);
    const kind = [tokenTypes[type] ?? '', ...words].join(' ');
    lines.push(`${numbered(document, new vscode.Range(position, position.translate(0, length)))}, ${kind}`);
  }
  return lines;
}

const firstLineOf = (text: string): string => text.replace(/\n[^]*$/, '…');

async function askSelection({ document, position }: Place): Promise<readonly string[]> {
  const [innermost] = await run<vscode.SelectionRange>('vscode.executeSelectionRangeProvider', document.uri, [
    position,
  ]);
  const steps: string[] = [];
  for (let step = innermost; step; step = step.parent) steps.push(firstLineOf(document.getText(step.range)));
  return steps;
}

const codeOf = ({ code }: vscode.Diagnostic): string => String(typeof code === 'object' ? code.value : code);

const wholeOf = (document: vscode.TextDocument): vscode.Range => new vscode.Range(0, 0, document.lineCount, 0);

export const ASK: Readonly<Record<Question, Ask>> = {
  lenses: async ({ document }) => {
    const lenses = await run<vscode.CodeLens>('vscode.executeCodeLensProvider', document.uri, MOST_RESOLVED);
    return lenses.map(({ range, command }) => `${range.start.line + 1}: ${command?.title ?? ''}`);
  },
  hover: async ({ document, position }) => {
    const hovers = await run<vscode.Hover>('vscode.executeHoverProvider', document.uri, position);
    const contents = hovers.flatMap((hover) => hover.contents);
    return contents.filter((content) => content instanceof vscode.MarkdownString).map(({ value }) => value);
  },
  definition: goFrom('vscode.executeDefinitionProvider'),
  references: goFrom('vscode.executeReferenceProvider'),
  highlights: async ({ document, position }) => {
    const found = await run<vscode.DocumentHighlight>('vscode.executeDocumentHighlights', document.uri, position);
    return found.map(({ range }) => numbered(document, range));
  },
  outline: async ({ document }) =>
    outlineOf(await run<vscode.DocumentSymbol>('vscode.executeDocumentSymbolProvider', document.uri)),
  folding: async ({ document }) => {
    const folds = await run<vscode.FoldingRange>('vscode.executeFoldingRangeProvider', document.uri);
    return folds.map(({ start, end }) => `${document.lineAt(start).text} ... ${document.lineAt(end).text}`);
  },
  selection: askSelection,
  hints: async ({ document }) => {
    const hints = await run<vscode.InlayHint>('vscode.executeInlayHintProvider', document.uri, wholeOf(document));
    const labelOf = ({ label }: vscode.InlayHint): string =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    return hints.map((hint) => `${hint.position.line + 1}: ${labelOf(hint)}`);
  },
  links: async ({ document }) => {
    const links = await run<vscode.DocumentLink>('vscode.executeLinkProvider', document.uri, MOST_RESOLVED);
    return links.map(({ range, target }) => `${numbered(document, range)} -> ${target?.toString(true) ?? ''}`);
  },
  'waits for': askWaitsFor,
  'is waited for by': askWaitedForBy,
  'workspace symbols': async ({ words }) => {
    const symbols = await run<vscode.SymbolInformation>('vscode.executeWorkspaceSymbolProvider', words);
    return symbols.map(({ name }) => name);
  },
  actions: async ({ document, position }) => {
    const range = new vscode.Range(position, position);
    const actions = await run<vscode.CodeAction>('vscode.executeCodeActionProvider', document.uri, range);
    return actions.map(({ title }) => title);
  },
  tokens: askTokens('vscode.provideDocumentSemanticTokens', () => []),
  'tokens of a range': askTokens('vscode.provideDocumentRangeSemanticTokens', ({ document, position }) => [
    document.lineAt(position).range,
  ]),
  // At the end of the word, where one is while one writes it.
  completion: async ({ document, position }) => {
    const end = document.getWordRangeAtPosition(position)?.end ?? position;
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      end,
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  },
  findings: ({ document }) =>
    Promise.resolve(
      vscode.languages
        .getDiagnostics(document.uri)
        .map((finding) => `${numbered(document, finding.range)}, ${codeOf(finding)}`),
    ),
};
