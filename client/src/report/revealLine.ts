import * as vscode from 'vscode';
import { openDocument } from '../openDocument.js';
import { symbolColumn } from './symbolColumn.js';

/** Shows a line of a document in the editor that has it, or beside `otherColumn`, with its words selected. */
export async function revealLine(
  uri: vscode.Uri,
  line: number,
  otherColumn: vscode.ViewColumn | undefined,
): Promise<vscode.TextEditor> {
  const document = await openDocument(uri);
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const free = otherColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
  const editor = await vscode.window.showTextDocument(document, { viewColumn: visible?.viewColumn ?? free });
  // The text may have become shorter since the report was made.
  const { range, firstNonWhitespaceCharacterIndex } = document.lineAt(Math.min(line, document.lineCount - 1));
  const start = range.start.with({ character: firstNonWhitespaceCharacterIndex });
  // The cursor goes to the start: the end of a long line would scroll its beginning out of sight.
  editor.selection = new vscode.Selection(range.end, start);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}

/** The same, with the cursor on the symbol of the frame `label`, and from there "Go to definition". */
export async function followFrame(
  uri: vscode.Uri,
  line: number,
  label: string,
  otherColumn: vscode.ViewColumn | undefined,
): Promise<void> {
  const editor = await revealLine(uri, line, otherColumn);
  const start = editor.selection.active;
  const column = symbolColumn(editor.document.lineAt(start.line).text, label);
  const cursor = column === null ? start : start.with({ character: column });
  editor.selection = new vscode.Selection(cursor, cursor);
  await vscode.commands.executeCommand('editor.action.revealDefinition');
}
