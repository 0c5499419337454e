import * as vscode from 'vscode';
import { documentName } from './documentName.js';
import { describeNothing } from './messages.js';

/** Says why there is nothing to show of a document. */
export function tellNoCrash({ uri }: vscode.TextDocument, remark: string): void {
  void vscode.window.showInformationMessage(describeNothing(documentName(uri), remark));
}
