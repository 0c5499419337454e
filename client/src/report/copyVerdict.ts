import * as vscode from 'vscode';
import type { ExportParams } from '../../../server/src/protocol.js';
import { describeCopied, SHOWN_FOR } from '../messages.js';
import type { CrashPlace } from './crashPlace.js';
import { requestReport, type ReportSource } from './requestReport.js';
import { tellNoCrash } from '../tellNoCrash.js';

/** Puts the verdict of one crash on the clipboard. */
export async function copyVerdict(
  source: ReportSource,
  document: vscode.TextDocument,
  place: CrashPlace,
  format: ExportParams['format'],
): Promise<void> {
  const { model, remark } = await requestReport(source, document, place);
  if (model === null) {
    tellNoCrash(document, remark);
    return;
  }
  const text = await source.server.exportVerdict({ uri: document.uri.toString(), index: model.index, format });
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(describeCopied(format), SHOWN_FOR.moment);
}
