/** The packs that `--packs` names: finding their files, and telling what is wrong with them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PackFile, ReadPack } from '../service.js';
import { decodeText } from '../util/decode.js';

const PACK_NAME = /\.(?:json|ya?ml)$/i;

/** What `--packs` comes to. */
export interface PackFiles {
  readonly files: readonly PackFile[];
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

/** A folder's packs in the order of their names, or the one file that is named; null where there is neither. */
function filesAt(name: string): readonly string[] | null {
  const status = statSync(name, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status ? [name] : null;
  return readdirSync(name)
    .filter((file) => PACK_NAME.test(file))
    .sort()
    .map((file) => path.join(name, file));
}

/** The first of the names that is no file and no folder. */
export function findMissing(names: readonly string[]): string | undefined {
  return names.find((name) => filesAt(name) === null);
}

function readFile(uri: string): PackFile | string {
  try {
    const decoded = decodeText(readFileSync(uri));
    return 'text' in decoded ? { uri, text: decoded.text } : `${uri}: ${decoded.error.message}`;
  } catch (error) {
    return `${uri}: ${(error as Error).message}`;
  }
}

/** Reads the files that are named and those in the folders that are named; later ones count more. */
export function readPackFiles(names: readonly string[]): PackFiles {
  const read = names.flatMap((name) => {
    const files = filesAt(name) ?? [];
    return files.length > 0 ? files.map(readFile) : [`${name}: No pack (.json, .yaml, .yml) is in this folder.`];
  });
  return {
    files: read.filter((file) => typeof file !== 'string'),
    unread: read.filter((file) => typeof file === 'string'),
  };
}

/** `team.yaml:12:7: reason`, a line for each problem that makes a difference. */
export function problemLines(packs: readonly ReadPack[]): readonly string[] {
  return packs.flatMap(({ uri, problems }) =>
    problems
      .filter(({ severity }) => severity !== 'hint')
      .map(({ range: { start }, message }) => `${uri}:${start.line + 1}:${start.character + 1}: ${message}`),
  );
}

/** Whether something of these packs is left out. */
export function hasErrors(packs: readonly ReadPack[]): boolean {
  return packs.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
}
