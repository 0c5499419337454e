/** The licences of the packages that a bundle took in; each asks to be told with every copy. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** @param {string} folder */
async function readNotice(folder) {
  const manifest = /** @type {{ name: string, version: string, license?: string }} */ (
    JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))
  );
  const file = (await readdir(folder)).find((name) => /^licen[cs]e(?:\.|$)/i.test(name));
  if (file === undefined) throw new Error(`${manifest.name} comes without the text of its licence.`);
  const text = await readFile(path.join(folder, file), 'utf8');
  return `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n${text.trim()}\n`;
}

/**
 * @param {readonly string[]} inputs  the files that went into the bundles, relative to the project
 * @returns {Promise<string>}
 */
export async function collectNotices(inputs) {
  const folders = new Set(inputs.flatMap((file) => PACKAGE_FOLDER.exec(file)?.[0] ?? []));
  const notices = await Promise.all([...folders].sort().map(readNotice));
  return `Dump Lens contains these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
