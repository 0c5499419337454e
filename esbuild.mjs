/**
 * Builds every bundle of the extension into `dist/`, and the packs that they read.
 *
 *   node esbuild.mjs            minified, without source maps: what the VSIX carries
 *   node esbuild.mjs --watch    readable, with source maps, rebuilt on every change
 */
import { writeFile } from 'node:fs/promises';
import { context } from 'esbuild';
import { compiledPacks, writePacks } from './scripts/lib/compilePacks.mjs';
import { compiledValidators, YAML_MODULES } from './scripts/lib/compileValidators.mjs';
import { collectNotices } from './scripts/lib/notices.mjs';
import { fillServerPackage } from './scripts/lib/serverPackage.mjs';

const watching = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  alias: YAML_MODULES,
  target: ['node20', 'es2022'],
  legalComments: 'none',
  minify: !watching,
  sourcemap: watching ? 'linked' : false,
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', mainFields: ['module', 'main'] };

/** @type {import('esbuild').BuildOptions} */
const browser = { ...common, platform: 'browser', target: ['chrome122', 'es2022'] };

/** A bundle in the older module format knows its folder by another name. */
const BESIDE_THE_BUNDLE = { 'import.meta.dirname': '__dirname' };

const runByNode = { js: '#!/usr/bin/env node' };

/** @type {readonly import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...node,
    entryPoints: ['client/src/node/main.ts'],
    outfile: 'dist/client.cjs',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...browser,
    entryPoints: ['client/src/browser/main.ts'],
    outfile: 'dist/client.browser.js',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    // For both: what the server needs of Node it asks for in Node only.
    ...node,
    target: ['node20', 'chrome122', 'es2022'],
    conditions: ['browser'],
    entryPoints: ['server/src/main.ts'],
    outfile: 'dist/server.js',
    format: 'cjs',
    banner: runByNode,
    define: BESIDE_THE_BUNDLE,
  },
  {
    ...node,
    entryPoints: ['server/src/cli.ts'],
    outfile: 'dist/cli.js',
    format: 'cjs',
    banner: runByNode,
    define: BESIDE_THE_BUNDLE,
  },
  {
    ...browser,
    entryPoints: ['client/webview/report.ts', 'client/webview/report.css', 'client/webview/saved.css'],
    outdir: 'dist/webview',
    format: 'iife',
  },
];

let unfinished = bundles.length;

/**
 * Prints what was built. While watching, an editor's task reads `building` and `built` to know when to go on.
 * @type {import('esbuild').Plugin}
 */
const tellProgress = {
  name: 'tell-progress',
  setup(build) {
    let isFirst = true;
    build.onStart(() => {
      if (isFirst) isFirst = false;
      else if (unfinished++ === 0) console.log('building');
    });
    build.onEnd((result) => {
      for (const [file, { bytes }] of Object.entries(result.metafile?.outputs ?? {})) {
        if (!file.endsWith('.map')) console.log(`${(bytes / 1024).toFixed(1).padStart(8)} kB  ${file}`);
      }
      if (--unfinished === 0) console.log('built');
    });
  },
};

console.log('building');
await writePacks('dist');
// Node and a browser agree on the name of a script only where it is `.js`, and the project's own `.js` are modules.
await writeFile('dist/package.json', JSON.stringify({ type: 'commonjs' }));
const contexts = await Promise.all(
  bundles.map((bundle) => context({ ...bundle, plugins: [compiledPacks, compiledValidators, tellProgress] })),
);
if (watching) {
  await Promise.all(contexts.map((built) => built.watch()));
} else {
  const results = await Promise.allSettled(contexts.map((built) => built.rebuild()));
  await Promise.all(contexts.map((built) => built.dispose()));
  // esbuild has printed what is wrong by itself.
  if (results.some((result) => result.status === 'rejected')) process.exitCode = 1;

  const inputs = results.flatMap((result) =>
    result.status === 'fulfilled' ? Object.keys(result.value.metafile?.inputs ?? {}) : [],
  );
  await writeFile('dist/THIRD-PARTY-NOTICES.txt', await collectNotices(inputs));
  if (process.exitCode === undefined) await fillServerPackage('dist');
}
