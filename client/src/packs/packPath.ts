/** What the setting for packs means by a path, and how files with packs are called; without looking for them. */

/** The folder of a workspace whose packs are read without being named. */
export const PACK_FOLDER = '.dumplens';

/** How a file with a pack is called, as a pattern of VS Code. */
export const PACK_FILES = '*.{json,yaml,yml}';

const PACK_NAME = /\.(?:json|ya?ml)$/i;

/** A path taken apart. */
export interface PackPath {
  /** Where it begins: in the workspace's folder, in the user's home folder, or at a root such as `/` or `C:\`. */
  readonly from: 'workspace' | 'home' | { readonly root: string };
  /** The names down to the file or folder that is meant, or down to where the patterns begin. */
  readonly names: readonly string[];
  /** The first name with a star, and all below it. */
  readonly patterns: readonly string[];
}

const ROOT = /^(?<root>[A-Za-z]:[\\/]|\\\\[^\\/]+[\\/]|\/)(?<rest>.*)$/s;
const HOME = /^~[\\/](?<rest>.*)$/s;

function beginningOf(path: string): readonly [PackPath['from'], string] {
  const { root, rest = '' } = ROOT.exec(path)?.groups ?? {};
  if (root !== undefined) return [{ root }, rest];
  const inHome = HOME.exec(path)?.groups?.rest;
  return inHome === undefined ? ['workspace', path] : ['home', inHome];
}

/** Takes a path of the setting apart: `~/packs`, `team/*.yaml`, `C:\packs\storage.json`. */
export function readPackPath(path: string): PackPath {
  const [from, rest] = beginningOf(path.trim());
  const all = rest.split(/[\\/]/).filter((name) => name !== '' && name !== '.');
  const star = all.findIndex((name) => name.includes('*'));
  const names = star < 0 ? all : all.slice(0, star);
  return { from, names, patterns: all.slice(names.length) };
}

/** Whether a file is called like one with a pack. */
export function isPackName(name: string): boolean {
  return PACK_NAME.test(name);
}

/** Whether a file lies where packs are read without being named. */
export function isInPackFolder(path: string): boolean {
  const [name = '', folder] = path.split('/').reverse();
  return folder === PACK_FOLDER && isPackName(name);
}

/**
 * Whether a name fits one with stars, each standing for any run of characters. Each piece between stars is looked for
 * once, behind the one before it: no pattern takes long.
 */
export function fitsName(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return name === first;
  let at = name.startsWith(first) ? first.length : -1;
  for (const piece of others) {
    const found = at < 0 ? -1 : name.indexOf(piece, at);
    at = found < 0 ? -1 : found + piece.length;
  }
  return at >= 0 && name.length - last.length >= at && name.endsWith(last);
}
