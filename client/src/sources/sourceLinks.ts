import * as vscode from 'vscode';
import type { SourcePlace } from '../../../server/src/protocol.js';
import type { LanguageServer } from '../languageServer.js';
import { DUMP_LANGUAGES } from '../languages.js';
import { placesInFolder } from './placesInFolder.js';

/** So many different files of a text are looked for. */
const MOST_FILES = 50;

/**
 * Links from `[dispatch.c @ 43]` to the file, where the workspace has it. The server knows what a log names and the
 * editor what there is, so that this works in a browser as well. Nothing is searched: a file is where its path says.
 */
export class SourceLinks implements vscode.DocumentLinkProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(private readonly server: LanguageServer) {
    const selector = DUMP_LANGUAGES.map((language) => ({ language }));
    this.registration = vscode.languages.registerDocumentLinkProvider(selector, this);
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    if (vscode.workspace.workspaceFolders === undefined) return [];
    const places = await this.server.sources({ uri: document.uri.toString() }, token);
    const printed = [...new Set(places.map(({ file }) => file))].slice(0, MOST_FILES);
    const found = new Map(await Promise.all(printed.map(async (file) => [file, await findFile(file)] as const)));
    return places.flatMap((place) => toLink(place, found.get(place.file) ?? null));
  }

  dispose(): void {
    this.registration.dispose();
  }
}

async function findFile(printed: string): Promise<vscode.Uri | null> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const place of placesInFolder(printed)) {
    for (const folder of folders) {
      const uri = vscode.Uri.joinPath(folder.uri, place);
      if (await isFile(uri)) return uri;
    }
  }
  return null;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

function toLink({ range: { start, end }, line }: SourcePlace, file: vscode.Uri | null): vscode.DocumentLink[] {
  if (file === null) return [];
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  return [new vscode.DocumentLink(range, line === null ? file : file.with({ fragment: `L${line}` }))];
}
