import type { CompletionList, Hover, Position } from 'vscode-languageserver-types';
import type { InitializationOptions } from '../protocol.js';
import type { Case, CompletionAbilities, Knowledge } from '../service.js';
import { completePack, findPackHover } from '../service.js';
import { isInPackFolder, isJson } from './packUri.js';

/** A pack that is open in an editor. */
export interface PackDocument {
  readonly uri: string;
  getText(): string;
  offsetAt(position: Position): number;
}

/** What a client declares of completion. */
interface Declared {
  readonly textDocument?: {
    readonly completion?: {
      readonly completionItem?: { readonly snippetSupport?: boolean; readonly documentationFormat?: readonly string[] };
    };
  };
}

/** Whether the client's own reader of JSON tells by the schema what may stand in this pack. */
function hasSchema({ jsonSchemas }: InitializationOptions, uri: string): boolean {
  return jsonSchemas === true && isJson(uri) && isInPackFolder(uri);
}

/** What is to be offered in a pack, by what a client has declared and sent along. */
export function readAbilities(
  { textDocument }: Declared,
  options: InitializationOptions,
  uri: string,
): CompletionAbilities {
  const { snippetSupport = false, documentationFormat = [] } = textDocument?.completion?.completionItem ?? {};
  return {
    snippets: snippetSupport,
    markdown: documentationFormat.includes('markdown'),
    schema: hasSchema(options, uri),
  };
}

/** Answers what may stand at a place of an open pack. `cases`: the crashes that are open beside it. */
export function answerCompletion(
  document: PackDocument,
  position: Position,
  abilities: CompletionAbilities,
  context: { readonly knowledge: Knowledge; readonly cases: readonly Case[] },
): CompletionList {
  const written = { text: document.getText(), isJson: isJson(document.uri) };
  return completePack(written, document.offsetAt(position), position, abilities, context);
}

/** Answers what a word of an open pack means. `markdown`: the client shows it at a word. */
export function answerPackHover(
  document: PackDocument,
  position: Position,
  { options, markdown }: { readonly options: InitializationOptions; readonly markdown: boolean },
  knowledge: Knowledge,
): Hover | null {
  const written = { text: document.getText(), isJson: isJson(document.uri) };
  const form = { markdown, schema: hasSchema(options, document.uri) };
  return findPackHover(written, document.offsetAt(position), position, knowledge, form);
}
