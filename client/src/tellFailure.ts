import * as vscode from 'vscode';
import { describeFailure, Failure } from './messages.js';
import { ServerNotStarted, type LanguageServer } from './languageServer.js';

/** Says once what could not be done; a server that does not start has said it already. */
export function tellFailure(server: LanguageServer, error: unknown): void {
  server.log(String(error));
  if (error instanceof ServerNotStarted) return;
  const reason = error instanceof Error ? error.message : String(error);
  void vscode.window.showErrorMessage(error instanceof Failure ? reason : describeFailure(reason));
}
