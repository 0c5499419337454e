import * as vscode from 'vscode';
import type { PacksParams } from '../../../server/src/protocol.js';
import type { PackLocation } from './locations.js';
import { fitsName, isPackName } from './packPath.js';

/** A pack that somebody writes is smaller; whatever is larger is no pack. */
const MOST_BYTES = 4_000_000;
const MOST_FILES = 200;

/** The packs that were found, and the places of the setting where there is none. */
export interface FoundPacks {
  readonly files: PacksParams['files'];
  readonly missing: readonly string[];
}

type Names = readonly (readonly [string, vscode.FileType])[];

const isFolder = (type: vscode.FileType): boolean => (type & vscode.FileType.Directory) !== 0;

async function namesIn(folder: vscode.Uri): Promise<Names> {
  try {
    return [...(await vscode.workspace.fs.readDirectory(folder))].sort(([left], [right]) => (left < right ? -1 : 1));
  } catch {
    return [];
  }
}

async function packsIn(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const names = await namesIn(folder);
  return names
    .filter(([name, type]) => !isFolder(type) && isPackName(name))
    .map(([name]) => vscode.Uri.joinPath(folder, name));
}

/** The packs at a place: the file that it names, those in the folder that it names, those that fit its pattern. */
async function packsAt(base: vscode.Uri, [pattern, ...deeper]: readonly string[]): Promise<readonly vscode.Uri[]> {
  if (pattern === undefined) {
    const status = await vscode.workspace.fs.stat(base).then(
      (found) => found,
      () => null,
    );
    if (status === null) return [];
    return isFolder(status.type) ? packsIn(base) : [base];
  }
  const names = (await namesIn(base)).filter(([name]) => fitsName(pattern, name)).slice(0, MOST_FILES);
  const found = await Promise.all(
    names
      .filter(([name, type]) => isFolder(type) || (deeper.length === 0 && isPackName(name)))
      .map(([name]) => packsAt(vscode.Uri.joinPath(base, name), deeper)),
  );
  return found.flat();
}

/** Null where there is no such file any more, or one that is no pack by its size. */
async function readFile(uri: vscode.Uri): Promise<PacksParams['files'][number] | null> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MOST_BYTES) return null;
    return { uri: uri.toString(), text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch {
    return null;
  }
}

/** Reads all packs at some places, each once, in the order of the places. */
export async function readPacks(locations: readonly PackLocation[]): Promise<FoundPacks> {
  const found = await Promise.all(locations.map(({ base, patterns }) => packsAt(base, patterns)));
  const uris = new Map(found.flat().map((uri) => [uri.toString(), uri]));
  const files = await Promise.all([...uris.values()].slice(0, MOST_FILES).map(readFile));
  const missing = locations.flatMap(({ named }, index) =>
    named !== null && found[index]?.length === 0 ? [named] : [],
  );
  return { files: files.filter((file) => file !== null), missing };
}
