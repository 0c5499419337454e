import * as vscode from 'vscode';
import { PACK_FOLDER, readPackPath } from './packPath.js';

/** A file or folder, or what fits patterns below a folder. */
export interface PackLocation {
  readonly base: vscode.Uri;
  /** One for each level below `base`; none: `base` itself is meant. */
  readonly patterns: readonly string[];
  /** As the user wrote it; null where it need not be there. */
  readonly named: string | null;
}

/** What a path of the setting means; null where there is no folder that it could begin in. */
function locate(path: string, folder: vscode.Uri | null, home: vscode.Uri | null): PackLocation | null {
  const { from, names, patterns } = readPackPath(path);
  const root = from === 'workspace' ? folder : from === 'home' ? home : vscode.Uri.file(from.root);
  return root && { base: vscode.Uri.joinPath(root, ...names), patterns, named: path };
}

/** Where packs are read from, the places that count most last; nowhere in a workspace that is not trusted. */
export function findLocations(home: vscode.Uri | null): readonly PackLocation[] {
  if (!vscode.workspace.isTrusted) return [];
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const named = (folders.length > 0 ? folders : [null]).flatMap((folder) => {
    const paths = vscode.workspace.getConfiguration('dumplens', folder).get<readonly unknown[]>('packs', []);
    return paths.flatMap((path) => (typeof path === 'string' ? (locate(path, folder, home) ?? []) : []));
  });
  const own = folders.map((uri) => ({ base: vscode.Uri.joinPath(uri, PACK_FOLDER), patterns: [], named: null }));
  return [...named, ...own];
}
