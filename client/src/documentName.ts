import type * as vscode from 'vscode';

/** What a document is called, without its folder. */
export function documentName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
