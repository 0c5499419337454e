/** `npm run packs -- DIR...`: what is wrong with the packs of the product, and with those in other folders. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { checkBuiltinPacks, checkOtherPacks } from './lib/checkPacks.mjs';
import { inProject, OUT } from './lib/project.mjs';

const HELP = `npm run packs -- [DIR...]

Checks the packs in server/data/packs, and those in the folders that are named: their form, ids and keys that stand
twice, addresses, samples that do not fit, translations of what is gone. A line for each fault, with file, line and
column; ends with status 1 where there is one.
`;

const BUILTIN = 'server/data/packs';

/** @typedef {{ uri: string, text: string }} PackFile */
/** @typedef {import('./lib/checkPacks.mjs').Fault} Fault */

/** @param {string} folder @param {RegExp} names @returns {PackFile[]} */
function readFiles(folder, names) {
  return readdirSync(folder)
    .filter((file) => names.test(file))
    .sort()
    .map((file) => ({ uri: path.join(folder, file), text: readFileSync(path.join(folder, file), 'utf8') }));
}

/** @typedef {typeof import('../server/src/service.js') & typeof import('../server/src/packs/parsePack.js') & typeof import('../server/src/packs/places.js') & typeof import('../server/src/packs/checks.js')} Sources */

/** The parts of the sources that read and check packs, made runnable. @returns {Promise<Sources>} */
async function loadSources() {
  const files = ['service', 'packs/parsePack', 'packs/places', 'packs/checks'];
  const outfile = path.join(OUT, 'packs/sources.mjs');
  await build({
    stdin: {
      contents: files.map((file) => `export * from './server/src/${file}.ts';`).join('\n'),
      resolveDir: inProject('.'),
    },
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return /** @type {Sources} */ (await import(pathToFileURL(outfile).href));
}

/** @param {readonly Fault[]} faults */
function print(faults) {
  for (const { file, range, message } of faults) {
    const name = path.relative(process.cwd(), file);
    console.log(`${name}:${range.start.line + 1}:${range.start.character + 1}: ${message}`);
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
});

if (values.help) {
  console.log(HELP);
} else {
  const sources = await loadSources();
  const { packs } = sources.readOwnPacks(readFiles(inProject(BUILTIN), /\.json$/));
  const languages = readdirSync(inProject(BUILTIN), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const translations = languages
    .flatMap(({ name }) => readFiles(inProject(`${BUILTIN}/${name}`), /\.json$/))
    .map(({ uri, text }) => ({ uri, parsed: sources.parsePack(text) }));
  // npm runs scripts in the project's folder; the folders are named from where the person is.
  const here = process.env.INIT_CWD ?? process.cwd();
  const others = positionals.flatMap((folder) => readFiles(path.resolve(here, folder), /\.(?:json|ya?ml)$/i));
  const read = sources.readOwnPacks(others).packs;

  const faults = [...checkBuiltinPacks(packs, translations, sources), ...checkOtherPacks(read)];
  print(faults);
  const all = [...packs, ...read];
  const entries = all.reduce((sum, { pack }) => sum + (pack?.entries.length ?? 0), 0);
  console.log(`${all.length} packs, ${entries} entries, ${translations.length} translations, ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
