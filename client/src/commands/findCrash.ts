import type * as vscode from 'vscode';
import type { CrashResult } from '../../../server/src/protocol.js';
import { isDumpLanguage } from '../languages.js';
import type { Services } from './commands.js';
import { findSubject } from './subject.js';
import { tellNoCrash } from '../tellNoCrash.js';

/** The crash that a command is about, and the document that it stands in. */
export interface FoundCrash {
  readonly document: vscode.TextDocument;
  readonly crash: NonNullable<CrashResult['crash']>;
}

/** Finds the crash that the caller means; null after a word to the reader. */
export async function findCrash({ panels, server }: Services, args: readonly unknown[]): Promise<FoundCrash | null> {
  const subject = await findSubject(panels, args);
  if (subject === null) return null;
  const { document, place } = subject;
  const { crash, remark } = await server.crash({ uri: document.uri.toString(), ...place, ...textFor(document) });
  if (crash !== null) return { document, crash };
  tellNoCrash(document, remark);
  return null;
}

/** The server has the text of documents in our languages only. */
export function textFor(document: vscode.TextDocument): { readonly text?: string } {
  return isDumpLanguage(document.languageId) ? {} : { text: document.getText() };
}
