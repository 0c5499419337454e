/**
 * Puts the checks of a pack's form into a bundle as plain code, made from the schemas: a browser worker may not make
 * code while it runs, and the library that makes it is larger than what it makes.
 */
import { Buffer } from 'node:buffer';
import path from 'node:path';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { inProject } from './project.mjs';

/**
 * Where a bundle gets the reader of YAML from: the package's form for browsers is the same code as modules, and the one
 * for Node would bring `require` into a module that has none.
 */
export const YAML_MODULES = { yaml: './node_modules/yaml/browser/index.js' };

const SOURCE = inProject('server/src/packs/schemas.ts');

/** @typedef {typeof import('../../server/src/packs/schemas.js')} Schemas */

/** @returns {Promise<Schemas>} */
async function readSchemas() {
  const { outputFiles } = await build({ entryPoints: [SOURCE], bundle: true, format: 'esm', write: false });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return /** @type {Schemas} */ (await import(`data:text/javascript;base64,${code}`));
}

/** Leaves out what a schema says to people. @param {object} schema @returns {object} */
const withoutProse = (schema) =>
  JSON.parse(
    JSON.stringify(schema, (key, value) =>
      ['$schema', 'title', 'description'].includes(key) && typeof value === 'string'
        ? undefined
        : /** @type {unknown} */ (value),
    ),
  );

/** @returns {Promise<string>}  a module that exports what the source exports */
export async function compileValidators() {
  const { AJV_OPTIONS, SCHEMAS } = await readSchemas();
  const kinds = Object.entries(SCHEMAS);
  const ajv = new Ajv({ ...AJV_OPTIONS, code: { source: true, esm: true } });
  for (const [kind, schema] of kinds) ajv.addSchema(withoutProse(schema), kind);
  const names = Object.fromEntries(kinds.map(([kind]) => [kind.replaceAll('-', '_'), kind]));
  const code = standalone.default(ajv, names);
  const table = Object.entries(names).map(([name, kind]) => `${JSON.stringify(kind)}: ${name}`);
  return [code, `export const VALIDATORS = { ${table.join(', ')} };`].join('\n');
}

/**
 * Replaces the source module by the compiled one.
 * @type {import('esbuild').Plugin}
 */
export const compiledValidators = {
  name: 'compiled-validators',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]packs[\\/]validators\.ts$/ }, async ({ path: file }) => ({
      contents: await compileValidators(),
      loader: 'js',
      resolveDir: path.dirname(file),
      watchFiles: [file, SOURCE],
      watchDirs: [inProject('server/data/schemas')],
    }));
  },
};
