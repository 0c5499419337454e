import type * as vscode from 'vscode';
import type { ReportResult } from '../../../server/src/protocol.js';
import type { Detector } from '../detection/detector.js';
import { isDumpLanguage } from '../languages.js';
import type { LanguageServer } from '../languageServer.js';
import type { CrashPlace } from './crashPlace.js';

export interface ReportSource {
  readonly server: LanguageServer;
  readonly detector: Detector;
}

/**
 * Asks the server for a report. A document in another language comes with its text, because the server does not
 * have it; when a crash is found, the document gets its language, and from then on the server follows it.
 */
export async function requestReport(
  { server, detector }: ReportSource,
  document: vscode.TextDocument,
  place: CrashPlace,
  token?: vscode.CancellationToken,
): Promise<ReportResult> {
  const params = { uri: document.uri.toString(), ...place };
  if (isDumpLanguage(document.languageId)) return server.report(params, token);
  const result = await server.report({ ...params, text: document.getText() }, token);
  if (isDumpLanguage(result.dialect)) await detector.recognise(document, result.dialect);
  return result;
}
