import * as vscode from 'vscode';
import { describeFailure, Failure } from './messages.js';
import type { LanguageServer } from './languageServer.js';

/** Says once what could not be done. */
export function tellFailure(server: LanguageServer, error: unknown): void {
  server.log(String(error));
  const reason = error instanceof Error ? error.message : String(error);
  void vscode.window.showErrorMessage(error instanceof Failure ? reason : describeFailure(reason));
}
