/** How requests are answered: when, and when not. */
import type { CancellationToken, Connection, TextDocuments } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Case } from './service.js';
import type { CaseCache } from './session/cases.js';
import type { OwnPacks } from './session/ownPacks.js';
import type { Readings } from './session/readings.js';

/** Lets the messages that are waiting come in, a cancellation among them. */
const yieldToMessages = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

type Handler<Params, Result> = (params: Params, token: CancellationToken) => Promise<Result | ResponseError<never>>;

type Handle<Params, Result> = (opened: Case, params: Params) => Result | Promise<Result>;

type HandlePack<Params, Result> = (pack: TextDocument, params: Params) => Result;

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** Makes request handlers out of functions on a case. */
export interface Answers {
  /** For a request that names its document. In a pack there is nothing to answer but with `handlePack`. */
  of<Params extends DocumentParams, Result>(
    empty: Result,
    handle: Handle<Params, Result>,
    handlePack?: HandlePack<Params, Result>,
  ): Handler<Params, Result>;
  /** For one that speaks of something that was answered before. */
  at<Params, Result>(
    uriOf: (params: Params) => string,
    empty: (params: Params) => Result,
    handle: Handle<Params, Result>,
    handlePack?: HandlePack<Params, Result>,
  ): Handler<Params, Result>;
}

/** What answers are made from. */
interface Sources {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly cases: CaseCache;
  readonly readings: Readings<TextDocument>;
  readonly ownPacks: OwnPacks;
}

/**
 * A closed document, a cancelled request and a failure all have a quiet answer. What was asked of a text that has
 * changed meanwhile is not answered: its places are no places of the new one.
 */
export function createAnswers({ connection, documents, cases, readings, ownPacks }: Sources): Answers {
  const at: Answers['at'] = (uriOf, empty, handle, handlePack) => async (params, token) => {
    const uri = uriOf(params);
    const asked = documents.get(uri)?.version;
    const refuse = (): ResponseError<never> | null => {
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
      const isChanged = (documents.get(uri)?.version ?? asked) !== asked;
      return isChanged ? new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed') : null;
    };
    await yieldToMessages();
    await readings.waitFor(uri);
    const refusal = refuse();
    if (refusal) return refusal;
    const document = documents.get(uri);
    if (!document) return empty(params);
    try {
      if (ownPacks.isPack(document.uri)) return handlePack ? handlePack(document, params) : empty(params);
      const answer = await handle(cases.get(document), params);
      return refuse() ?? answer;
    } catch (error) {
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return empty(params);
    }
  };
  return {
    at,
    of: (empty, handle, handlePack) =>
      at(
        ({ textDocument }) => textDocument.uri,
        () => empty,
        handle,
        handlePack,
      ),
  };
}
